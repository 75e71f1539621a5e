import FoveaNN
import FoveaReport
import FoveaTensor

/// The lecture's check-point: which layers have parameters, and which hyperparameters (row D10).
public struct LayerKinds: Sendable {
  /// One kind.
  public struct Row: Sendable {
    /// The lecture's name.
    public let name: String
    /// The engine's layer that was asked.
    public let kind: String
    /// The numbers that training changes.
    public let parameters: Int
    /// What whoever writes the layer chooses; empty for nothing.
    public let hyperparameters: String
  }

  /// CONV, FC, RELU and POOL.
  public let rows: [Row]

  /// Asks one layer of each kind.
  public init() {
    var random = RandomSource(seed: 0)
    let layers: [(String, any Layer)] = [
      ("CONV", Conv2D(inputChannels: 1, outputChannels: 5, kernelSize: 3, random: &random)),
      ("FC", Dense(125, 10, random: &random)), ("RELU", ReLU()), ("POOL", MaxPool2D(2)),
    ]
    rows = layers.map { name, layer in
      Row(
        name: name, kind: layer.kind, parameters: layer.parameterCount,
        hyperparameters: layer.hyperparameters)
    }
  }

  /// A line a kind.
  package var answer: Answer {
    var answer = Answer()
    var table = Table([
      .text("layer"), .text("here"), .number("parameters"), .text("hyperparameters"),
    ])
    for row in rows {
      table.append(
        row.name, row.kind, row.parameters == 0 ? "none" : row.parameters.grouped,
        row.hyperparameters.isEmpty ? "none" : row.hyperparameters)
    }
    answer.show(table)
    answer.pictures = [
      Picture(
        "layers",
        BarChart(
          "Parameters by kind of layer", unit: "numbers to be learned", name: "parameters",
          bars: rows.map { ($0.name, Double($0.parameters)) }
        ).svg(plotWidth: 200))
    ]
    return answer
  }
}

extension Topic {
  package static let layers = Topic(
    "layers", .picture, "Which layers have parameters, and which hyperparameters.",
    story: """
      Parameters are found by training, hyperparameters are chosen before. Convolution and dense layers have both. \
      Pooling has no parameters, yet somebody chose its window. ReLU has neither.
      """
  ) { LayerKinds().answer }
}
