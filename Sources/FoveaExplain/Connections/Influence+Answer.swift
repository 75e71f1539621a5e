import FoveaReport

extension Influence {
  /// How many units of each row the source reaches and the target sees.
  package var answer: Answer {
    var answer = Answer()
    let layers = widths.count - 1
    var table = Table([
      .text("row"), .number("units"), .number("reached by input \(source)"),
      .number("seen by output \(target)"), .number("field"),
    ])
    for row in widths.indices {
      table.append(
        row == 0 ? "input" : "layer \(row)", "\(widths[row])", "\(reached[row].count)",
        "\(seen[row].count)", "\(fields[row])")
    }
    answer.show(table)
    answer.remark(
      "kernel \(kernel), stride \(stride): one input reaches \(reached[1].count) of layer 1, were layer 1 dense, "
        + "\(reachedWhenDense) of \(widths[1])")
    answer.remark("field: in the input, of a unit of that row, r + (K - 1) j")
    answer.pictures = [
      Picture("influence", diagram(marking: reached, edgesFrom: 0, "What input \(source) reaches")),
      Picture("field", diagram(marking: seen, edgesFrom: 0, "What output \(target) sees")),
    ]
    var stepper = Stepper("layers back from the output")
    for depth in 0...layers {
      let marked = seen.enumerated().map { $0.offset >= layers - depth ? $0.element : [] }
      stepper.add(
        "\(depth)",
        diagram(
          marking: marked, edgesFrom: layers - depth,
          "\(depth) back: \(seen[layers - depth].count.counted("unit"))"))
    }
    answer.stepper = stepper
    return answer
  }

  private func diagram(marking: [[Int]], edgesFrom first: Int, _ title: String) -> String {
    let rows = widths.enumerated().map { row, count in
      LayerDiagram.Row(
        row == 0 ? "input" : "layer \(row)",
        (0..<count).map { LayerDiagram.Node("", marking[row].contains($0) ? .marked : .plain) })
    }
    let edges = (0..<widths.count - 1).flatMap { row in
      (0..<widths[row + 1]).flatMap { upper in
        window(of: upper, over: row).map { lower in
          LayerDiagram.Edge(
            row: row, lower: lower, upper: upper,
            isMarked: row >= first && marking[row].contains(lower)
              && marking[row + 1].contains(upper))
        }
      }
    }
    return LayerDiagram(
      title, note: "kernel \(kernel), stride \(stride)", rows: rows, edges: edges
    ).svg
  }

  /// The units of a row that the window of a unit above covers, without padding's.
  private func window(of upper: Int, over row: Int) -> [Int] {
    let start = upper * stride - paddings[row]
    return (start..<start + kernel).filter { (0..<widths[row]).contains($0) }
  }
}

extension Topic {
  package static let influence = Topic(
    "influence", .why, "What one input reaches and one output sees, over layers.",
    story: """
      With a kernel of width 3 one input reaches three outputs; in a dense layer it reaches all. That is no loss: \
      units of deeper layers see further, as each looks at units that look at several themselves. Three layers of \
      width 3 see 7 inputs. Step back from one output to the inputs it depends on.
      """, arguments: "--kernel 3 --layers 3"
  ) { try Influence().answer }
}
