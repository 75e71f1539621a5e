import Fovea
import FoveaReference

/// What naive says about a layer, to hold the engine's results against: of the whole layer that is timed,
/// every image and pixel.
///
/// Where all channels would take naive long it computes a sample of them, the last one among them: a
/// channel of a result depends on its own part of the kernel alone.
struct Verification {
  private let tensors: LayerTensors
  private let outputs: [Int]
  private let inputs: [Int]
  private let expected: LayerResults

  /// Computes what naive says.
  ///
  /// - Parameters:
  ///   - layer: the layer.
  ///   - budget: multiply-adds of a pass that naive is given; some tenths of a second by default.
  init(_ layer: ConvolutionCase, budget: Int = 100_000_000) throws {
    tensors = try .integers(layer)
    let whole = tensors.geometry
    // The groups of a layer see different inputs; grouped layers are small and run whole.
    let share = layer.groups > 1 ? 1 : Double(budget) / Double(whole.multiplyAdds)
    outputs = sample(whole.outputChannels, share)
    inputs = sample(whole.inputChannels, share)

    var part = layer
    part.outputs = outputs.count
    let geometry = try part.geometry()
    let gradient = tensors.outputGradient.picked(outputs, axis: 3)
    var expected = LayerResults()
    expected.output = Reference.convolution(
      tensors.input, tensors.kernel.picked(outputs, axis: 3),
      bias: tensors.bias.picked(outputs, axis: 0), geometry)
    expected.kernelGradient = Reference.convolutionWeightGradient(
      tensors.input, gradient, geometry)
    expected.biasGradient = Reference.convolutionBiasGradient(gradient)
    if !layer.isFirst {
      var other = layer
      other.inputs = inputs.count
      // The kernel is as deep as a group; grouped layers run whole.
      let kernel = layer.groups > 1 ? tensors.kernel : tensors.kernel.picked(inputs, axis: 2)
      expected.inputGradient = Reference.convolutionInputGradient(
        tensors.outputGradient, kernel, try other.geometry())
    }
    self.expected = expected
  }

  /// What is compared: "all channels", or "13 of 256 output and 13 of 256 input channels".
  var scope: String {
    let (all, ins) = (tensors.geometry.outputChannels, tensors.geometry.inputChannels)
    if outputs.count == all, inputs.count == ins { return "all channels" }
    let ofInputs = tensors.isFirst ? "" : " and \(inputs.count) of \(ins) input"
    return "\(outputs.count) of \(all) output\(ofInputs) channels"
  }

  /// Compares every pass of an algorithm, by itself and in training through the graph.
  ///
  /// - Throws: `VerificationError` naming the first pass that is wrong.
  func check(_ algorithm: ConvolutionAlgorithm) throws {
    let found = differences(tensors.passes(algorithm))
    let trained = differences(tensors.train(algorithm)).map { (pass: LayerPass.train, $0.size) }
    for (pass, size) in found + trained {
      let bound = tolerance(algorithm, pass)
      // Written so that a difference that is no number fails.
      guard size <= bound else {
        throw VerificationError(
          pass: pass, algorithm: algorithm, difference: size, tolerance: bound)
      }
    }
  }

  /// How far a result may be from naive's, as a share of its largest magnitude: not at all where products of
  /// whole numbers are added and nothing else; Winograd's transforms divide by 24 and amplify roundings.
  func tolerance(_ algorithm: ConvolutionAlgorithm, _ pass: LayerPass) -> Double {
    let passes = ConvolutionPass(rawValue: pass.rawValue).map { [$0] } ?? ConvolutionPass.allCases
    let usesWinograd = passes.contains {
      algorithm.resolved(for: tensors.geometry, $0) == .winograd
    }
    return usesWinograd ? 1000 * Double(Scalar.ulpOfOne) : 0
  }

  /// How far results are from naive's, pass by pass, as shares of the largest magnitude.
  func differences(_ found: LayerResults) -> [(pass: LayerPass, size: Double)] {
    let pairs: [(LayerPass, Tensor?, Tensor?)] = [
      (.forward, found.output?.picked(outputs, axis: 3), expected.output),
      (.inputGradient, found.inputGradient?.picked(inputs, axis: 3), expected.inputGradient),
      (.weightGradient, found.kernelGradient?.picked(outputs, axis: 3), expected.kernelGradient),
      (.weightGradient, found.biasGradient?.picked(outputs, axis: 0), expected.biasGradient),
    ]
    return pairs.compactMap { pass, found, expected in
      guard let expected else { return nil }
      return (pass, found.map { relativeDifference($0, expected) } ?? .infinity)
    }
  }
}

/// A pass whose result is not what naive says.
struct VerificationError: Error, CustomStringConvertible {
  let pass: LayerPass
  let algorithm: ConvolutionAlgorithm
  /// The largest difference as a share of the largest magnitude.
  let difference: Double
  /// The largest that is allowed.
  let tolerance: Double

  var description: String {
    "\(pass.title) by \(algorithm.rawValue) differs from naive by \(difference) of the largest "
      + "value, at most \(tolerance) expected; this is a fault of the engine"
  }
}
