/// The models that can be asked for by name.
public enum ModelCatalog {
  /// Makes a model of a catalogue's entry.
  typealias Maker =
    @Sendable (_ picture: Shape, _ classes: Int, _ random: inout RandomSource) throws -> any Layer

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
      model: @escaping Maker
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
        do {
          return try ModelCatalog.checked(model, picture, classes, &random)
        } catch let error as ShapeError {
          throw Self.refusal(of: picture, by: name, error) { other in
            // What weights would be drawn does not matter: none are.
            var random = RandomSource(seed: 0)
            return (try? ModelCatalog.checked(model, other, classes, &random)) != nil
          }
        }
      }
    }
  }

  /// A model that takes the pictures.
  fileprivate static func checked(
    _ model: Maker, _ picture: Shape, _ classes: Int, _ random: inout RandomSource
  ) throws -> any Layer {
    let model = try model(picture, classes, &random)
    _ = try model.outputShape(for: Shape([1] + picture.dimensions))
    return model
  }

  /// Every model, small ones first, family by family.
  public static let entries =
    small + alexNet + vgg + googLeNet + resNet + cifarResNet + seResNet + mobileNet + series

  /// The model of that name.
  public static func entry(named name: String) -> Entry? { entries.first { $0.name == name } }
}

extension ModelCatalog.Entry {
  /// Sides beyond the picture's own that are tried.
  private static let tries = 64

  /// Why a model does not take pictures, in their words: the layer's speak of its own input, whose size nobody chose.
  fileprivate static func refusal(
    of picture: Shape, by name: String, _ error: ShapeError, fits: (Shape) -> Bool
  ) -> ShapeError {
    let (height, width, channels) = (picture[0], picture[1], picture[2])
    guard picture.count > 0 else { return error }
    let found = "\(height)x\(width)x\(channels)"
    guard height > 1 else {
      return ShapeError(
        "\(name): pictures expected, found \(found), series or rows of a table; conv1d takes those")
    }
    // Square, as most pictures are, and no smaller, so that nothing of these is lost. Where none fits it is not the size.
    let side = max(height, width)
    guard let fitting = (side..<side + tries).first(where: { fits([$0, $0, channels]) }) else {
      return error
    }
    return ShapeError(
      "\(name): pictures of another size expected, found \(found), which doesn't fit; \(fitting)x\(fitting) does "
        + "(\(error.description))")
  }
}
