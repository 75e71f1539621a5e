import ArgumentParser
import Fovea

/// `fovea export`: a trained model as a file for an app, or for another engine.
struct ExportCommand: CheckedCommand {
  /// What a model can be handed on as.
  enum Format: String, CaseIterable {
    case fovea, onnx, torchvision
  }

  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Hands a trained model on: to an app, to ONNX, to PyTorch.",
    discussion: """
      By the file's ending, or --format:
        .onnx         ONNX, which onnxruntime and others run: pictures in, \
      probabilities out, preprocessing and network between
        .safetensors  one file for an app in Swift ('fovea'), as TrainedModel.load \
      and 'fovea predict' read it; or the weights alone by torchvision's names \
      and layouts ('torchvision'), for AlexNet, VGG, GoogLeNet, ResNet and \
      MobileNetV2

      Examples:
        fovea export runs/lenet5-1 --output digits.onnx
        fovea export runs/lenet5-1 --output digits.safetensors
        fovea export runs/lenet5-1 --last --output last.safetensors
        fovea export runs/resnet18-1 --format torchvision --output resnet18.safetensors
      """)

  @Argument(
    help: "A trained model: its .safetensors file, or the folder of a training run.",
    completion: .paths)
  var model: String

  @Option(
    name: .shortAndLong, help: "The file to write.", completion: .paths,
    transform: outputPath(.safetensors, .onnx))
  var output: String

  @Option(
    help: "What the file is: \(Format.names). (default: by the ending, onnx or fovea)",
    completion: .names(Format.self), transform: choice)
  var format: Format?

  @Flag(
    help: """
      Of a run's folder take the weights as its last step left them, from its checkpoint, in place of the best.
      """)
  var last = false

  func check() throws {
    if output == "" { throw ValidationError("--output: expected a path, found ''") }
    let ending: FileForm = chosen == .onnx ? .onnx : .safetensors
    if let found = FileForm(of: output), found != ending {
      throw ValidationError(
        "--output: expected a name that ends in .\(ending.rawValue) for --format \(chosen.rawValue)"
      )
    }
    guard resolvedPath(output) != resolvedPath(model) else {
      throw ValidationError("--output: expected another file than the model, found \(output)")
    }
  }

  /// The format that is named, or that goes with the ending.
  private var chosen: Format { format ?? (FileForm(of: output) == .onnx ? .onnx : .fovea) }

  func run() throws {
    let file = try last ? nil : ModelFile(model)
    let path = file?.path ?? checkpointPath
    guard resolvedPath(output) != resolvedPath(path) else {
      throw Failure(
        "--output: expected another file than the model's own, found \(output.printable)")
    }
    let trained = try file?.load() ?? .load(checkpoint: path)
    switch chosen {
    case .fovea: try trained.save(to: output)
    case .onnx: try trained.saveONNX(to: output)
    case .torchvision: try trained.saveTorchvision(to: output)
    }
    let description = trained.description
    Stream.results.write(
      """
      model    \(path.printable): \(description.model.printable), \(trained.model.parameterCount.grouped) parameters
      picture  \(description.imageShape.extents)
      classes  \(description.classNames.count.grouped)
      wrote    \(output.printable)\(chosen == .torchvision ? trained.preparation : "")
      use it   \(use(of: trained))

      """)
  }

  /// Where the weights of the run's last step are.
  private var checkpointPath: String {
    isFolder(model) ? RunFolder(model).checkpointPath : model
  }

  /// A line that reads the file.
  private func use(of trained: TrainedModel) -> String {
    let file = output.printable
    let classes = trained.description.classNames.count
    return switch chosen {
    case .fovea:
      "fovea predict \(output.shellPath) PICTURE, or in Swift TrainedModel.load(\"\(file)\")"
    case .onnx:
      "onnxruntime.InferenceSession(\"\(file)\").run([\"probabilities\"], {\"images\": pictures})"
    case .torchvision:
      "\(trained.description.model)(num_classes=\(classes)).load_state_dict(safetensors.torch.load_file(\"\(file)\"))"
    }
  }
}

extension TrainedModel {
  /// A line on what pictures go through first, for a file that does not say so.
  fileprivate var preparation: String {
    guard let preprocessor else { return "" }
    let numbers = preprocessor.tensors.filter { $0.tensor.count <= 4 }.map { name, tensor in
      "\(name) \(tensor.elements.map { Double($0).fixed(4) }.joined(separator: ","))"
    }
    return "\nbefore   pictures in 0 ... 1 are preprocessed first"
      + (numbers.isEmpty ? "" : ": " + numbers.joined(separator: ", "))
  }
}
