import FoveaData

// Data of one's own.
extension Recipe {
  private static let pictures = "a folder with a folder of pictures a class"

  /// Whose face it is, or what it looks like.
  static let faces = Recipe(
    "faces", "compact_cnn on 64x64 faces, a folder a person", data: pictures,
    labelSafety:
      "mirrored left to right, as a face stays the same person's; hardly turned, as faces are upright"
  ) {
    $0.trainOnPictures(
      of: .things, side: 64, epochs: 40,
      augmentation: "flip,shift:4,rotate:10,scale:0.1,brightness:0.2,contrast:0.2")
  }

  /// The German signs (GTSRB), or other signs.
  static let trafficSigns = Recipe(
    "traffic-signs", "compact_cnn on 32x32 signs, a folder a kind as of GTSRB (JPEG or PNG)",
    data: pictures,
    labelSafety: "no mirror and little turning: a mirrored curve to the left is one to the right"
  ) {
    $0.trainOnPictures(
      of: .signs, side: 32, epochs: 20,
      augmentation: "shift:3,rotate:10,scale:0.15,brightness:0.3,contrast:0.3")
  }

  /// A set of the UCR or UEA archive, or a table of the same form.
  static let series = Recipe(
    "series", "conv1d on time series", data: "a file of series (.ts, .tsv) or the folder of one",
    labelSafety: "nothing is changed: what was measured decides what a series may be taken for"
  ) {
    $0.model = "conv1d"
    $0.epochs = 200
    $0.batchSize = 16
    $0.optimizer = .adam
    $0.weightDecay = 0
    // Series are few: all are trained with, and the last epoch counts.
    $0.validationShare = 0
    $0.restoreBest = false
  }

  /// Any folder of pictures.
  static let folder = Recipe(
    "folder", "compact_cnn on 64x64 pictures of any kind", data: pictures,
    labelSafety: "no mirror and no turning, as nobody knows what is seen; --augment adds them"
  ) {
    $0.trainOnPictures(
      of: nil, side: 64, epochs: 30, augmentation: "shift:4,scale:0.1,brightness:0.2,contrast:0.2")
  }
}

extension TrainingConfiguration {
  /// What the folders have in common: fewer pictures than published sets, so smaller batches, and enough held back
  /// to see how it goes.
  fileprivate mutating func trainOnPictures(
    of content: PictureContent?, side: Int, epochs: Int, augmentation recipe: String
  ) {
    train(epochs: epochs, augmentation: recipe)
    model = "compact_cnn"
    batchSize = 32
    // Of so few steps an average would have the first ones in it.
    emaDecay = 0
    validationShare = 0.1
    var reading = ReadingOptions()
    reading.imageSize = side
    reading.content = content
    self.reading = reading
  }
}
