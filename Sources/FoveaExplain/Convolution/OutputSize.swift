import FoveaReport
import FoveaTensor

/// How large the output is, and what no window sees: the rest where the window doesn't fit (rows B4 and B5), and
/// the gaps between windows where the step is longer than the window.
///
///     output = (N + 2P - K) / S + 1
public struct OutputSize: Sendable {
  /// One stride.
  public struct Row: Sendable {
    /// The window along one axis; both are the same.
    public let axis: AxisGeometry
    /// How many windows see each row, and each column, zeros of the padding included; from the engine, as the
    /// gradient of all outputs along an axis added up for a kernel of ones.
    public let rowCoverage: [Int]

    /// How many windows see each pixel, [padded input, padded input].
    public var coverage: Tensor {
      Tensor(
        [rowCoverage.count, rowCoverage.count],
        rowCoverage.flatMap { row in rowCoverage.map { Scalar(row * $0) } })
    }

    /// The picture's rows, and as many columns, that no window sees: at the end and between windows.
    public var uncoveredRows: Int {
      rowCoverage[axis.paddingBefore..<axis.paddingBefore + axis.input].count { $0 == 0 }
    }

    /// The picture's pixels that no window sees.
    public var uncoveredPixels: Int {
      let seen = axis.input - uncoveredRows
      return axis.input * axis.input - seen * seen
    }
  }

  /// A row a stride.
  public let rows: [Row]

  /// Slides a square window over a square input.
  ///
  /// - Parameters:
  ///   - input: N; 7 by default, as on the slide.
  ///   - kernel: K; 3 by default.
  ///   - padding: P; 0 by default.
  ///   - strides: S; 1, 2 and 3 by default.
  /// - Throws: `ShapeError` when the kernel is larger than the padded input.
  public init(input: Int = 7, kernel: Int = 3, padding: Int = 0, strides: [Int] = [1, 2, 3]) throws
  {
    rows = try strides.map { stride in
      let axis = try AxisGeometry(
        input: input, kernel: kernel, stride: stride, paddingBefore: padding,
        paddingAfter: padding)
      let geometry = try Conv2DGeometry(
        input: [1, 1, axis.padded, 1], kernel: [1, kernel, 1, 1], stride: IntPair(1, stride),
        policy: .floor)
      let coverage = convolutionInputGradient(
        .ones(geometry.outputShape), .ones(geometry.kernelShape), geometry)
      return Row(axis: axis, rowCoverage: coverage.elements.map { Int($0) })
    }
  }

  /// The formula for each stride, and what is wrong where it gives no whole number.
  package var answer: Answer {
    var answer = Answer()
    answer.say("output = (N + 2P - K) / S + 1")
    for row in rows {
      let axis = row.axis
      let result =
        axis.fits
        ? "\(axis.output)x\(axis.output)" : "\(axis.exactOutput.fixed(2)): doesn't fit!"
      answer.say(
        "stride \(axis.stride): (\(axis.input) + 2*\(axis.paddingBefore) - \(axis.kernel)) / "
          + "\(axis.stride) + 1 = \(result)")
      if row.uncoveredRows > 0 {
        answer.say(
          "  \(axis.output.counted("window")) a side, \(row.uncoveredRows) of \(axis.input) rows and columns unseen:",
          "  \(row.uncoveredPixels.grouped) of \((axis.input * axis.input).grouped) pixels"
            + (axis.stride > axis.kernel ? ", as steps are longer than windows" : ""))
      } else if !axis.fits {
        answer.say("  \(axis.output.counted("window")) a side, only padding is unseen")
      }
      if !axis.fits {
        answer.say("  these fit:")
        answer.say(axis.fixes.map { "    \($0)" })
      }
    }
    if rows.allSatisfy({ $0.axis.padded <= GridChart.largestDrawn }) {
      answer.pictures = rows.map { Picture("stride-\($0.axis.stride)", $0.picture) }
      // What there is most to say about.
      answer.mainPicture = rows.firstIndex { !$0.axis.fits } ?? 0
    }
    return answer
  }
}

extension OutputSize.Row {
  /// How many windows see each pixel, and where the first of them lie.
  var picture: String {
    let extent = axis.padded
    return GridChart(
      "Stride \(axis.stride)" + (axis.fits ? "" : ": doesn't fit"),
      note: "windows over each pixel; \(uncoveredPixels.grouped) seen by none",
      cell: GridChart.cell(for: extent, within: 480, most: 26),
      panels: [
        GridChart.Panel(
          "input of \(extent)x\(extent)",
          values: coverage.rows.map { $0.map { $0 == 0 ? nil : $0 } }, frames: windows)
      ]
    ).svg
  }

  /// The windows of the first row, where they lie side by side or apart; else the first alone.
  var windows: [GridChart.Frame] {
    let count = axis.stride >= axis.kernel ? axis.output : 1
    return (0..<count).map {
      GridChart.Frame(row: 0, column: $0 * axis.stride, height: axis.kernel, width: axis.kernel)
    }
  }
}

extension Topic {
  package static let outputSize = Topic(
    "output-size", .convolution, "Output sizes, and what \"doesn't fit\" leaves unseen.",
    story: """
      The first window begins at the first pixel, the last must end at the last. If the steps between do not come \
      out even, as with a stride of 3 on 7 pixels, the formula gives a fraction: the last column and row are seen \
      by no window. Then pad, choose another stride, or leave the rest unseen on purpose. Steps longer than the \
      window leave gaps between windows, whether it fits or not.
      """, arguments: "--input 7 --kernel 3 --stride 1,2,3"
  ) { try OutputSize().answer }
}
