#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Some numbers of each weight before a step, to see by how much the step changes them.
///
/// A sample spread over each tensor: a copy of all weights would cost a network's memory for one figure.
struct WeightSample {
  private static let size = 512
  private let values: [[Scalar]]

  init(_ parameters: [Parameter]) { values = parameters.map(Self.sample) }

  /// The length of what a step changed, relative to the length of the weights before it.
  func updateRatio(_ parameters: [Parameter]) -> Double? {
    var (change, length) = (0.0, 0.0)
    for (before, parameter) in zip(values, parameters) {
      for (old, new) in zip(before, Self.sample(parameter)) {
        change += (Double(new) - Double(old)) * (Double(new) - Double(old))
        length += Double(old) * Double(old)
      }
    }
    return length > 0 ? (change / length).squareRoot() : nil
  }

  private static func sample(_ parameter: Parameter) -> [Scalar] {
    guard parameter.isTrainable, parameter.isPenalized else { return [] }
    let count = parameter.shape.count
    let taken = min(size, count)
    return parameter.value.read { w in (0..<taken).map { w[$0 * count / taken] } }
  }
}
