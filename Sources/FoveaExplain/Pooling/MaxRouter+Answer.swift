import FoveaReport
import FoveaTensor

extension MaxRouter {
  /// Forward with switches, backward with gradients.
  package var answer: Answer {
    var answer = Answer()
    let chosen = Set(switches)
    answer.say(
      TextGrid.beside([
        ("input, [chosen]", TextGrid.lines(input.rows) { chosen.contains(IntPair($0, $1)) }),
        ("output", TextGrid.lines(output.rows)),
      ]))
    answer.say("")
    answer.say(
      TextGrid.beside([
        ("gradient passed on", TextGrid.lines(inputGradient.rows)),
        ("from above", TextGrid.lines(outputGradient.rows)),
      ]))
    let window = geometry.vertical.kernel
    let zeros = inputGradient.elements.count { $0 == 0 }
    answer.say(
      "",
      "window \(window), stride \(geometry.vertical.stride): \(chosen.count) of \(input.count) inputs "
        + "chosen,", "\(zeros) get no gradient; the first of equals wins")
    answer.pictures = [Picture("router", picture(nil))]
    if output.count <= 36 {
      var stepper = Stepper("output whose gradient is passed on")
      for place in 0..<output.count { stepper.add("\(place + 1)", picture(place)) }
      answer.stepper = stepper
    }
    return answer
  }

  /// Input and output, with one output's window and switch, or all.
  private func picture(_ only: Int?) -> String {
    let columns = output.shape[1]
    let window = geometry.vertical.kernel
    let stride = geometry.vertical.stride
    let places = only.map { $0...$0 } ?? 0...max(0, output.count - 1)
    let passed = places.reduce(into: [IntPair: Double]()) { sums, place in
      sums[switches[place], default: 0] += Double(outputGradient.elements[place])
    }
    let windows = only.map { place in
      [
        GridChart.Frame(
          row: place / columns * stride, column: place % columns * stride, height: window,
          width: window)
      ]
    }
    let chosen = places.map {
      GridChart.Frame(row: switches[$0].height, column: switches[$0].width)
    }
    return GridChart(
      "A maximum is a router",
      note: "the gradient goes to the input that was the largest", cell: 28, columns: 2,
      panels: [
        GridChart.Panel("input", values: input.rows, frames: (windows ?? []) + chosen),
        GridChart.Panel(
          "output", values: output.rows,
          frames: places.map { .init(row: $0 / columns, column: $0 % columns) }),
        GridChart.Panel(
          "gradient passed on",
          values: (0..<input.shape[0]).map { y in
            (0..<input.shape[1]).map { x in passed[IntPair(y, x)] ?? 0 }
          }, frames: chosen),
        GridChart.Panel("gradient from above", values: outputGradient.rows),
      ]
    ).svg
  }
}

extension Topic {
  package static let router = Topic(
    "router", .appendix, "Max pooling backward: gradients go where the switches say.",
    story: """
      A small change of the largest input changes the maximum by as much; a small change of any other changes nothing. \
      So the gradient goes to the largest input whole, and the others get zero. For that, pooling remembers in the \
      forward pass which input it was: its switches. Where windows overlap, an input may be chosen twice and gets the \
      sum.
      """, arguments: "--window 2 --stride 2"
  ) { try MaxRouter().answer }
}
