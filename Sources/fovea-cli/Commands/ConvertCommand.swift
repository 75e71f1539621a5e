import ArgumentParser
import Fovea

/// `fovea convert`: weights of torchvision as a model of Fovea.
struct ConvertCommand: CheckedCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert",
    abstract: "Makes a model of torchvision's weights, from .pth or safetensors.",
    discussion: """
      Takes AlexNet, VGG, GoogLeNet, ResNet and MobileNetV2. Of a .pth file nothing is run: it is read as \
      a list of tensors, and refused when it holds anything else. Pictures will be standardised as those \
      that torchvision's weights were trained with: by ImageNet's mean and deviation, of GoogLeNet to -1 ... 1; \
      --mean and --deviation say otherwise. Of a GoogLeNet without auxiliary classifiers those start at random, for \
      training alone.

      Examples:
        fovea convert resnet18.pth --model resnet18 --output a.safetensors
        fovea convert a.pth --model vgg16 --class-names names.txt \\
          --output a.safetensors
        fovea predict a.safetensors picture.png
      """)

  @Argument(
    help: "A state_dict that torch.save wrote, or safetensors with torchvision's names.",
    completion: .paths)
  var weights: String

  @Option(
    help: "The model that the weights are of, as 'fovea summary --help' lists them.",
    completion: .models)
  var model: String

  @Option(
    name: .shortAndLong, help: "The file to write, safetensors.", completion: .paths,
    transform: outputPath(.safetensors)
  )
  var output: String

  @Option(
    parsing: .unconditional,
    help: """
      A picture's height, width and channels; without channels of one, grey. (default: what the model was made for)
      """,
    transform: pictureShape)
  var input: Shape?

  @Option(
    help: "A text file with the name of a class on each line. (default: class 0, class 1, ...)")
  var classNames: String?

  @Option(
    parsing: .unconditional,
    help: """
      What is subtracted from each channel, of values in 0 ... 1. (default: 0.485,0.456,0.406; of googlenet \
      0.5,0.5,0.5)
      """, transform: channelNumbers)
  var mean: [Double]?

  @Option(
    parsing: .unconditional,
    help: """
      What each channel is divided by, above 0. (default: 0.229,0.224,0.225; of googlenet 0.5,0.5,0.5)
      """, transform: channelNumbers)
  var deviation: [Double]?

  func check() throws {
    try Names.models.checked(model)
    if output == "" { throw ValidationError("--output: expected a path, found ''") }
    guard resolvedPath(output) != resolvedPath(weights) else {
      throw ValidationError("--output: expected another file than the weights, found \(output)")
    }
    guard deviation?.allSatisfy({ $0 > 0 }) ?? true else {
      throw ValidationError("--deviation: expected numbers above 0")
    }
  }

  func run() throws {
    let trained = try TrainedModel.torchvision(
      weights, model: model, picture: input, classNames: try classNames.map(Self.names), mean: mean,
      deviation: deviation)
    try trained.save(to: output)
    Stream.results.write(
      """
      model    \(model), \(trained.model.parameterCount.grouped) parameters
      picture  \(trained.description.imageShape.extents)
      classes  \(trained.description.classNames.count.grouped)
      wrote    \(output.printable)

      """)
  }

  /// The lines of a file of names, whichever system wrote it.
  static func names(in path: String) throws -> [String] {
    try readText(path, limit: 1 << 20).split(whereSeparator: \.isNewline).map(String.init)
  }
}

/// Reads a number for each channel: "0.5,0.5,0.5".
@Sendable func channelNumbers(_ text: String) throws -> [Double] {
  let parts = text.split(separator: ",", omittingEmptySubsequences: false)
  let numbers = parts.compactMap { Double($0) }.filter(\.isFinite)
  guard numbers.count == parts.count, 1...4 ~= numbers.count else {
    throw ValidationError("expected a number for each channel such as 0.5,0.5,0.5")
  }
  return numbers
}
