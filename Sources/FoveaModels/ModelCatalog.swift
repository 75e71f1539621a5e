/// The models that can be asked for by name.
public enum ModelCatalog {
  /// One model: its name, what it is, and how it is made.
  public struct Entry: Sendable {
    /// The name that commands and files use.
    public let name: String
    /// One line about it.
    public let summary: String
    /// The pictures [height, width, channels] and the number of classes that it was made for.
    public let usual: (picture: Shape, classes: Int)
    /// Makes one for pictures [height, width, channels] and a number of classes.
    ///
    /// Throws `ShapeError` when the model does not take such pictures.
    public let make:
      @Sendable (_ picture: Shape, _ classes: Int, _ random: inout RandomSource) throws -> any Layer

    /// A model that is made by `model` and must take the pictures.
    init(
      _ name: String, _ summary: String, usual: (picture: Shape, classes: Int),
      model:
        @escaping @Sendable (
          _ picture: Shape, _ classes: Int, _ random: inout RandomSource
        ) throws -> any Layer
    ) {
      self.name = name
      self.summary = summary
      self.usual = usual
      make = { picture, classes, random in
        // Files and preprocessing may give any shape: what is no picture is an error.
        guard picture.rank == 3 else {
          throw ShapeError(
            "\(name): pictures [height, width, channels] expected, found \(picture)")
        }
        let model = try model(picture, classes, &random)
        _ = try model.outputShape(for: Shape([1] + picture.dimensions))
        return model
      }
    }
  }

  /// Every model, small ones first, family by family.
  public static let entries =
    small + alexNet + vgg + googLeNet + resNet + cifarResNet + seResNet + mobileNet + series

  /// The model of that name.
  public static func entry(named name: String) -> Entry? { entries.first { $0.name == name } }
}
