import FoveaReport
import FoveaTensor

/// How much padding keeps a picture's size, and what narrow, wide and full convolution give (rows B6 to B8).
public struct PaddingRules: Sendable {
  /// One kernel.
  public struct Row: Sendable {
    /// Its extent, F.
    public let kernel: Int
    /// (F - 1) / 2 zeros on every side; nil for an even F, which has no such number.
    public let padding: Int?
    /// Without padding: the lecture's narrow convolution.
    public let narrow: AxisGeometry
    /// So that the output is as large as the input: the lecture's wide convolution. For an even kernel one zero
    /// more after the picture than before.
    public let wide: AxisGeometry
    /// F - 1 zeros on every side, which other texts call wide: every output that any pixel touches.
    public let full: AxisGeometry
  }

  /// The input's extent.
  public let input: Int
  /// A row a kernel.
  public let rows: [Row]

  /// Works out each kernel at stride 1.
  ///
  /// - Parameters:
  ///   - input: the picture's extent; 7 by default.
  ///   - kernels: their extents, F; 3, 5 and 7 as on the slide by default.
  /// - Throws: `ShapeError` when a kernel is larger than the input.
  public init(input: Int = 7, kernels: [Int] = [3, 5, 7]) throws {
    self.input = input
    rows = try kernels.map { kernel in
      func axis(_ padding: Padding) throws -> AxisGeometry {
        try Conv2DGeometry(
          input: [1, input, input, 1], kernel: [kernel, kernel, 1, 1], padding: padding
        ).vertical
      }
      return try Row(
        kernel: kernel, padding: kernel.isMultiple(of: 2) ? nil : (kernel - 1) / 2,
        narrow: axis(.narrow), wide: axis(.same), full: axis(.full))
    }
  }

  /// A table, and the padded pictures.
  package var answer: Answer {
    var answer = Answer()
    answer.say("P = (F - 1) / 2 zeros a side keep the size")
    var table = Table([
      .number("F"), .text("P"), .number("narrow"), .number("wide"), .number("full"),
    ])
    for row in rows {
      table.append(
        "\(row.kernel)",
        row.padding.map { "\($0)" }
          ?? "\(row.wide.paddingBefore) before, \(row.wide.paddingAfter) after",
        "\(row.narrow.output)", "\(row.wide.output)", "\(row.full.output)")
    }
    answer.show(table)
    answer.remark(
      "input \(input)x\(input), stride 1; full: F - 1 zeros a side, which other texts call wide")
    if rows.allSatisfy({ $0.wide.padded <= GridChart.largestDrawn }) {
      answer.pictures = rows.map { Picture("padding-\($0.kernel)", $0.picture) }
    }
    return answer
  }
}

extension PaddingRules.Row {
  /// The padded picture: empty squares are zeros that were put around it.
  var picture: String {
    let (before, extent) = (wide.paddingBefore, wide.input)
    let isInside = { (place: Int) in (before..<before + extent).contains(place) }
    let cells = (0..<wide.padded).map { y in
      (0..<wide.padded).map { x in isInside(y) && isInside(x) ? nil : 0.0 }
    }
    return GridChart(
      "Kernel \(kernel)x\(kernel), padded",
      note: "\(extent)x\(extent) becomes \(wide.padded)x\(wide.padded), output "
        + "\(wide.output)x\(wide.output)",
      cell: GridChart.cell(for: wide.padded, within: 480, most: 24),
      panels: [
        GridChart.Panel(
          "the first window", values: cells,
          frames: [.init(row: 0, column: 0, height: kernel, width: kernel)])
      ]
    ).svg
  }
}

extension Topic {
  package static let padding = Topic(
    "padding", .convolution, "Zeros around the picture: narrow, wide and full convolution.",
    story: """
      Without padding every layer shrinks the picture by F - 1, and pixels at the border are looked at less often. \
      (F - 1) / 2 zeros on every side keep its size; an even kernel has no such number. The lecture calls \
      convolution with any zero padding wide. Elsewhere wide, or full, means F - 1 zeros, with which every window \
      that touches the picture at all gives an output.
      """, arguments: "--input 7 --kernel 3,5,7"
  ) { try PaddingRules().answer }
}
