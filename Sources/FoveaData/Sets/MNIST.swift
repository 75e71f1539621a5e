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

  /// Mirrored digits are no digits, or others; people write them leaning by up to some 30 degrees.
  public static let labelSafety = LabelSafety(
    mirror: .changesClass("2 and 5 mirrored pass for each other, 3 and 7 for nothing"),
    verticalMirror: .changesClass("2 and 5 upside down pass for each other, 6 for 9"),
    rotation180: .changesClass("6 and 9 turned by 180 degrees are each other"),
    largestRotation: 30, rotationReason: "7 reads as 1, and at last 6 as 9")

  /// The pictures and their classes.
  public let data: DataSet

  /// Loads the 60,000 pictures to train with or the 10,000 to test with.
  public init(_ split: DataSet.Split, folder: String? = nil) throws(DataError) {
    data = try Self.files.load(split, folder: folder)
  }

  static let files = MNISTFiles(
    places: SetPlaces(
      name: name, folder: name,
      advice: "name its folder by --data-folder, or the one above by FOVEA_DATA"),
    classNames: classNames, labelSafety: labelSafety)
}
