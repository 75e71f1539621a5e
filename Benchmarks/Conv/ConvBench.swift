import Fovea

/// The measurement of one layer: verified, then timed pass by pass.
struct ConvBench {
  let algorithms: [ConvolutionAlgorithm]
  /// How long each pass is timed, at least.
  let seconds: Double
  /// Whether results are compared with naive's first.
  let isVerified: Bool
  /// Whether naive is timed too.
  let isNaiveTimed: Bool
  let progress = Progress()

  /// Verifies and times a layer.
  ///
  /// - Parameters:
  ///   - layer: the layer.
  ///   - note: takes what is to be said about it before its figures.
  ///   - report: takes each figure as it is there.
  /// - Throws: `LayerError` when a result is not what naive says.
  func measure(
    _ layer: ConvolutionCase, note: (String) throws -> Void, report: (ConvResult) throws -> Void
  ) throws {
    defer { progress.clear() }
    try note("\(layer.name): \(try layer.summary())")
    if isVerified { try note("equal to naive in \(try verify(layer))") }
    let naive =
      try isNaiveTimed
      ? NaiveTime.measured(layer) { progress.show("\(layer.name): naive \($0.title)") } : [:]
    let tensors = try LayerTensors.normal(layer)
    for pass in layer.passes {
      let factor = pass.operationFactor(isFirst: layer.isFirst)
      let figure = ConvResult(
        layer: layer.name, pass: pass, algorithm: ConvResult.naiveName,
        seconds: naive[pass]?.seconds ?? .nan,
        operations: 2 * Double(tensors.geometry.multiplyAdds * factor),
        bytes: pass.compulsoryBytes(tensors.geometry, isFirst: layer.isFirst), naive: naive[pass])
      if naive[pass] != nil { try report(figure) }
      for algorithm in algorithms {
        let ran = pass.resolved(algorithm, tensors.geometry, isFirst: layer.isFirst)
        // An algorithm that leaves the pass to another has no figure of its own.
        if let other = ran.only, algorithm != .automatic, other != algorithm { continue }
        progress.show("\(layer.name): \(pass.title) by \(algorithm.rawValue)")
        let time = medianTime(seconds: seconds) { tensors.run(pass, algorithm) }
        progress.clear()
        try report(
          figure.by(
            algorithm.rawValue,
            choice: ran.only.flatMap { $0 == algorithm ? nil : $0.rawValue }, seconds: time,
            patchBytes: ran.contains(.im2col) ? tensors.geometry.im2colPatchBytes : nil))
      }
    }
  }

  /// Compares every pass of every algorithm with naive; says what was compared.
  private func verify(_ layer: ConvolutionCase) throws -> String {
    progress.show("\(layer.name): comparing with naive")
    defer { progress.clear() }
    let verification = try Verification(layer)
    for algorithm in algorithms {
      do { try verification.check(algorithm) } catch let error as VerificationError {
        throw LayerError(layer: layer.name, reason: error.description)
      }
    }
    return verification.scope
  }
}

/// What went wrong with a layer or a model.
struct LayerError: Error, CustomStringConvertible {
  let layer: String
  let reason: String

  var description: String { "\(layer): \(reason)" }
}

extension LayerPass {
  /// The algorithms that run when one is asked for: more than one in training, where each part may have
  /// its own.
  func resolved(
    _ algorithm: ConvolutionAlgorithm, _ geometry: Conv2DGeometry, isFirst: Bool
  ) -> Set<ConvolutionAlgorithm> {
    let parts: [ConvolutionPass] =
      switch self {
      case .forward: [.forward]
      case .inputGradient: [.inputGradient]
      case .weightGradient: [.weightGradient]
      case .train: isFirst ? [.forward, .weightGradient] : ConvolutionPass.allCases
      }
    return Set(parts.map { algorithm.resolved(for: geometry, $0) })
  }
}

extension Set {
  /// The element of a set of one; nil for any other.
  fileprivate var only: Element? { count == 1 ? first : nil }
}
