import FoveaData
import FoveaModels
import FoveaNN
import FoveaTensor

@testable import FoveaInference

/// Small networks with every kind of layer that ONNX can express; onnxruntime has run their files (see
/// `Scripts/fixtures/onnx.py`).
enum FixtureNetworks {
  /// A trained model by name; weights are fractions that either precision holds.
  static func model(_ name: String) throws -> TrainedModel {
    var random = RandomSource(seed: 1)
    let (network, picture, preprocessor, loss):
      (any Layer, Shape, (any Preprocessor)?, ClassificationLoss) =
        switch name {
        case "branches":
          (branches(&random), [9, 11, 3], try standardize, .multiClass)
        case "pooling": (pooling(&random), [13, 12, 2], try pipeline, .multiClass)
        case "activations": (activations(&random), [3, 2, 1], nil, .multiLabel)
        case "series":
          (
            SeriesFCN(inputChannels: 2, classes: 3, width: 4, random: &random), [2, 9, 1], nil,
            .multiClass
          )
        case "sequences": (sequences(&random), [1, 12, 2], nil, .multiClass)
        default: throw DataError("fixture", expected: "a network", found: name)
        }
    try fill(network)
    var description = ModelDescription(
      model: name, imageShape: picture, classNames: ["a", "\"b\"", "ç"],
      preprocessing: preprocessor?.configuration, data: "fixture")
    description.loss = loss == .multiClass ? nil : loss
    return TrainedModel(network, preprocessor, description)
  }

  static let names = ["branches", "pooling", "activations", "series", "sequences"]

  /// Convolution in its forms, normalisation, branches that are added and joined, gates, dense layers.
  private static func branches(_ random: inout RandomSource) -> any Layer {
    func conv(
      _ inputs: Int, _ outputs: Int, _ size: IntPair = 3, stride: IntPair = 1,
      dilation: IntPair = 1,
      groups: Int = 1, padding: Padding = .same, policy: FitPolicy = .floor
    ) -> Conv2D {
      Conv2D(
        inputChannels: inputs, outputChannels: outputs, kernelSize: size, stride: stride,
        padding: padding, dilation: dilation, groups: groups, policy: policy, random: &random)
    }
    return Sequential(
      ConvStage(conv(3, 8, [3, 5], stride: [1, 2]), normalization: BatchNorm(8)),
      Parallel(
        .concatenation, conv(8, 4, 1), Identity(),
        Sequential(
          MaxPool2D(3, stride: 1, padding: .zeros(1)), conv(8, 4, dilation: [1, 2], groups: 4))),
      SqueezeExcite(16, reduction: 4, random: &random),
      ResidualBlock.basic(inputChannels: 16, outputChannels: 8, stride: 2, random: &random),
      ResidualBlock.basic(inputChannels: 8, outputChannels: 8, random: &random),
      LocalResponseNorm(size: 3, alpha: 1.0 / 64, beta: 0.75, k: 2), Dropout(p: 0.5),
      Parallel(
        .sum, Identity(), conv(8, 8, [2, 3], padding: .sides(top: 1, bottom: 0, left: 1, right: 1))),
      conv(8, 4, 2, stride: 2, padding: .narrow), Flatten(), Dense(4 * 2 * 1, 6, random: &random),
      ReLU(),
      Dense(6, 3, bias: false, random: &random))
  }

  /// Pooling in its forms, and the layers of the original LeNet-5.
  private static func pooling(_ random: inout RandomSource) -> any Layer {
    Sequential(
      TableConv2D(inputChannels: 2, table: [[0], [1], [0, 1]], kernelSize: 2, random: &random),
      ScaledTanh(),
      // 12 x 11 x 3.
      Parallel(
        .concatenation,
        Sequential(MaxPool2D(3, stride: 2, policy: .ceil), AdaptiveAvgPool2D([3, 5])),
        Sequential(
          AvgPool2D(3, stride: 2, padding: .zeros(1), policy: .ceil, includingPadding: false),
          AdaptiveAvgPool2D([3, 5])),
        Sequential(
          AvgPool2D(4, stride: 3, padding: .zeros(1), policy: .floor), AdaptiveAvgPool2D([3, 5])),
        Sequential(Subsample2D(3, policy: .floor), AdaptiveMaxPool2D([3, 5])),
        Sequential(LpPool2D([4, 2], stride: [4, 2], policy: .floor))),
      Parallel(.concatenation, GlobalAvgPool(), GlobalMaxPool()), Dense(30, 3, random: &random))
  }

  /// Layers of sequences, among them those that take images as well.
  private static func sequences(_ random: inout RandomSource) -> any Layer {
    Sequential(
      Series(),
      Conv1D(
        inputChannels: 2, outputChannels: 4, kernelSize: 3, stride: 1, padding: .same,
        random: &random),
      BatchNorm(4), ReLU(), SqueezeExcite(4, reduction: 2, random: &random),
      Parallel(
        .concatenation, Sequential(MaxPool1D(2)), Sequential(AvgPool1D(2)), Sequential(LpPool1D(2)),
        Sequential(AdaptiveMaxPool1D(6)), Sequential(AdaptiveAvgPool1D(6), Softmax())),
      Parallel(
        .sum, Identity(),
        Conv1D(
          inputChannels: 20, outputChannels: 20, kernelSize: 3, padding: .same, dilation: 2,
          groups: 4, random: &random)),
      PReLU(channels: 20), AdaptiveAvgPool1D(4), Flatten(), Dense(80, 5, random: &random),
      BatchNorm(5), Tanh(),
      Dense(5, 3, random: &random))
  }

  /// Every activation, side by side.
  private static func activations(_ random: inout RandomSource) -> any Layer {
    let alone: [any Layer] =
      Activation.all.map { $0.makeLayer() } + [PReLU(channels: 4), Softmax(temperature: 2)]
    let values = 6 * 4 * alone.count
    return Sequential(
      Conv2D(inputChannels: 1, outputChannels: 4, kernelSize: 1, random: &random),
      Parallel(.concatenation, alone), Flatten(), PReLU(channels: values),
      Dense(values, 3, random: &random))
  }

  private static var standardize: any Preprocessor {
    get throws {
      try Preprocessing.standardize(per: .channel).restored(from: [
        "mean": Tensor([0.5, 0.25, 0.75]), "deviation": Tensor([0.25, 0.5, 0.125]),
      ])
    }
  }

  private static var pipeline: any Preprocessor {
    get throws {
      let mean = Tensor([13, 12, 2], (0..<312).map { Scalar($0 % 8) / 8 })
      return try Preprocessing.pipeline(steps: [
        .meanSubtraction(per: .pixel), .minMax(per: .channel),
      ]).restored(from: [
        "0.mean": mean, "1.minimum": Tensor([-0.5, 0.25]), "1.range": Tensor([2, 0.5]),
      ])
    }
  }

  /// Weights that follow a rule, so that they need not be stored: n / 16 for n from -11 to 11; variances and what
  /// normalisation adds above 0, or little would go through the ReLUs.
  private static func fill(_ network: any Layer) throws {
    var values: [String: Tensor] = [:]
    for (place, entry) in network.state.enumerated() {
      let isPositive = entry.name.hasSuffix("variance") || entry.name.hasSuffix("shift")
      values[entry.name] = Tensor(
        entry.value.shape,
        (0..<entry.value.count).map { i in
          isPositive ? Scalar(i % 5 + 1) / 4 : Scalar((31 * place + 17 * i + 7) % 23 - 11) / 16
        })
    }
    try network.restore(values)
  }
}
