import FoveaKernels
import Synchronization

/// A kernel that convolves often without changing: packed, and transformed for Winograd's algorithm, once.
///
/// For inference. Each form is made when a geometry first asks for it, and kept; a 3x3 kernel's transform takes
/// four times the kernel's memory.
public final class PreparedKernel: Sendable {
  /// The kernel, [height, width, channels / groups, output channels].
  public let kernel: Tensor
  /// The groups of channels that see only each other.
  public let groups: Int
  private let forms = Mutex(Forms())

  private struct Forms {
    var packed, transformed: Tensor?
    var isSafe: Bool?
  }

  /// A kernel that was not used yet.
  public init(_ kernel: Tensor, groups: Int = 1) {
    self.kernel = kernel
    self.groups = groups
  }

  /// The algorithm that runs; see `ConvolutionAlgorithm.resolved`. What packing costs does not count here.
  func resolved(_ algorithm: ConvolutionAlgorithm, for g: Conv2DGeometry) -> ConvolutionAlgorithm {
    let isNamed = algorithm != .automatic && algorithm.isPossible(for: g, .forward)
    let algorithm =
      isNamed ? algorithm : ConvolutionCost.cheapest(for: g, .forward, isPrepared: true)
    return algorithm == .winograd && !isSafe ? .direct : algorithm
  }

  /// Makes the form that an algorithm takes, if it takes one.
  func prepare(for algorithm: ConvolutionAlgorithm, _ g: Conv2DGeometry) {
    switch algorithm {
    case .direct: _ = packed(for: Direct(g))
    case .winograd: _ = transformed(for: Winograd(g))
    default: break
    }
  }

  private var isSafe: Bool { form(\.isSafe) { Winograd.isSafe(for: kernel) } }

  func packed(for direct: Direct) -> Tensor { form(\.packed) { direct.packed(kernel) } }

  func transformed(for winograd: Winograd) -> Tensor {
    form(\.transformed) { winograd.transformed(kernel) }
  }

  /// What was made before, or is made now: outside the lock, since making it takes the pool.
  private func form<Form: Sendable>(
    _ place: WritableKeyPath<Forms, Form?>, _ make: () -> Form
  ) -> Form {
    if let form = forms.withLock({ $0[keyPath: place] }) { return form }
    let form = make()
    forms.withLock { $0[keyPath: place] = form }
    return form
  }
}

/// As `convolution(_:_:bias:_:activation:algorithm:)`, with a kernel that was made ready.
///
/// - Returns: [batch, output height, output width, output channels]; equal up to rounding, because other
///   algorithms may be the fastest.
public func convolution(
  _ input: Tensor, _ prepared: PreparedKernel, bias: Tensor? = nil, _ geometry: Conv2DGeometry,
  activation: FusedActivation = .identity, algorithm: ConvolutionAlgorithm = .automatic
) -> Tensor {
  let algorithm = prepared.resolved(algorithm, for: geometry)
  let epilogue = Epilogue(bias: bias, activation: activation)
  guard algorithm == .direct || algorithm == .winograd else {
    return convolution(
      input, prepared.kernel, bias: bias, geometry, activation: activation, algorithm: algorithm)
  }
  check("convolution", "input", input, geometry.inputShape)
  check("convolution", "kernel", prepared.kernel, geometry.kernelShape)
  require(
    prepared.groups == geometry.groups,
    "convolution: a kernel of \(geometry.groups) groups expected, received \(prepared.groups)")
  if let bias { check("convolution", "bias", bias, [geometry.outputChannels]) }
  if algorithm == .direct {
    let direct = Direct(geometry)
    return direct.forward(input, packed: prepared.packed(for: direct), epilogue)
  }
  let winograd = Winograd(geometry)
  return winograd.forward(input, transformed: prepared.transformed(for: winograd), epilogue)
}
