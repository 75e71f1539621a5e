extension PCA {
  /// How many components are kept. Literals read as one would think: `components: 50` keeps 50,
  /// `components: 0.95` as many as it takes to explain 95 % of the variance.
  public enum Components: Hashable, Sendable {
    /// Every component there is.
    case all
    /// As many as this, 1 or more.
    case count(Int)
    /// The fewest that explain this share of the variance, above 0 and at most 1.
    case share(Double)

    /// How many that are of the given variances, which descend.
    func count(of variances: [Double]) throws(DataError) -> Int {
      switch self {
      case .all: return variances.count
      case .count(let count):
        guard (1...variances.count).contains(count) else {
          throw DataError(
            "PCA", at: "components", expected: "1 to \(variances.count)", found: "\(count)")
        }
        return count
      case .share(let share):
        guard share > 0, share <= 1 else {
          throw DataError(
            "PCA", at: "components", expected: "a share of the variance above 0 and up to 1",
            found: "\(share)")
        }
        let wanted = share * variances.reduce(0, +)
        var explained = 0.0
        for (place, variance) in variances.enumerated() {
          explained += variance
          if explained >= wanted { return place + 1 }
        }
        return variances.count
      }
    }
  }
}

extension PCA.Components: ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral {
  /// That many components.
  public init(integerLiteral value: Int) { self = .count(value) }

  /// As many as explain that share of the variance.
  public init(floatLiteral value: Double) { self = .share(value) }
}

extension PCA.Components: LosslessStringConvertible {
  /// "all", a whole number ("50"), or a share of the variance with a point ("0.95"); nil for anything
  /// else.
  public init?(_ text: String) {
    if text == "all" {
      self = .all
    } else if let count = Int(text) {
      self = .count(count)
    } else if let share = Double(text), share.isFinite {
      self = .share(share)
    } else {
      return nil
    }
  }

  /// "all", "50" or "0.95".
  public var description: String {
    switch self {
    case .all: "all"
    case .count(let count): "\(count)"
    case .share(let share): "\(share)"
    }
  }
}

extension PCA.Components: Codable {
  /// Reads what `description` writes.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let components = Self(text) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "components: expected all, 50 or 0.95, found \(text)")
    }
    self = components
  }

  /// The description.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
