import FoveaData

/// Several trained models that decide together.
///
/// They may differ in everything but the pictures and classes that they know; each has its own preprocessing.
///
/// An ensemble nearly always beats its members, because they err in part independently, and costs as many times
/// their memory and time. So figures of ensembles and of single models are not to be compared without saying
/// so.
public final class Ensemble {
  /// What an ensemble costs, beside one of its members: by multiply-adds, and by numbers in memory.
  public struct Cost: Codable, Hashable, Sendable {
    /// Multiply-adds a picture of all together, divided by those of the costliest member.
    public let time: Double
    /// Parameters of all together, divided by those of the largest member.
    public let memory: Double
  }

  /// The models.
  public let members: [TrainedModel]
  /// What each is called, as by the path of its file.
  public let names: [String]

  /// Models that decide together.
  ///
  /// - Throws: `DataError` for none, or for two that know other pictures or classes, with both names.
  public init(_ members: [TrainedModel], names: [String]? = nil) throws(DataError) {
    let names = names ?? members.indices.map { "member \($0 + 1)" }
    guard let first = members.first, names.count == members.count else {
      throw DataError(
        "ensemble", expected: "a model at least, each with a name",
        found: "\(members.count) models and \(names.count) names")
    }
    for (member, name) in zip(members, names).dropFirst() {
      let (own, common) = (member.description, first.description)
      guard own.imageShape == common.imageShape, own.classNames == common.classNames else {
        throw DataError(
          name,
          expected: "pictures \(common.imageShape) of \(common.classNames.count) classes "
            + "(\(common.data)), as \(names[0]) knows",
          found: "\(own.imageShape) of \(own.classNames.count) (\(own.data))",
          advice: "models of an ensemble know the same classes")
      }
    }
    self.members = members
    self.names = names
  }

  /// Reads models from the files that training runs wrote.
  ///
  /// - Throws: `DataError`, `StateError` or `ShapeError` that names the file.
  public static func load(_ paths: [String], model make: ModelMaker? = nil) throws -> Ensemble {
    try Ensemble(paths.map { try TrainedModel.load($0, model: make) }, names: paths)
  }

  /// The extents of a picture before preprocessing, [height, width, channels].
  public var imageShape: Shape { members[0].description.imageShape }
  /// What each class is called.
  public var classNames: [String] { members[0].description.classNames }

  /// What the members find, each by itself.
  ///
  /// - Parameter images: [pictures, height, width, channels], in 0 ... 1.
  /// - Returns: a tensor a member, [pictures, classes], rows adding up to 1.
  /// - Throws: `ShapeError` when the extents are not the models'.
  public func probabilities(_ images: Tensor) throws(ShapeError) -> [Tensor] {
    var all: [Tensor] = []
    for member in members { all.append(try member.probabilities(images)) }
    return all
  }

  /// What the models together take pictures for.
  ///
  /// - Parameters:
  ///   - images: [pictures, height, width, channels], in 0 ... 1.
  ///   - combination: how they decide. Probabilities are the mean of the members' either way; by `vote` each class has
  ///     its votes too, and they come first.
  /// - Throws: `ShapeError` when the extents are not the models'.
  public func predict(
    _ images: Tensor, by combination: EnsembleCombination = .mean
  ) throws(ShapeError) -> [Prediction] {
    let classes = classNames.count
    let all = try probabilities(images)
    let together = EnsembleCombination.mean.combined(all).elements
    let votes = combination == .vote ? countedVotes(all) : nil
    return (0..<images.shape[0]).map { row in
      let own = row * classes..<(row + 1) * classes
      return Prediction(
        together[own].map { Double($0) }, classNames, votes: votes.map { Array($0[own]) })
    }
  }

  /// What the models together take pictures for, all at once; cut, resized, made grey or coloured as in their
  /// training, see `Picture.fitted(to:)`.
  public func predict(
    _ pictures: [Picture], by combination: EnsembleCombination = .mean
  ) throws(ShapeError) -> [Prediction] {
    pictures.isEmpty ? [] : try predict(tensor(of: pictures, fitting: imageShape), by: combination)
  }

  /// How the models do on pictures, alone and together.
  ///
  /// - Throws: `ShapeError` when pictures or classes are not the models'.
  public func evaluate(on data: DataSet) throws(ShapeError) -> EnsembleEvaluation {
    guard data.imageShape == imageShape, data.classCount == classNames.count else {
      throw ShapeError(
        "\(data.name): pictures \(imageShape) of \(classNames.count) classes expected, found "
          + "\(data.imageShape) of \(data.classCount)")
    }
    let classes = classNames.count
    var rows = [[Scalar]](repeating: [], count: members.count)
    for batch in data.batches(of: Evaluation.batchSize) {
      for (member, part) in try probabilities(batch.images).enumerated() {
        rows[member] += part.elements
      }
    }
    let shape: Shape = [data.count, classes]
    return EnsembleEvaluation(
      names: names, probabilities: rows.map { Tensor(shape, $0) }, labels: data.labels)
  }

  /// What the ensemble costs.
  public var cost: Cost {
    let parameters = members.map { Double($0.model.parameterCount) }
    let multiplyAdds = members.map { member -> Double in
      var trace = Trace()
      let picture = (try? member.preprocessor.outputShape(for: imageShape)) ?? imageShape
      _ = try? member.model.outputShape(for: Shape([1] + picture.dimensions), &trace)
      return Double(trace.multiplyAdds)
    }
    func factor(_ costs: [Double]) -> Double {
      let highest = costs.max() ?? 0
      return highest > 0 ? costs.reduce(0, +) / highest : Double(costs.count)
    }
    return Cost(time: factor(multiplyAdds), memory: factor(parameters))
  }
}
