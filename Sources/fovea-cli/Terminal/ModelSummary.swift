import Fovea

/// What a summary says of a model: a row a layer, and totals.
struct ModelSummary {
  let rows: [Trace.Row]
  let picture: Shape
  let parameters: Int
  let multiplyAdds: Int

  /// Follows one picture, [height, width, channels], through the model.
  ///
  /// - Throws: `ShapeError` when it does not fit.
  init(_ model: any Layer, picture: Shape) throws {
    var trace = Trace(naming: model)
    _ = try model.outputShape(for: Shape([1] + picture.dimensions), &trace)
    rows = trace.rows
    self.picture = picture
    parameters = model.parameterCount
    multiplyAdds = trace.rows.reduce(0) { $0 + $1.multiplyAdds }
  }

  /// The table and the totals.
  func text(width: Int?) -> String {
    var table = Table([
      .shortened("layer"), .text("kind"), .shortened("hyperparameters"), .text("output"),
      .number("parameters"), .number("multiply-adds"),
    ])
    table.append("input", "", "", picture.extents, "", "")
    for row in rows {
      let output = Shape(Array(row.output.dimensions.dropFirst()))
      let parameters = row.layer.parameterCount
      table.append(
        row.path, row.layer.kind, row.layer.hyperparameters, output.extents,
        parameters > 0 ? parameters.grouped : "-",
        row.multiplyAdds > 0 ? row.multiplyAdds.grouped : "-")
    }
    let bytes = parameters * MemoryLayout<Scalar>.size
    return table.text(width: width) + "\n"
      + "parameters     \(parameters.grouped) (\(bytes.bytes))\n"
      + "multiply-adds  \(multiplyAdds.grouped) a picture\n"
  }
}

extension Shape {
  /// The extents as in "28x28x6".
  var extents: String { dimensions.map(String.init).joined(separator: "x") }
}
