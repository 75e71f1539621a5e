import FoveaKernels

/// Max pooling that makes images smaller by a factor that is no whole number, so that more of them fit into a
/// network: windows of two sizes in an order drawn anew for each training step. Has no parameters.
///
/// Along an axis of N inputs and M = floor(N / factor) outputs the windows begin at
/// floor(N / M * (i + u)) - floor(N / M * u) with one random u in 0 ..< 1 an axis and step: the paper's
/// pseudorandom sequences. Inference takes u = 1/2.
///
/// Source: Graham (2014).
public final class FractionalMaxPool2D: PoolingLayer {
  /// How many times smaller the output is along either axis.
  public let factor: Double
  /// Whether neighbouring windows share a row or column.
  public let isOverlapping: Bool

  /// A layer with the given factor.
  ///
  /// - Parameters:
  ///   - factor: 1 or more; the square root of 2 by default, so that two layers halve an image.
  ///   - overlapping: whether each window also sees the first row or column of the next; true by default, which
  ///     the paper found better.
  public init(factor: Double = 2.0.squareRoot(), overlapping: Bool = true) {
    require(
      factor >= 1 && factor.isFinite,
      "FractionalMaxPool2D: a factor of 1 or more expected, received \(factor)")
    self.factor = factor
    isOverlapping = overlapping
  }

  /// The factor, and whether windows overlap.
  public var hyperparameters: String {
    let rounded = (factor * 1000).rounded() / 1000
    return "factor \(rounded), " + (isOverlapping ? "overlapping" : "disjoint")
  }

  /// The maxima.
  public func callAsFunction(_ input: Variable, _ mode: Mode) -> Variable {
    var (down, across) = (0.5, 0.5)
    if case .training(let stream) = mode {
      var random = stream.next()
      (down, across) = (random.uniform(), random.uniform())
    }
    return input.maxPool(orStop { try regions(for: input.shape, down, across) })
  }

  /// [batch, output height, output width, channels].
  public func outputShape(for input: Shape, _ trace: inout Trace) throws -> Shape {
    let regions = try trace.naming(self) { try self.regions(for: input, 0.5, 0.5) }
    return trace.record(self, from: input, to: regions.outputShape)
  }

  /// The windows for one choice of u along each axis.
  private func regions(for input: Shape, _ down: Double, _ across: Double) throws -> PoolRegions {
    guard input.rank == 4, input[1] > 0, input[2] > 0 else {
      throw ShapeError("[batch, height, width, channels] with pixels expected, found \(input)")
    }
    return try PoolRegions(
      input: input, rows: windows(input[1], down), columns: windows(input[2], across))
  }

  /// Windows along one axis: their beginnings rise by the factor, rounded down or up.
  func windows(_ inputs: Int, _ u: Double) -> [Range<Int>] {
    let outputs = max(1, Int(Double(inputs) / factor))
    let step = Double(inputs) / Double(outputs)
    let beginnings = (0...outputs).map { i in
      // The last one by definition: rounding must not lose the border.
      i == outputs ? inputs : Int(step * (Double(i) + u)) - Int(step * u)
    }
    return (0..<outputs).map { i in
      beginnings[i]..<min(inputs, beginnings[i + 1] + (isOverlapping ? 1 : 0))
    }
  }
}
