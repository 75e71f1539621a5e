/// Makes a model for pictures [height, width, channels] and a number of classes.
public typealias ModelMaker =
  @Sendable (_ picture: Shape, _ classes: Int, _ random: inout RandomSource) throws -> any Layer

/// Makes a model and checks that it turns such pictures into one number a class.
///
/// - Throws: `ShapeError` when it does not; whatever making it throws.
package func makeModel(
  _ make: ModelMaker, _ picture: Shape, _ classes: Int, _ random: inout RandomSource
) throws -> any Layer {
  let model = try make(picture, classes, &random)
  let output = try model.outputShape(for: Shape([1] + picture.dimensions))
  guard output == [1, classes] else {
    throw ShapeError(
      "\(model.kind): output [1, \(classes)] expected for one picture \(picture), found \(output)")
  }
  return model
}

/// As `makeModel`, for weights that are replaced at once: nobody asks for initial ones, so none are drawn.
package func makeModelToRestore(
  _ make: ModelMaker, _ picture: Shape, _ classes: Int
) throws -> any Layer {
  var random = RandomSource(seed: 0)
  return try makeModel(make, picture, classes, &random)
}

/// The catalogue's maker of a model.
///
/// - Throws: `DataError` naming what there is, when there is none of that name.
package func catalogMaker(_ name: String, in source: String) throws(DataError) -> ModelMaker {
  guard let entry = ModelCatalog.entry(named: name) else {
    throw .unknown(name, among: ModelCatalog.entries.map(\.name), at: "model", in: source)
  }
  return { picture, classes, random in
    guard picture.rank == 3 else {
      throw ShapeError(
        "\(name): pictures [height, width, channels] expected after preprocessing, found \(picture)"
      )
    }
    return try entry.make(picture, classes, &random)
  }
}
