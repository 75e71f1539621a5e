import Fovea

extension ModelSummary {
  /// What `fovea summary --json` prints.
  struct Report: Encodable {
    struct LayerRow: Encodable {
      let path: String
      let kind: String
      let hyperparameters: String
      /// Without the batch.
      let output: [Int]
      /// Those that no layer above has.
      let parameters: Int
      let multiplyAdds: Int
    }

    struct Field: Encodable {
      /// Height and width.
      let size: [Int]
      /// Pixels from one output's window to the next one's, down and across.
      let jump: [Int]
    }

    let model: String
    let picture: [Int]
    let parameters: Int
    /// Of classifiers that are there for training alone.
    let auxiliaryParameters: Int
    let multiplyAdds: Int
    /// Nil when it differs from place to place.
    let receptiveField: Field?
    let layers: [LayerRow]

    init(_ summary: ModelSummary, name: String) {
      model = name
      picture = summary.picture.dimensions
      parameters = summary.parameters
      auxiliaryParameters = summary.auxiliaryParameters
      multiplyAdds = summary.multiplyAdds
      receptiveField = summary.receptiveField.map {
        Field(size: [$0.size.height, $0.size.width], jump: [$0.jump.height, $0.jump.width])
      }
      var seen: Set<Parameter> = []
      layers = summary.trace.rows.map { row in
        LayerRow(
          path: row.path, kind: row.layer.kind, hyperparameters: row.layer.hyperparameters,
          output: Array(row.output.dimensions.dropFirst()),
          parameters: newParameters(of: row.layer, &seen) ?? 0, multiplyAdds: row.multiplyAdds)
      }
    }
  }
}
