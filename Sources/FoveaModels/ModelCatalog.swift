/// The models that can be asked for by name.
public enum ModelCatalog {
  /// One model: its name, what it is, and how it is made.
  public struct Entry: Sendable {
    /// The name that commands and files use.
    public let name: String
    /// One line about it.
    public let summary: String
    /// Makes one for pictures [height, width, channels] and a number of classes.
    public let make:
      @Sendable (_ picture: Shape, _ classes: Int, _ random: inout RandomSource) throws -> any Layer
  }

  /// Every model.
  public static let entries: [Entry] = [
    Entry(name: "lenet5", summary: "LeNet-5 (LeCun et al., 1998): digits, zip codes") {
      try check($0, "lenet5")
      return try LeNet5(
        inputChannels: $0[2], size: IntPair($0[0], $0[1]), classes: $1, random: &$2)
    },
    Entry(name: "small_cnn", summary: "two 3x3 convolutions with ReLU and max pooling") {
      try check($0, "small_cnn")
      return try SmallCNN(
        inputChannels: $0[2], size: IntPair($0[0], $0[1]), classes: $1, random: &$2)
    },
  ]

  /// Files and preprocessing may give any shape: what is no picture is an error.
  private static func check(_ picture: Shape, _ name: String) throws {
    guard picture.rank == 3 else {
      throw ShapeError("\(name): pictures [height, width, channels] expected, found \(picture)")
    }
  }

  /// The model of that name.
  public static func entry(named name: String) -> Entry? { entries.first { $0.name == name } }
}
