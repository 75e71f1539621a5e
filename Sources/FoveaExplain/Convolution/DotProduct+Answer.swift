import FoveaReport
import FoveaTensor

extension DotProduct {
  /// Image with the window, kernel, output; the formula with the numbers put in.
  package func answer() throws -> Answer {
    var answer = Answer()
    let window = window
    answer.say(
      TextGrid.beside([
        (
          padded.shape == image.shape ? "image" : "image and its padding",
          TextGrid.lines(padded.rows) { row, column in
            (window.row..<window.row + window.height).contains(row)
              && (window.column..<window.column + window.width).contains(column)
          }
        ), ("kernel", TextGrid.lines(kernel.rows)),
        (
          "output",
          TextGrid.lines(map.rows) { IntPair($0, $1) == place }
        ),
      ]))
    answer.say("", "output at row \(place.height), column \(place.width):")
    answer.say(formula)
    answer.remark(AxisGeometry.unseen(geometry.vertical, geometry.horizontal))
    answer.pictures = [Picture("conv", picture)]
    answer.stepper = try stepper()
    return answer
  }

  /// "a . b = 1*1 + 0*(-1) + ... = 3", a line for each row of the kernel.
  package var formula: [String] {
    let width = kernel.shape[1]
    let terms = zip(patch.elements, kernel.elements).map { a, b in
      let weight = TextGrid.short(Double(b))
      return TextGrid.short(Double(a)) + "*" + (b < 0 ? "(\(weight))" : weight)
    }
    let rows = stride(from: 0, to: terms.count, by: width).map {
      terms[$0..<min($0 + width, terms.count)].joined(separator: " + ")
    }
    return rows.enumerated().map { index, row in (index == 0 ? "a.b = " : "    + ") + row }
      + ["    = \(TextGrid.short(sum))"]
  }

  /// The window over the padded image.
  private var window: GridChart.Frame {
    let (v, h) = (geometry.vertical, geometry.horizontal)
    return GridChart.Frame(
      row: place.height * v.stride, column: place.width * h.stride, height: v.kernel,
      width: h.kernel)
  }

  /// The window over the image, the kernel, and the place in the output.
  var picture: String {
    let (v, h) = (geometry.vertical, geometry.horizontal)
    // Padding as empty squares.
    let squares = padded.rows.enumerated().map { y, row in
      row.enumerated().map { x, value in
        (0..<v.input).contains(y - v.paddingBefore) && (0..<h.input).contains(x - h.paddingBefore)
          ? value : nil
      }
    }
    return GridChart(
      "The dot product at one place",
      note: "row \(place.height), column \(place.width): a.b = \(TextGrid.short(sum))", cell: 24,
      panels: [
        GridChart.Panel("image", values: squares, frames: [window]),
        GridChart.Panel("kernel", values: kernel.rows),
        GridChart.Panel(
          "output", values: map.rows,
          frames: [GridChart.Frame(row: place.height, column: place.width)]),
      ]
    ).svg
  }

  /// The window at every place, where there are no more than a person would step through.
  private func stepper() throws -> Stepper? {
    guard map.count <= 36 else { return nil }
    var stepper = Stepper("place of the window")
    let steps = IntPair(geometry.vertical.stride, geometry.horizontal.stride)
    let padding = Padding.sides(
      top: geometry.vertical.paddingBefore, bottom: geometry.vertical.paddingAfter,
      left: geometry.horizontal.paddingBefore, right: geometry.horizontal.paddingAfter)
    for y in 0..<map.shape[0] {
      for x in 0..<map.shape[1] {
        let state = try DotProduct(
          image: image, kernel: kernel, at: IntPair(y, x), stride: steps, padding: padding)
        stepper.add("\(y),\(x)", state.picture)
      }
    }
    return stepper
  }
}

extension Topic {
  package static let conv = Topic(
    "conv", .convolution, "The dot product of kernel and window, at one place.",
    story: """
      Lay the kernel on the image, multiply each number with the one below it, and add up the products. Where the \
      image shows what the kernel shows, none of the products is negative and the sum is large: the kernel is a \
      detector of one small pattern. Step through the places to see the whole output come about.
      """, arguments: "--at 0,0"
  ) { try DotProduct().answer() }
}
