import FoveaModels
import FoveaReport
import FoveaTensor

extension FirstLayers {
  /// The convolutions beside each other, and how often pixels are seen.
  package var answer: Answer {
    var answer = Answer()
    for (place, network) in networks.enumerated() {
      if place > 0 { answer.say("") }
      answer.say(network.name)
      var table = Table([
        .number("layer"), .text("kernel"), .text("stride"), .text("output"),
        .number("parameters"), .number("10^6 multiply-adds"),
      ])
      for (place, layer) in network.layers.enumerated() {
        table.append(
          "\(place + 1)", "\(layer.kernel)", "\(layer.stride)",
          layer.output.dimensions.map { "\($0)" }.joined(separator: "x"),
          layer.parameters.grouped, (Double(layer.multiplyAdds) / 1e6).significant(3))
      }
      answer.show(table)
      answer.say("each pixel lies in \(seen(network)) windows of the first layer")
    }
    answer.pictures = [
      Picture("first-layers", chart(columns: .max), parts: [chart(columns: 1)])
    ]
    return answer
  }

  private func seen(_ network: Network) -> String {
    let counts = network.coverage.elements
    let (low, high) = (counts.min() ?? 0, counts.max() ?? 0)
    return low == high
      ? "\(Int(low))" : "\(Int(low)) to \(Int(high))"
  }

  /// Windows that see each pixel, with the first of them framed, and the next to its right.
  private func chart(columns: Int) -> String {
    let reach = networks.map(\.coverage.largestMagnitude).max() ?? 1
    return GridChart(
      "How often each pixel is seen", note: "frames: two neighbouring windows", cell: 20,
      columns: columns,
      panels: networks.map { network in
        let first = network.layers[0]
        let frames = [0, first.stride.width].compactMap { column in
          column + first.kernel.width <= Self.patch && first.kernel.height <= Self.patch
            ? GridChart.Frame(
              row: 0, column: column, height: first.kernel.height, width: first.kernel.width) : nil
        }
        return GridChart.Panel(
          "\(network.name): \(first.kernel) at stride \(first.stride.height)",
          values: network.coverage.rows, frames: frames, reach: reach)
      }
    ).svg
  }
}

extension Topic {
  package static let firstLayers = Topic(
    "first-layers", .evolution, "AlexNet beside ZFNet: smaller kernels, smaller steps.",
    story: """
      Zeiler and Fergus looked at what AlexNet's layers see, and found kernels without use and patterns that came from \
      its large steps. They made the first layer's kernels smaller, 7x7 for 11x11, and its stride 2 for 4: each pixel \
      is seen more often, and the maps are finer. The layers in the middle became larger, as nothing is halved between \
      two graphics cards any more. It won the challenge of 2013.
      """, arguments: "alexnet_original zfnet"
  ) { try answerOf(["alexnet_original", "zfnet"]) }

  private static func answerOf(_ names: [String]) throws -> Answer {
    try FirstLayers(names.compactMap(ModelCatalog.entry(named:))).answer
  }
}
