/// 60,000 colour pictures of animals and vehicles, 32 x 32, in ten classes of 6,000: 50,000 to train with, 10,000
/// to test with.
///
/// Reads the binary version, `data_batch_1.bin` to `data_batch_5.bin` and `test_batch.bin`, from the folder that is
/// given, `FOVEA_DATA/cifar10`, or `cifar-10-batches-bin` inside either; the counts must be those published.
///
/// Source: Krizhevsky (2009), Learning multiple layers of features from tiny images.
public struct CIFAR10: NamedDataSet {
  /// "cifar10".
  public static let name = "cifar10"

  /// The classes as in `batches.meta.txt`.
  public static let classNames = [
    "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck",
  ]

  /// Animals and vehicles look either way, and a horse upside down is still one, though no test picture is like
  /// that.
  public static let labelSafety = LabelSafety(
    mirror: .keepsClass, verticalMirror: .keepsClass, rotation180: .keepsClass)

  /// The pictures and their classes.
  public let data: DataSet

  /// Loads the 50,000 pictures to train with or the 10,000 to test with.
  public init(_ split: DataSet.Split, folder: String? = nil) throws(DataError) {
    data = try Self.files.load(split, folder: folder)
  }

  static let files = CIFARFiles(
    places: SetPlaces(
      name: name, folder: name,
      advice: "get CIFAR-10's binary version, unpack it, and name its folder by --data-folder"),
    archive: "cifar-10-batches-bin", kinds: [CIFARClasses(kind: "class", names: classNames)],
    wanted: 0, train: (1...5).map { "data_batch_\($0).bin" }, test: ["test_batch.bin"])
}
