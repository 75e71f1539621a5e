/// One way to change pictures without changing what they show, and how strongly.
///
/// As text it reads `rotate:10`, or `rotate` for the usual strength; see `AugmentationRecipe`.
public struct Augmentation: Hashable, Sendable {
  /// What is changed.
  public let kind: Kind
  /// How strongly; what it means is the kind's matter.
  public let amount: Double
  /// What comes in from beside the picture, with `crop`.
  public let border: Border

  /// What comes in from beside a picture.
  public enum Border: String, CaseIterable, Sendable {
    /// Black.
    case zeros
    /// The edge's pixels again.
    case edge
    /// The picture's mirror image.
    case reflect
  }

  /// - Parameters:
  ///   - kind: what is changed.
  ///   - amount: how strongly; nil for the kind's usual strength.
  ///   - border: what comes in from beside the picture; only `crop` takes another than `.zeros`.
  /// - Throws: `DataError` when the amount is not in the kind's range.
  public init(_ kind: Kind, _ amount: Double? = nil, border: Border = .zeros) throws(DataError) {
    let amount = amount ?? kind.usual
    guard kind.range.contains(amount), !kind.isWhole || amount == amount.rounded() else {
      throw DataError(
        "augmentation", at: kind.rawValue, expected: kind.expectation, found: amount.text)
    }
    guard border == .zeros || kind == .crop else {
      throw DataError(
        "augmentation", at: kind.rawValue, expected: "no border, which is for crop",
        found: border.rawValue)
    }
    self.kind = kind
    self.amount = amount
    self.border = border
  }
}

extension Augmentation {
  /// What is changed of a picture. All numbers are drawn anew for each picture and epoch.
  public enum Kind: String, CaseIterable, Sendable {
    /// Moved by whole pixels, up to so many along each axis. Black comes in.
    case shift
    /// Padded by so many pixels a side and cut out again at any place: `shift` with a choice of what comes in.
    case crop
    /// A rectangle of this share of the area or more, of sides 3 to 4 up to 4 to 3, made as large as the picture.
    case resizedcrop
    /// Left and right exchanged, with this probability.
    case flip
    /// Upside down, as in a mirror, with this probability.
    case vflip
    /// Turned about its middle by up to so many degrees either way.
    case rotate
    /// Larger or smaller by a factor up to 1 + amount, every ratio as likely as its inverse.
    case scale
    /// Vertical lines leaning by up to so many degrees either way.
    case shear
    /// All numbers times a factor within 1 - amount ... 1 + amount.
    case brightness
    /// Distances from the picture's mean times a factor within 1 - amount ... 1 + amount.
    case contrast
    /// Brightness, contrast and, of colour, saturation, each by a factor within 1 - amount ... 1 + amount.
    case jitter
    /// Along the principal axes of the training data's colours, by so many times their variance times a
    /// normal number (AlexNet's). For three channels.
    case pca
    /// Normal numbers of this deviation are added.
    case noise
    /// A rectangle of a share of 0.02 to 0.33 is painted over with a random brightness of each channel, with
    /// this probability.
    case erase
    /// A black square of so many pixels a side, its middle anywhere in the picture.
    case cutout
    /// Blended with another picture, by a share from Beta(amount, amount); so is the class.
    case mixup
    /// A rectangle comes from another picture, of a share from Beta(amount, amount); so does the class.
    case cutmix
  }
}

extension Augmentation.Kind {
  /// The amount when none is given.
  ///
  /// There is no recipe for all data; these are those of the papers, or small enough for small pictures.
  public var usual: Double {
    switch self {
    case .shift: 2
    case .crop: 4
    case .flip, .vflip, .erase: 0.5
    case .rotate, .shear: 10
    case .scale, .pca: 0.1
    case .resizedcrop: 0.08
    case .brightness, .contrast, .jitter, .mixup: 0.2
    case .noise: 0.05
    case .cutout: 8
    case .cutmix: 1
    }
  }

  /// The amounts that there are.
  public var range: ClosedRange<Double> {
    switch self {
    case .shift, .crop: 0...256
    case .flip, .vflip, .erase, .brightness, .contrast, .jitter: 0...1
    case .rotate: 0...180
    case .resizedcrop: 0.01...1
    case .shear: 0...60
    case .scale: 0...4
    case .pca, .noise: 0...10
    case .cutout: 0...1024
    case .mixup, .cutmix: 0.001...100
    }
  }

  /// Whether only whole amounts make sense.
  var isWhole: Bool { self == .shift || self == .crop || self == .cutout }

  /// Whether it moves pixels, and can be one resampling with its neighbours.
  var isGeometric: Bool {
    switch self {
    case .shift, .crop, .resizedcrop, .flip, .vflip, .rotate, .scale, .shear: true
    default: false
    }
  }

  /// Whether it makes sense of series, too: as of rows of numbers, and what makes all values larger or smaller.
  var isForSeries: Bool { isForRows || self == .brightness || self == .contrast }

  /// Whether it makes sense of rows of numbers, too: mixing, painting over and noise leave the rest as it was measured.
  var isForRows: Bool {
    switch self {
    case .noise, .erase, .cutout, .mixup, .cutmix: true
    default: false
    }
  }

  /// Whether it takes two pictures, and gives a target of two classes.
  public var isMixing: Bool { self == .mixup || self == .cutmix }

  /// What the amount is, as in "degrees".
  public var unit: String {
    switch self {
    case .shift, .crop, .cutout: "pixels"
    case .flip, .vflip, .erase: "probability"
    case .rotate, .shear: "degrees"
    case .scale, .resizedcrop, .brightness, .contrast, .jitter: "share"
    case .pca, .noise: "deviation"
    case .mixup, .cutmix: "alpha"
    }
  }

  /// What the amount does, in a few words for lists.
  public var summary: String {
    switch self {
    case .shift: "pixels at most, along either axis; black comes in"
    case .crop: "pixels of padding a side; crop:4:edge or crop:4:reflect"
    case .resizedcrop: "share of the area at least, cut out and made as large as the picture"
    case .flip: "probability of left and right exchanged"
    case .vflip: "probability of upside down"
    case .rotate: "degrees at most, either way"
    case .scale: "share at most, larger or smaller"
    case .shear: "degrees at most that vertical lines lean"
    case .brightness: "share at most, of all numbers"
    case .contrast: "share at most, of distances from the mean"
    case .jitter: "share at most, of brightness, contrast and saturation"
    case .pca: "deviation along the axes of the training colours"
    case .noise: "deviation of the normal numbers added"
    case .erase: "probability of a rectangle painted over"
    case .cutout: "pixels a side of a black square"
    case .mixup: "alpha: blended with another picture and its class"
    case .cutmix: "alpha: a rectangle of another picture and its class"
    }
  }

  var expectation: String {
    "\(isWhole ? "a whole number" : "a number") from \(range.lowerBound.text) to "
      + "\(range.upperBound.text) (\(unit))"
  }
}

extension Augmentation: CustomStringConvertible {
  /// As in a recipe: "rotate:10", "crop:4:reflect".
  public var description: String {
    "\(kind.rawValue):\(amount.text)" + (border == .zeros ? "" : ":\(border.rawValue)")
  }
}

extension Double {
  /// The number as a recipe writes it: without ".0".
  var text: String { "\(self)".hasSuffix(".0") ? String("\(self)".dropLast(2)) : "\(self)" }
}
