import Fovea
import FoveaReference

extension LayerTensors {
  /// Runs a pass by its definition: the baseline.
  func runNaive(_ pass: LayerPass) {
    switch pass {
    case .forward: _ = Reference.convolution(input, kernel, bias: bias, geometry)
    case .inputGradient: _ = Reference.convolutionInputGradient(outputGradient, kernel, geometry)
    case .weightGradient:
      _ = Reference.convolutionWeightGradient(input, outputGradient, geometry)
      _ = Reference.convolutionBiasGradient(outputGradient)
    case .train:
      runNaive(.forward)
      if !isFirst { runNaive(.inputGradient) }
      runNaive(.weightGradient)
    }
  }
}

/// How long naive takes for a pass over the whole batch.
struct NaiveTime {
  let seconds: Double
  /// Whether fewer images were timed, and the time multiplied.
  let isScaled: Bool

  /// Longer than this is not waited for: fewer images are timed.
  private static let patience = 2.0

  /// The passes of a layer, each timed once; training is their sum.
  static func measured(
    _ layer: ConvolutionCase, _ announce: (LayerPass) -> Void
  ) throws -> [LayerPass: NaiveTime] {
    var one = layer
    one.batch = 1
    let image = try LayerTensors.normal(one)
    var times: [LayerPass: NaiveTime] = [:]
    for pass in layer.passes where pass != .train {
      announce(pass)
      let single = time { image.runNaive(pass) }
      let images = max(1, min(layer.batch, Int(patience / single)))
      var seconds = single
      if images > 1 {
        var part = layer
        part.batch = images
        let tensors = try LayerTensors.normal(part)
        seconds = time { tensors.runNaive(pass) }
      }
      times[pass] = NaiveTime(
        seconds: seconds * Double(layer.batch) / Double(images), isScaled: images < layer.batch)
    }
    times[.train] = NaiveTime(
      seconds: times.values.reduce(0) { $0 + $1.seconds },
      isScaled: times.values.contains(where: \.isScaled))
    return times
  }
}
