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
        operations: 2 * Double(tensors.geometry.multiplyAdds * factor), naive: naive[pass])
      if naive[pass] != nil { try report(figure) }
      for algorithm in algorithms {
        progress.show("\(layer.name): \(pass.title) by \(algorithm.rawValue)")
        let time = medianTime(seconds: seconds) { tensors.run(pass, algorithm) }
        let patches = algorithm == .im2col ? tensors.geometry.im2colPatchBytes : nil
        progress.clear()
        try report(figure.by(algorithm.rawValue, seconds: time, patchBytes: patches))
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
