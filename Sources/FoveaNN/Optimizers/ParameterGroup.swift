import FoveaKernels

/// Parameters that are trained in their own way.
public struct ParameterGroup {
  /// The parameters.
  public let parameters: [Parameter]
  /// What the optimiser's rate is multiplied by: below 1 for layers that were trained before, say.
  public let rateFactor: Scalar
  /// Their penalty.
  public let penalty: Penalty

  /// A group.
  public init(_ parameters: [Parameter], rateFactor: Scalar = 1, penalty: Penalty = .none) {
    require(
      rateFactor >= 0, "ParameterGroup: a factor of 0 or more expected, received \(rateFactor)")
    self.parameters = parameters
    self.rateFactor = rateFactor
    self.penalty = penalty
  }
}

/// What is different for the parameters whose names match a pattern.
public struct ParameterRule: Hashable, Sendable {
  /// A pattern of names: `*` stands for any text, `?` for one character; "features*", "*.bias".
  public var match: String
  /// What the rate is multiplied by, 0 or more.
  public var rateFactor: Double
  /// The factor of L2 in place of the run's; nil for the run's.
  public var weightDecay: Double?
  /// The factor of L1 in place of the run's; nil for the run's.
  public var l1: Double?

  /// A rule.
  public init(
    match: String, rateFactor: Double = 1, weightDecay: Double? = nil, l1: Double? = nil
  ) {
    self.match = match
    self.rateFactor = rateFactor
    self.weightDecay = weightDecay
    self.l1 = l1
  }
}

extension Layer {
  /// The parameters whose names match a pattern, in order.
  ///
  /// - Throws: `StateError` when there are none, with the names that come near or all there are.
  public func parameters(matching pattern: String) throws(StateError) -> [Parameter] {
    let named = namedParameters
    let found = named.filter { matches($0.name, pattern) }
    guard !found.isEmpty else {
      let names = named.map(\.name)
      let shown = names.prefix(6).joined(separator: ", ") + (names.count > 6 ? ", ..." : "")
      throw StateError(
        "parameters that match \"\(pattern)\" expected, found none among the \(names.count): \(shown)"
      )
    }
    return found.map(\.parameter)
  }

  /// Keeps training from changing the parameters whose names match: "features*" for all layers of
  /// `features`. Normalisation whose scale and shift are frozen uses its running averages and leaves them
  /// as they are.
  ///
  /// - Returns: how many numbers are frozen.
  /// - Throws: `StateError` when a pattern matches none, or nothing would be left to train.
  @discardableResult
  public func freeze(matching patterns: [String]) throws(StateError) -> Int {
    var frozen: Set<Parameter> = []
    for pattern in patterns { frozen.formUnion(try parameters(matching: pattern)) }
    guard parameters.contains(where: { $0.isTrainable && !frozen.contains($0) }) else {
      throw StateError(
        "parameters that are left to train expected, found all frozen by "
          + patterns.map { "\"\($0)\"" }.joined(separator: ", "))
    }
    for parameter in frozen { parameter.isTrainable = false }
    return frozen.reduce(0) { $0 + $1.shape.count }
  }

  /// All parameters in groups: those that a rule matches go by the first that does.
  ///
  /// - Parameters:
  ///   - rules: tried in order.
  ///   - penalty: of a rule, nil for what no rule matches.
  /// - Throws: `StateError` when a rule's pattern matches nothing.
  public func parameterGroups(
    _ rules: [ParameterRule], penalty: (ParameterRule?) -> Penalty
  ) throws(StateError) -> [ParameterGroup] {
    var left = parameters
    var groups: [ParameterGroup] = []
    for rule in rules {
      let matching = Set(try parameters(matching: rule.match))
      groups.append(
        ParameterGroup(
          left.filter(matching.contains), rateFactor: Scalar(rule.rateFactor),
          penalty: penalty(rule)))
      left.removeAll(where: matching.contains)
    }
    return groups + [ParameterGroup(left, penalty: penalty(nil))]
  }
}

/// Whether a name matches a pattern in which `*` stands for any text and `?` for one character.
func matches(_ name: String, _ pattern: String) -> Bool {
  let (name, pattern) = (Array(name.utf8), Array(pattern.utf8))
  let (star, question) = (UInt8(ascii: "*"), UInt8(ascii: "?"))
  var (n, p) = (0, 0)
  // Where to go on when the text behind the last star turns out not to fit.
  var retry: (n: Int, p: Int)?
  while n < name.count {
    if p < pattern.count, pattern[p] == star {
      p += 1
      retry = (n, p)
    } else if p < pattern.count, pattern[p] == question || pattern[p] == name[n] {
      n += 1
      p += 1
    } else if let (start, after) = retry {
      retry = (start + 1, after)
      (n, p) = (start + 1, after)
    } else {
      return false
    }
  }
  return pattern[p...].allSatisfy { $0 == star }
}
