import FoveaData

/// A configuration that suits one kind of data, under a name.
///
///     var configuration = try Recipe.named("fashion").configuration
///     configuration.epochs = 5
///
/// One for data of one's own leaves `configuration.data` to whoever has them; `data` says what is wanted.
///
/// A recipe is where to begin, and all of it can be changed: `fovea train --recipe fashion --epochs 5`. It is
/// code and not a file, so that it cannot fail to be found or to be read.
public struct Recipe: Sendable {
  /// What it is asked for by.
  public let name: String
  /// What it is for, in a line.
  public let summary: String
  /// What path its data are to have, as in "a folder with a folder of pictures a class"; nil where the configuration
  /// names a published set.
  public let data: String?
  /// Whether it is for series and rows of tables, not for pictures.
  public var isForRows: Bool { configuration.model == "conv1d" }
  /// What it leaves out because it would change a picture's class, or why nothing common does.
  public let labelSafety: String
  /// What to do.
  public let configuration: TrainingConfiguration

  /// A recipe that changes the defaults.
  init(
    _ name: String, _ summary: String, data: String? = nil, labelSafety: String,
    _ change: (inout TrainingConfiguration) -> Void
  ) {
    var configuration = TrainingConfiguration()
    change(&configuration)
    self.name = name
    self.summary = summary
    self.data = data
    self.labelSafety = labelSafety
    self.configuration = configuration
  }
}

extension Recipe {
  /// Every recipe.
  public static let all = [fashion, digits, objects, faces, trafficSigns, series, folder]

  /// The recipe of that name.
  ///
  /// - Throws: `DataError` with the name that may have been meant, and all there are.
  public static func named(_ name: String) throws(DataError) -> Recipe {
    guard let recipe = all.first(where: { $0.name == name }) else {
      throw .unknown(name, among: all.map(\.name), at: "name", in: "recipe")
    }
    return recipe
  }
}
