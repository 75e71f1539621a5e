import FoveaKernels

/// The input itself: the branch of a skip connection.
public final class Identity: ElementwiseLayer {
  /// The layer; there is nothing to choose.
  public init() {}
  /// The input.
  public func callAsFunction(_ input: Variable, _ mode: Mode) -> Variable { input }
}

/// Branches that take the same input, and whose outputs are joined: how a network stops being a chain.
///
///     Parallel(.sum, body, Identity())                    // a skip connection: body(x) + x
///     Parallel(.concatenation, conv1x1, conv3x3, pool)    // maps of several kinds beside each other
///
/// Branches may be chains, or branch themselves. What no tree of these expresses is a `Layer` with a
/// `callAsFunction` of its own.
public final class Parallel: Layer {
  /// How outputs become one.
  public enum Join: String, Hashable, Sendable {
    /// Added; all have one shape.
    case sum
    /// Beside each other along the last axis, the channels; other extents are the same.
    case concatenation
  }

  /// How the branches' outputs are joined.
  public let join: Join
  /// The branches, at least one.
  public let branches: [any Layer]

  /// Branches joined in the given way.
  public convenience init(_ join: Join, _ branches: any Layer...) { self.init(join, branches) }

  /// Branches joined in the given way; traps when there are none.
  public init(_ join: Join, _ branches: [any Layer]) {
    require(!branches.isEmpty, "Parallel: a branch expected, received none")
    self.join = join
    self.branches = branches
  }

  /// The branches, named by their places: "0", "1", ...
  public var members: [Member] {
    branches.enumerated().map { .layer("\($0.offset)", $0.element) }
  }

  /// How the branches are joined.
  public var hyperparameters: String { join.rawValue }

  /// The joined outputs.
  public func callAsFunction(_ input: Variable, _ mode: Mode) -> Variable {
    let outputs = branches.map { $0(input, mode) }
    switch join {
    case .sum: return outputs.dropFirst().reduce(outputs[0], +)
    case .concatenation: return .concatenated(outputs, axis: -1)
    }
  }

  /// The branches frozen, each by itself.
  public func frozen() -> any Layer { Parallel(join, branches.map { $0.frozen() }) }

  /// The joined outputs' shape.
  public func outputShape(for input: Shape, _ trace: inout Trace) throws -> Shape {
    let outputs = try branches.map { try $0.outputShape(for: input, &trace) }
    switch join {
    case .sum:
      guard outputs.allSatisfy({ $0 == outputs[0] }) else {
        throw ShapeError(
          "\(trace.name(of: self)): branches of one shape expected for a sum, found "
            + outputs.map(\.description).joined(separator: " and "))
      }
      return outputs[0]
    case .concatenation:
      let rests = outputs.map { Array($0.dimensions.dropLast()) }
      guard rests.allSatisfy({ $0 == rests[0] && !$0.isEmpty }) else {
        throw ShapeError(
          "\(trace.name(of: self)): branches that differ in channels alone expected, found "
            + outputs.map(\.description).joined(separator: " and "))
      }
      return Shape(rests[0] + [outputs.reduce(0) { $0 + $1[-1] }])
    }
  }
}
