import FoveaTensor

/// Pictures of ten simple shapes, drawn by this code: data without any file.
///
/// Place, size, thickness, tilt, brightness and contrast are random, and so is the noise. Picture i
/// shows class i mod 10 and is drawn from a random stream of its own, so it is the same whatever the
/// number of pictures; only additions, products, quotients and square roots are used, so it is the same
/// on any machine.
public struct Shapes: NamedDataSet {
  /// "shapes".
  public static let name = "shapes"

  /// What each class is called.
  public static let classNames = [
    "circle", "ring", "square", "frame", "triangle", "cross", "plus", "star",
    "horizontal stripes", "vertical stripes",
  ]

  /// Every shape stays what it is in a mirror, and turned by half a circle. But a plus turned by 45 degrees is
  /// a cross, and horizontal stripes turned by 90 are vertical ones; shapes are drawn tilted by up to 15
  /// degrees, which leaves less than 8 to where plus and cross are equally far.
  public static let labelSafety = LabelSafety(
    mirror: .keepsClass, verticalMirror: .keepsClass, rotation180: .keepsClass,
    largestRotation: 7,
    rotationReason: "a plus that was drawn tilted comes close to a cross")

  /// The pictures and their classes.
  public let data: DataSet

  /// Draws the usual number of pictures, 10,000 to train with and 2,000 for each other split.
  ///
  /// - Parameters:
  ///   - split: each split has pictures of its own.
  ///   - folder: nil, as there are no files.
  /// - Throws: `DataError` when a folder is named.
  public init(_ split: DataSet.Split, folder: String? = nil) throws(DataError) {
    if let folder {
      throw DataError(
        Self.name, expected: "no folder, as its pictures are drawn", found: folder,
        advice: "leave --data-folder out")
    }
    try self.init(split, count: split == .train ? 10_000 : 2_000)
  }

  /// Draws pictures.
  ///
  /// - Parameters:
  ///   - split: each split has pictures of its own.
  ///   - count: how many.
  ///   - size: pixels a side, 8 or more; 28 by default, as MNIST.
  ///   - channels: 1 for grey by default; each channel has a brightness and a contrast of its own.
  ///   - seed: other seeds give other pictures.
  /// - Throws: `DataError` when a number is out of range.
  public init(
    _ split: DataSet.Split, count: Int, size: Int = 28, channels: Int = 1, seed: UInt64 = 0
  ) throws(DataError) {
    guard count >= 0, (8...1024).contains(size), (1...16).contains(channels),
      count <= IDXFile.defaultLimit / (size * size * channels)
    else {
      throw DataError(
        Self.name,
        expected: "8 to 1024 pixels a side, 1 to 16 channels, at most 2 GiB in all",
        found: "\(count) pictures of \(size) x \(size) x \(channels)")
    }
    let place = DataSet.Split.allCases.firstIndex(of: split) ?? 0
    let source = RandomSource(seed: seed).stream(UInt64(place))
    let length = size * size * channels
    let bytes = [UInt8](unsafeUninitializedCapacity: count * length) { buffer, initialized in
      if let base = buffer.baseAddress {
        ThreadPool.shared.split(count, grain: 32) { start, number in
          for i in start..<start + number {
            var drawing = ShapeDrawing(
              Kind.allCases[i % Kind.allCases.count], size: size, random: source.stream(UInt64(i)))
            drawing.draw(channels: channels, to: base + i * length)
          }
        }
      }
      initialized = count * length
    }
    var data = try DataSet(
      name: Self.name, split: split, shape: [count, size, size, channels], bytes: bytes,
      labels: (0..<count).map { $0 % Kind.allCases.count }, classNames: Self.classNames)
    data.labelSafety = Self.labelSafety
    self.data = data
  }

  /// What is drawn, in the order of `classNames`.
  enum Kind: CaseIterable {
    case circle, ring, square, frame, triangle, cross, plus, star, horizontal, vertical
  }
}
