import Fovea

/// What a summary says of a model: a row a layer, the lecture's stages together, and totals.
struct ModelSummary {
  let trace: Trace
  let picture: Shape
  let parameters: Int
  let multiplyAdds: Int
  /// What of the picture an output of the last map depends on; nil when outputs differ in it.
  let receptiveField: ReceptiveField?
  /// Parameters of classifiers that are there for training alone; the table does not list them.
  let auxiliaryParameters: Int
  /// The paths of the model's `ConvStage`s.
  let stages: [String]

  /// Follows one picture, [height, width, channels], through the model.
  ///
  /// - Throws: `ShapeError` when it does not fit.
  init(_ model: any Layer, picture: Shape) throws {
    var trace = Trace(naming: model)
    _ = try model.outputShape(for: Shape([1] + picture.dimensions), &trace)
    self.trace = trace
    self.picture = picture
    parameters = model.parameterCount
    receptiveField = model.receptiveField
    auxiliaryParameters = ((model as? any AuxiliaryHeads)?.auxiliaries ?? [])
      .reduce(0) { $0 + $1.parameterCount }
    multiplyAdds = trace.multiplyAdds
    var stages: [String] = []
    model.forEachLayer { path, layer in if layer is ConvStage { stages.append(path) } }
    self.stages = stages
  }

  /// The table and the totals.
  func text(width: Int?) -> String {
    var table = Table([
      .shortened("layer"), .text("kind"), .shortened("hyperparameters"), .text("output"),
      .number("parameters"), .number("multiply-adds"),
    ])
    table.append("input", "", "", picture.extents, "", "")
    var seen: Set<Parameter> = []
    var stage: String?
    for row in trace.rows {
      let own = stages.last { row.path.hasPrefix($0 + ".") }
      if let own, own != stage { table.append(own, "ConvStage", "", "", "", "") }
      stage = own
      // The lecture's check-point: who has parameters, who has hyperparameters. A dash is none of them.
      let choices = row.layer.hyperparameters
      table.append(
        own.map { "  " + row.path.dropFirst($0.count + 1) } ?? row.path, row.layer.kind,
        choices.isEmpty ? "-" : choices, Shape(Array(row.output.dimensions.dropFirst())).extents,
        Self.parameters(of: row.layer, &seen),
        row.multiplyAdds > 0 ? row.multiplyAdds.grouped : "-")
    }
    let bytes = parameters * MemoryLayout<Scalar>.size
    return table.text(width: width) + "\n"
      + "parameters     \(parameters.grouped) (\(bytes.bytes))\n" + auxiliary
      + "multiply-adds  \(multiplyAdds.grouped) a \(picture.item)\n"
      + "field          \(field)\n"
      + savings
  }

  private var field: String {
    receptiveField.map {
      "\($0.size) \(picture.step), \($0.jump) apart, of the last map"
    }
      ?? "differs from place to place"
  }

  private var auxiliary: String {
    auxiliaryParameters == 0
      ? "" : "  of these      \(auxiliaryParameters.grouped) in classifiers for training alone\n"
  }

  /// The parameters that no layer above has; what all are shared is counted where it stood first.
  private static func parameters(of layer: any Layer, _ seen: inout Set<Parameter>) -> String {
    if layer.parameters.isEmpty { return "-" }
    return newParameters(of: layer, &seen).map(\.grouped) ?? "shared"
  }

  /// How many parameters a layer has that none above has; nil where none is.
  static func newParameters(of layer: any Layer, _ seen: inout Set<Parameter>) -> Int? {
    let new = layer.parameters.filter { seen.insert($0).inserted }
    return new.isEmpty ? nil : new.reduce(0) { $0 + $1.shape.count }
  }

  /// What each pooling saves in the next dense layer, a line each.
  private var savings: String {
    var lines = ""
    for (index, row) in trace.rows.enumerated() {
      guard let saved = trace.denseParametersSaved(byRow: index), saved > 0 else { continue }
      lines +=
        (lines.isEmpty ? "pooling saves  " : "               ")
        + "\(saved.grouped) dense parameters: \(row.path) (\(row.layer.kind))\n"
    }
    return lines
  }
}

extension Shape {
  /// The extents as in "28x28x6".
  var extents: String { dimensions.map(String.init).joined(separator: "x") }
}

extension Shape {
  /// What one of these is called, whose extents are [height, width, channels].
  var item: String {
    switch noun {
    case "pictures": "picture"
    case "rows": "row"
    default: noun
    }
  }

  /// What a receptive field counts in.
  var step: String { noun == "pictures" ? "pixels" : "steps" }
}
