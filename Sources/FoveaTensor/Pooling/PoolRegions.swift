import FoveaKernels

/// Windows of a pooling whose places and extents follow no stride: those of adaptive and of fractional pooling.
public struct PoolRegions: Hashable, Sendable {
  /// [batch, height, width, channels] of the input.
  public let inputShape: Shape
  /// The rows of the input that each output row sees; may overlap, none is empty.
  public let rows: [Range<Int>]
  /// The columns of the input that each output column sees.
  public let columns: [Range<Int>]

  /// The regions of one pooling.
  ///
  /// - Parameters:
  ///   - input: [batch, height, width, channels].
  ///   - rows: the rows of each window, at least one window.
  ///   - columns: the columns of each window.
  /// - Throws: `ShapeError` when the input is no such shape or a window is empty or lies beyond it.
  public init(input: Shape, rows: [Range<Int>], columns: [Range<Int>]) throws {
    guard input.rank == 4, !rows.isEmpty, !columns.isEmpty,
      input[1] * input[2] <= Int(Int32.max)
    else {
      throw ShapeError("[batch, height, width, channels] and windows expected, found \(input)")
    }
    for (name, extent, windows) in [("rows", input[1], rows), ("columns", input[2], columns)] {
      let isWrong = { (window: Range<Int>) in
        window.isEmpty || window.lowerBound < 0 || window.upperBound > extent
      }
      if let window = windows.first(where: isWrong) {
        throw ShapeError(
          "pooling of \(input): \(name) within 0 ..< \(extent) expected, found "
            + "\(window.lowerBound) ..< \(window.upperBound)")
      }
    }
    inputShape = input
    self.rows = rows
    self.columns = columns
  }

  /// The windows of adaptive pooling to a grid: output i of M over N inputs sees the inputs from
  /// floor(i N / M) up to, not including, ceil((i + 1) N / M).
  ///
  /// Windows overlap where M does not divide N, and repeat inputs where M > N. Throws as the other.
  public static func adaptive(input: Shape, output: IntPair) throws -> PoolRegions {
    guard input.rank == 4, input[1] > 0, input[2] > 0 else {
      throw ShapeError("[batch, height, width, channels] with pixels expected, found \(input)")
    }
    guard output.height > 0, output.width > 0 else {
      throw ShapeError("pooling of \(input): 1 output or more expected, found \(output)")
    }
    func windows(_ inputs: Int, _ outputs: Int) -> [Range<Int>] {
      (0..<outputs).map { $0 * inputs / outputs..<(($0 + 1) * inputs + outputs - 1) / outputs }
    }
    return try PoolRegions(
      input: input, rows: windows(input[1], output.height),
      columns: windows(input[2], output.width))
  }

  /// [batch, height, width, channels] of the output.
  public var outputShape: Shape { [inputShape[0], rows.count, columns.count, inputShape[3]] }
}

/// The largest value of each region, channel by channel; ties and NaN as in `maxPool(_:_:)` for windows.
///
/// - Parameters:
///   - input: [batch, height, width, channels].
///   - regions: made from the input's shape; other shapes trap.
public func maxPool(_ input: Tensor, _ regions: PoolRegions) -> MaxPoolResult {
  check("maxPool", "input", input, regions.inputShape)
  let (shape, output) = (regions.inputShape, regions.outputShape)
  return MaxPoolResult(shape, output) { y, switches in
    withRegions(regions.rows, shape[1]) { rows in
      withRegions(regions.columns, shape[2]) { columns in
        input.read { x in
          eachRowBlock(output) { first, count in
            kernels.maxRegions(rows, columns, shape[3], x, first, count, y, switches)
          }
        }
      }
    }
  }
}

private func withRegions(_ windows: [Range<Int>], _ input: Int, _ body: (RegionAxis) -> Void) {
  windows.map(\.lowerBound).withUnsafeBufferPointer { starts in
    windows.map(\.upperBound).withUnsafeBufferPointer { ends in
      guard let starts = starts.baseAddress, let ends = ends.baseAddress else { return }
      body(RegionAxis(starts: starts, ends: ends, input: input, output: windows.count))
    }
  }
}
