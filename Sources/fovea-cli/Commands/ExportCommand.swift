import ArgumentParser
import Foundation
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
      A name that ends in .onnx gives ONNX, which onnxruntime and others run: pictures in, probabilities out, \
      preprocessing and network between. One that ends in .safetensors gives one file for an app in Swift, as \
      TrainedModel.load and 'fovea predict' read it.

      --format torchvision writes the weights alone, by torchvision's names and in its layouts, of AlexNet, VGG, \
      GoogLeNet, ResNet and MobileNetV2 for coloured pictures. A file that is there is replaced.

      Examples:
        fovea export runs/lenet5-1 --output digits.onnx
        fovea export runs/lenet5-1 --output digits.safetensors
        fovea export runs/lenet5-1 --last --output last.safetensors
        fovea export runs/resnet18-1 --format torchvision -o weights.safetensors
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
    help: "What the file is: \(Format.names). (default: by its ending, onnx or fovea)",
    completion: .names(Format.self), transform: choice)
  var format: Format?

  @Flag(
    help: """
      Of a run's folder take the weights as its last step left them, from its checkpoint, in place of the best.
      """)
  var last = false

  func check() throws {
    for (name, value) in [("<model>", model), ("--output", output)] where value == "" {
      throw ValidationError("\(name): expected a path, found ''")
    }
    guard format != nil || FileForm(of: output) != nil else {
      throw ValidationError(
        "--output: expected a name that ends in .onnx or .safetensors, or --format, found \(output)"
      )
    }
    let ending: FileForm = chosen == .onnx ? .onnx : .safetensors
    if let found = FileForm(of: output), found != ending {
      throw ValidationError(
        "--output: expected a name that ends in .\(ending.rawValue) for --format \(chosen.rawValue)"
      )
    }
  }

  /// The format that is named, or that goes with the ending.
  private var chosen: Format { format ?? (FileForm(of: output) == .onnx ? .onnx : .fovea) }

  func run() throws {
    let checkpoint = try checkpointPath
    let file = try checkpoint == nil ? ModelFile(model) : nil
    let path = checkpoint ?? file?.path ?? model
    try checkOutput(path)
    let trained = try file?.load() ?? .load(checkpoint: path)
    switch chosen {
    case .fovea: try trained.save(to: output)
    case .onnx: try trained.saveONNX(to: output)
    case .torchvision: try trained.saveTorchvision(to: output)
    }
    let description = trained.description
    let heading = description.imageShape.item.padding(toLength: 9, withPad: " ", startingAt: 0)
    Stream.results.write(
      """
      model    \(path.printable): \(description.model.printable), \(trained.model.parameterCount.grouped) parameters
      \(heading)\(description.imageShape.extents)
      classes  \(description.classNames.count.grouped)
      wrote    \(output.printable)
      \(use(of: trained))

      """)
  }

  /// The checkpoint that is asked for, by --last or by its own name; nil for the best weights.
  private var checkpointPath: String? {
    get throws {
      guard last || model.split(separator: "/").last.map(String.init) == RunFolder.checkpointName
      else { return nil }
      let path = isFolder(model) ? RunFolder(model).checkpointPath : model
      guard !isFolder(model) || access(path, F_OK) == 0 else {
        throw Failure(
          "\(model.printable): expected \(RunFolder.checkpointName) in this folder, found none; --last is for the folder "
            + "of a training run")
      }
      return path
    }
  }

  /// Refuses to write over the model, or over what its run goes on with.
  private func checkOutput(_ path: String) throws {
    let run = RunFolder(isFolder(model) ? model : (path as NSString).deletingLastPathComponent)
    let taken = [path, run.bestPath, run.checkpointPath].map(resolvedPath)
    guard !taken.contains(resolvedPath(output)) else {
      throw Failure(
        "--output: expected another file than the run's own, found \(output.printable)")
    }
  }

  /// Lines that say how the file is used.
  private func use(of trained: TrainedModel) -> String {
    let shape = trained.description.imageShape
    let isPicture = shape.noun == "pictures"
    let name = jsonText(output)
    switch chosen {
    case .fovea:
      let what = isPicture ? "PICTURE" : "--data DATA --index 0"
      return
        "use it   fovea predict \(output.shellPath) \(what), or in Swift TrainedModel.load(\(name))"
    case .onnx:
      let extents = shape.dimensions.map(String.init).joined(separator: ", ")
      return """
        takes    images: float32 [n, \(extents)], \(isPicture ? "0 ... 1" : "values as in the data")
        use it   onnxruntime.InferenceSession(\(name)).run(["probabilities"], {"images": images})
        """
    case .torchvision:
      let model =
        "\(trained.description.model)(num_classes=\(trained.description.classNames.count))"
      return """
        takes    \(trained.preparation)
        use it   \(model).load_state_dict(safetensors.torch.load_file(\(name)))
        """
    }
  }
}

extension TrainedModel {
  /// What torchvision's model is to be given, since its file does not say so.
  fileprivate var preparation: String {
    let shape = "float32 [n, 3, height, width], 0 ... 1"
    guard preprocessor != nil else { return shape }
    let numbers = channelNumbers
    guard !numbers.isEmpty else {
      return
        "\(shape), preprocessed as in training: its numbers stand in the .safetensors file of the run"
    }
    let names = numbers.map(\.name)
    let formula =
      names == ["mean", "deviation"]
      ? "(x - mean) / deviation"
      : names == ["minimum", "range"] ? "(x - minimum) / range" : "x - mean"
    return "\(shape), as \(formula): "
      + numbers.map { "\($0.name) \($0.numbers)" }.joined(separator: ", ")
  }
}
