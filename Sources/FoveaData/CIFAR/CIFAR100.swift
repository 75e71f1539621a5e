/// 60,000 colour pictures, 32 x 32, in a hundred classes of 600: 50,000 to train with, 10,000 to test with.
///
/// Reads the binary version, `train.bin` and `test.bin`, from the folder that is given, `FOVEA_DATA/cifar100`, or
/// `cifar-100-binary` inside either; the counts must be those published.
///
/// Source: Krizhevsky (2009), Learning multiple layers of features from tiny images.
public struct CIFAR100: NamedDataSet {
  /// "cifar100".
  public static let name = "cifar100"

  /// The classes as in `fine_label_names.txt`.
  public static let classNames = [
    "apple", "aquarium_fish", "baby", "bear", "beaver", "bed", "bee", "beetle", "bicycle",
    "bottle", "bowl", "boy", "bridge", "bus", "butterfly", "camel", "can", "castle",
    "caterpillar", "cattle", "chair", "chimpanzee", "clock", "cloud", "cockroach", "couch",
    "crab", "crocodile", "cup", "dinosaur", "dolphin", "elephant", "flatfish", "forest", "fox",
    "girl", "hamster", "house", "kangaroo", "keyboard", "lamp", "lawn_mower", "leopard", "lion",
    "lizard", "lobster", "man", "maple_tree", "motorcycle", "mountain", "mouse", "mushroom",
    "oak_tree", "orange", "orchid", "otter", "palm_tree", "pear", "pickup_truck", "pine_tree",
    "plain", "plate", "poppy", "porcupine", "possum", "rabbit", "raccoon", "ray", "road",
    "rocket", "rose", "sea", "seal", "shark", "shrew", "skunk", "skyscraper", "snail", "snake",
    "spider", "squirrel", "streetcar", "sunflower", "sweet_pepper", "table", "tank", "telephone",
    "television", "tiger", "tractor", "train", "trout", "tulip", "turtle", "wardrobe", "whale",
    "willow_tree", "wolf", "woman", "worm",
  ]

  /// The pictures and their classes.
  public let data: DataSet

  /// Loads the 50,000 pictures to train with or the 10,000 to test with.
  public init(_ split: DataSet.Split, folder: String? = nil) throws(DataError) {
    data = try Self.files(Self.name, wanted: 1).load(split, folder: folder)
  }

  /// The files by the name of a set, with the kind of classes that it wants: 0 coarse, 1 fine.
  static func files(_ name: String, wanted: Int) -> CIFARFiles {
    CIFARFiles(
      places: SetPlaces(
        name: name, folder: Self.name,
        advice: "get CIFAR-100's binary version, unpack it, and name its folder by --data-folder"),
      archive: "cifar-100-binary",
      kinds: [
        CIFARClasses(kind: "coarse class", names: CIFAR100Coarse.classNames),
        CIFARClasses(kind: "fine class", names: classNames),
      ],
      wanted: wanted, train: ["train.bin"], test: ["test.bin"])
  }
}

/// CIFAR-100's pictures by their twenty coarse classes, of five fine ones each; the same files.
public struct CIFAR100Coarse: NamedDataSet {
  /// "cifar100-coarse".
  public static let name = "cifar100-coarse"

  /// The classes as in `coarse_label_names.txt`.
  public static let classNames = [
    "aquatic_mammals", "fish", "flowers", "food_containers", "fruit_and_vegetables",
    "household_electrical_devices", "household_furniture", "insects", "large_carnivores",
    "large_man-made_outdoor_things", "large_natural_outdoor_scenes",
    "large_omnivores_and_herbivores", "medium_mammals", "non-insect_invertebrates", "people",
    "reptiles", "small_mammals", "trees", "vehicles_1", "vehicles_2",
  ]

  /// The pictures and their classes.
  public let data: DataSet

  /// Loads the 50,000 pictures to train with or the 10,000 to test with.
  public init(_ split: DataSet.Split, folder: String? = nil) throws(DataError) {
    data = try CIFAR100.files(Self.name, wanted: 0).load(split, folder: folder)
  }
}
