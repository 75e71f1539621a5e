import FoveaData
import FoveaInference
import FoveaKernels
import FoveaNN
import FoveaTensor

extension TrainedModel {
  /// Writes the model for other engines, as ONNX: the network as it is in inference, with its preprocessing before it
  /// and what makes probabilities of its logits behind it.
  ///
  /// The graph takes `images`, [pictures, height, width, channels] in 0 ... 1 (of series and rows the data's own
  /// values), as `predict` does, and gives `logits` and `probabilities`, [pictures, classes]; any number of pictures.
  /// Weights are in single precision, operations those of set 17, which onnxruntime 1.14 and later have. The file's
  /// texts name the classes (`class_names`, a JSON array), the model and the data.
  ///
  /// - Parameter path: the file, which appears whole or not at all.
  /// - Throws: `DataError` naming the layer that is not written, for 2 GiB of weights or more, or when the
  ///   file cannot be written; `ShapeError` when the network does not take the pictures.
  public func saveONNX(to path: String) throws {
    try onnxFile(producer: description.engine).write(to: path)
  }

  /// The file, of a version of the engine.
  func onnxFile(producer: String) throws -> ONNXFile {
    let picture = description.imageShape.dimensions
    var translator = NetworkTranslator(model)
    var value = NetworkTranslator.Value(name: "images", shape: Shape([1] + picture))
    if let preprocessor { value = try translator.add(preprocessor, value) }
    value = try translator.translate(model, translator.channelsFirst(value))
    translator.addOutputs(value.name, description.criterion)
    let classes = [description.classNames.count]
    let extents = picture.map(String.init).joined(separator: ", ")
    return ONNXFile(
      name: description.model, producer: producer,
      about: "images: [pictures, \(extents)], "
        + (description.imageShape.noun == "pictures"
          ? "values from 0 to 1" : "values as in the data"),
      texts: [
        ("model", description.model), ("data", description.data),
        ("class_names", jsonText(description.classNames)),
      ],
      graph: translator.graph, inputs: [ONNXFile.Port(name: "images", extents: picture)],
      outputs: [
        ONNXFile.Port(name: "logits", extents: classes),
        ONNXFile.Port(name: "probabilities", extents: classes),
      ])
  }
}

extension NetworkTranslator {
  /// Calls the network's output logits, and makes probabilities of them.
  fileprivate mutating func addOutputs(_ logits: String, _ criterion: ClassificationLoss) {
    _ = graph.add("Identity", [logits], at: "", output: "logits")
    switch criterion {
    case .multiClass:
      _ = graph.add("Softmax", ["logits"], [.int("axis", 1)], at: "", output: "probabilities")
    case .multiLabel: _ = graph.add("Sigmoid", ["logits"], at: "", output: "probabilities")
    }
  }
}
