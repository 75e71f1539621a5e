/// 70,000 pictures of clothes, 28 x 28, grey, in ten classes: harder than digits, as small.
///
/// Looked for in `FOVEA_DATA/fashion-mnist`, then where Debian's package dataset-fashion-mnist puts it.
///
/// Source: Xiao, Rasul and Vollgraf (2017), Fashion-MNIST: a novel image dataset for benchmarking machine
/// learning algorithms.
public struct FashionMNIST: NamedDataSet {
  /// "fashion-mnist".
  public static let name = "fashion-mnist"

  /// The classes as published.
  public static let classNames = [
    "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag",
    "Ankle boot",
  ]

  /// Shoes may point either way, and clothes hang upright: turned or upside down they keep their class, though
  /// no test picture is like that.
  public static let labelSafety = LabelSafety(
    mirror: .keepsClass, verticalMirror: .keepsClass, rotation180: .keepsClass)

  /// The pictures and their classes.
  public let data: DataSet

  /// Loads the 60,000 pictures to train with or the 10,000 to test with.
  public init(_ split: DataSet.Split, folder: String? = nil) throws(DataError) {
    data = try Self.files.load(split, folder: folder)
  }

  static let files = MNISTFiles(
    places: SetPlaces(
      name: name, folder: name, usual: ["/usr/share/datasets/fashion-mnist"],
      advice: "apt install dataset-fashion-mnist, or name its folder by --data-folder"),
    classNames: classNames, labelSafety: labelSafety)
}
