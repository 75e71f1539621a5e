extension Initializer {
  /// Xavier's uniform numbers times `gain`.
  public static func xavierUniform(gain: Scalar) -> Initializer {
    .scaled(.xavierUniform, by: gain)
  }
  /// Xavier's normal numbers times `gain`; see `gain(for:)`.
  public static func xavierNormal(gain: Scalar) -> Initializer { .scaled(.xavierNormal, by: gain) }
  /// He's uniform numbers, which have ReLU's gain already, times `gain`.
  public static func heUniform(gain: Scalar) -> Initializer { .scaled(.heUniform, by: gain) }
  /// He's normal numbers, which have ReLU's gain already, times `gain`.
  public static func heNormal(gain: Scalar) -> Initializer { .scaled(.heNormal, by: gain) }
  /// LeCun's uniform numbers times `gain`.
  public static func lecunUniform(gain: Scalar) -> Initializer { .scaled(.lecunUniform, by: gain) }
  /// LeCun's normal numbers times `gain`.
  public static func lecunNormal(gain: Scalar) -> Initializer { .scaled(.lecunNormal, by: gain) }
  /// An orthogonal matrix W times `gain`: W^T W is gain^2 times the identity.
  public static func orthogonal(gain: Scalar) -> Initializer { .scaled(.orthogonal, by: gain) }

  /// What makes up for the signal that an activation takes away, as PyTorch's `calculate_gain` has it: sqrt(2)
  /// for ReLU, sqrt(2 / (1 + slope^2)) for leaky ones, 5/3 for tanh, 3/4 for SELU, 1 for all others.
  public static func gain(for activation: Activation) -> Scalar {
    switch activation {
    case .relu: Scalar(2).squareRoot()
    case .leakyReLU(let slope), .prelu(let slope): (2 / (1 + slope * slope)).squareRoot()
    case .tanh: 5 / 3
    case .selu: 3 / 4
    default: 1
    }
  }

  private static let plainNames: [(name: String, initializer: Initializer)] = [
    ("zeros", .zeros), ("xavier-uniform", .xavierUniform), ("xavier-normal", .xavierNormal),
    ("he-uniform", .heUniform), ("he-normal", .heNormal),
    ("he-normal-fan-out", .heNormalFanOut), ("lecun-uniform", .lecunUniform),
    ("lecun-normal", .lecunNormal), ("orthogonal", .orthogonal),
  ]

  private static let aliases = [
    "xavier": "xavier-normal", "he": "he-normal", "lecun": "lecun-normal",
    "glorot": "xavier-normal", "glorot-uniform": "xavier-uniform",
    "glorot-normal": "xavier-normal", "kaiming": "he-normal", "kaiming-uniform": "he-uniform",
    "kaiming-normal": "he-normal",
  ]

  /// The names that `named` takes, "constant:0.5" and the like written as they are to be filled in.
  public static let names =
    ["normal:DEVIATION", "truncated-normal:DEVIATION", "constant:VALUE"]
    + plainNames.map { $0.name }

  /// The initialiser that a command or file names; nil for none.
  ///
  /// "he-normal", "xavier" (the normal one; "he" and "lecun" likewise), "glorot-uniform", "kaiming-normal";
  /// with a number after a colon "normal:0.01", "truncated-normal:0.02", "constant:0.5", and a gain above 0 for the
  /// others but zeros, as in "orthogonal:1.4". Underscores do for hyphens.
  public static func named(_ text: String) -> Initializer? {
    let parts = text.lowercased().split(separator: ":", omittingEmptySubsequences: false)
    guard let first = parts.first, parts.count <= 2 else { return nil }
    let written = String(first.map { $0 == "_" ? "-" : $0 })
    let name = aliases[written] ?? written
    let number = parts.count == 2 ? Scalar(String(parts[1])) : nil
    if parts.count == 2, !(number?.isFinite ?? false) { return nil }
    switch (name, number) {
    case ("normal", let deviation?) where deviation >= 0:
      return .normal(standardDeviation: deviation)
    case ("truncated-normal", let deviation?) where deviation >= 0:
      return .truncatedNormal(standardDeviation: deviation)
    case ("constant", let value?): return .constant(value)
    default:
      let plain = plainNames.first { $0.name == name }?.initializer
      // Zeros have no size that a gain could change, and none has a gain that leaves zeros or turns the signs.
      if let number, number <= 0 || plain == .zeros { return nil }
      return number.map { gain in plain.map { Initializer.scaled($0, by: gain) } } ?? plain
    }
  }

  /// The name that `named` gives it back for.
  public var name: String {
    switch self {
    case .normal(let deviation): "normal:\(deviation)"
    case .truncatedNormal(let deviation): "truncated-normal:\(deviation)"
    case .constant(let value): "constant:\(value)"
    case .scaled(let initializer, let factor): "\(initializer.name):\(factor)"
    default: Self.plainNames.first { $0.initializer == self }?.name ?? "\(self)"
    }
  }
}

extension Layer {
  /// Starts all weights anew by one initialiser, in order, where they began at random; biases, scales and
  /// ready values stay. They are drawn when they are first asked for.
  ///
  /// - Parameters:
  ///   - initializer: how each weight tensor starts.
  ///   - random: where the numbers come from.
  public func initialize(by initializer: Initializer, _ random: inout RandomSource) {
    for parameter in parameters {
      guard let fans = parameter.fans else { continue }
      let (source, shape) = (random.split(), parameter.shape)
      parameter.redraw {
        var source = source
        return initializer(shape, fanIn: fans.inputs, fanOut: fans.outputs, &source)
      }
    }
  }
}
