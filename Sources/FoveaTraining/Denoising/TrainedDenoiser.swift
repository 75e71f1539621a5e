/// A trained denoising network and what is known of it. One file holds everything.
///
///     let denoiser = try TrainedDenoiser.load("runs/denoise-1/model.safetensors")
///     let clean = try denoiser.denoised(Picture(contentsOf: "noisy.png"))
public final class TrainedDenoiser {
  /// What is to be known of a denoising network beside its weights; stands as JSON in its file.
  public struct Description: Codable, Hashable, Sendable {
    /// The version of this description that is written.
    public static let currentFormat = 1

    /// The version of this description.
    public let format: Int
    /// The version of Fovea that wrote it.
    public let engine: String
    /// The name of the data set whose pictures it learned from.
    public let data: String
    /// The standard deviation of the noise that it learned to take out, where white is 1.
    public let noise: Double
    private let picture: [Int]

    /// The extents of the pictures that it learned from, [height, width, channels].
    public var imageShape: Shape { Shape(picture) }

    init(data: String, noise: Double, imageShape: Shape) {
      format = Self.currentFormat
      engine = engineVersion
      self.data = data
      self.noise = noise
      picture = imageShape.dimensions
    }

    /// Checks what came from a file, before a network is made of it.
    fileprivate func check(_ path: String) throws(DataError) {
      try ModelDescription.check(format: format, Self.currentFormat, engine: engine, path)
      try ModelDescription.check(picture: picture, path)
      // A kernel sees and makes all channels: their square is memory.
      guard picture[2] <= 1024 else {
        throw DataError(
          path, at: "picture", expected: "at most 1024 channels", found: "\(picture[2])")
      }
    }
  }

  /// What is known of the network.
  public let description: Description
  /// The network, from noisy pictures of 0 ... 1 to clean ones.
  public let model: any Layer
  private lazy var frozen = FrozenModel(model)

  init(_ model: any Layer, _ description: Description) {
    self.model = model
    self.description = description
  }

  /// Reads a network from a file that `save` wrote.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - make: makes the network for pictures [height, width, channels]; nil for a `DenoisingAutoencoder`.
  /// - Throws: `DataError`, `StateError` or `ShapeError`, each one line that names the file, for a file that is
  ///   missing, not sound, no denoising network, or of another one.
  public static func load(
    _ path: String, model make: Denoising.Maker? = nil
  ) throws -> TrainedDenoiser {
    let file = try Safetensors(contentsOf: path)
    guard let text = file.metadata[RunFile.denoisingKey] else {
      throw DataError(
        path, expected: "a denoising network", found: RunFile.kind(of: file.metadata),
        advice: "load the file that a denoising training wrote")
    }
    let description = try decodeJSON(Description.self, text, at: RunFile.denoisingKey, of: path)
    try description.check(path)
    do {
      var random = RandomSource(seed: 0)
      let model = try Denoising.network(description.imageShape, make, &random)
      try TrainedModel.restore(model, from: file)
      return TrainedDenoiser(model, description)
    } catch { throw naming(path, error) }
  }

  /// Writes the network and its description; the file appears whole or not at all.
  ///
  /// - Throws: `DataError` when the file cannot be written.
  public func save(to path: String) throws(DataError) {
    try Safetensors(model.state, metadata: [RunFile.denoisingKey: jsonText(description)])
      .write(to: path)
  }

  /// Pictures without their noise.
  ///
  /// They may be of other extents than those that it learned from: where the network takes only sides that divide
  /// by 4, as a `DenoisingAutoencoder` does, edges are repeated, and cut off again.
  ///
  /// - Parameter images: [batch, height, width, channels] in 0 ... 1.
  /// - Returns: the same shape, in 0 ... 1.
  /// - Throws: `ShapeError` when the network does not take such pictures.
  public func denoised(_ images: Tensor) throws(ShapeError) -> Tensor {
    let channels = description.imageShape[2]
    guard images.rank == 4, images.count > 0, images.shape[3] == channels else {
      throw ShapeError("[batch, height, width, \(channels)] expected, found \(images.shape)")
    }
    let padded = images.extended(axis: 1, toMultipleOf: 4).extended(axis: 2, toMultipleOf: 4)
    do {
      let output = try model.outputShape(for: padded.shape)
      guard output == padded.shape else {
        throw ShapeError("\(model.kind): output \(padded.shape) expected, found \(output)")
      }
    } catch { throw error as? ShapeError ?? ShapeError("\(error)") }
    return frozen(padded).clamped(to: 0...1)
      .slice(axis: 1, 0..<images.shape[1]).slice(axis: 2, 0..<images.shape[2])
  }

  /// A picture without its noise, of its own size, grey or coloured as the network is.
  ///
  /// - Throws: `ShapeError` when the network takes pictures of other than 1 or 3 channels.
  public func denoised(_ picture: Picture) throws(ShapeError) -> Picture {
    let shape: Shape = [picture.height, picture.width, description.imageShape[2]]
    return Picture(try denoised(picture.tensor(fitting: shape)).reshaped(to: shape))
  }
}

extension Tensor {
  /// The last place along an axis once more, until its extent divides by `divisor`.
  fileprivate func extended(axis: Int, toMultipleOf divisor: Int) -> Tensor {
    let extent = shape[axis]
    let missing = (divisor - extent % divisor) % divisor
    if missing == 0 { return self }
    let edge = slice(axis: axis, extent - 1..<extent)
    return .concatenated([self] + Array(repeating: edge, count: missing), axis: axis)
  }
}
