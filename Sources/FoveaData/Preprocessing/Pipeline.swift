import FoveaTensor

/// Preprocessors one after the other.
public struct Pipeline: Preprocessor {
  /// The steps, first to last.
  public let steps: [any Preprocessor]

  /// A pipeline of preprocessors that are fitted already.
  public init(_ steps: [any Preprocessor]) { self.steps = steps }

  /// Fits each step on training data as they come out of the steps before it.
  ///
  /// - Throws: `DataError` when the set is another split or empty, `ShapeError` when a step does not
  ///   fit the one before it, `LAPACKError` from PCA.
  public init(fitting data: DataSet, steps: [Preprocessing]) throws {
    try self.init(Rows(trainingOn: data), steps)
  }

  init(_ rows: Rows, _ steps: [Preprocessing]) throws {
    var fitted: [any Preprocessor] = []
    for step in steps {
      fitted.append(try step.fitted(on: Rows(rows, through: Pipeline(fitted))))
    }
    self.init(fitted)
  }

  init(_ tensors: [String: Tensor], _ steps: [Preprocessing]) throws(DataError) {
    var restored: [any Preprocessor] = []
    for (place, step) in steps.enumerated() {
      let prefix = "\(place)."
      var own: [String: Tensor] = [:]
      for (name, tensor) in tensors where name.hasPrefix(prefix) {
        own[String(name.dropFirst(prefix.count))] = tensor
      }
      restored.append(try step.restored(from: own))
    }
    self.init(restored)
  }

  /// The pictures through every step.
  public func transform(_ images: Tensor) -> Tensor {
    steps.reduce(images) { $1.transform($0) }
  }

  /// The pictures back through every step, last to first.
  public func inverse(_ images: Tensor) -> Tensor {
    steps.reversed().reduce(images) { $1.inverse($0) }
  }

  /// The extents after the last step.
  public func outputShape(for imageShape: Shape) throws(ShapeError) -> Shape {
    var shape = imageShape
    for step in steps { shape = try step.outputShape(for: shape) }
    return shape
  }

  /// `.pipeline`.
  public var configuration: Preprocessing { .pipeline(steps: steps.map(\.configuration)) }

  /// Each step's tensors under the step's place, as in "0.mean".
  public var tensors: [(name: String, tensor: Tensor)] {
    steps.enumerated().flatMap { place, step in
      step.tensors.map { ("\(place).\($0.name)", $0.tensor) }
    }
  }
}
