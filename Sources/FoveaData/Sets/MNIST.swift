/// 70,000 handwritten digits, 28 x 28, grey.
///
/// Looked for in `FOVEA_DATA/mnist` when no folder is given.
///
/// Source: LeCun, Cortes and Burges, The MNIST database of handwritten digits.
public struct MNIST: NamedDataSet {
  /// "mnist".
  public static let name = "mnist"

  /// "0" to "9".
  public static let classNames = (0...9).map(String.init)

  /// The pictures and their classes.
  public let data: DataSet

  /// Loads the 60,000 pictures to train with or the 10,000 to test with.
  public init(_ split: DataSet.Split, folder: String? = nil) throws(DataError) {
    let files = MNISTFiles(
      name: Self.name, classNames: Self.classNames, usualFolders: [],
      advice: "name its folder by --data-folder, or the one above by FOVEA_DATA")
    data = try files.load(split, folder: folder)
  }
}
