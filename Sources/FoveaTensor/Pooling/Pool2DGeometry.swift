/// The geometry of a pooling layer: a window that slides over each channel by itself.
public struct Pool2DGeometry: Hashable, Sendable {
  /// Images in the batch.
  public private(set) var batch: Int
  /// The window along the height.
  public let vertical: AxisGeometry
  /// The window along the width.
  public let horizontal: AxisGeometry
  /// Channels, the same in the input and the output.
  public let channels: Int
  /// How far the last windows reach beyond the padding that was asked for, under the policy `.ceil`.
  public let overhang: IntPair

  /// The geometry of one pooling.
  ///
  /// - Parameters:
  ///   - input: [batch, height, width, channels].
  ///   - window: extents of the window.
  ///   - stride: steps of the window; the window itself by default, so that windows do not overlap.
  ///   - padding: places around the input that hold no value; none by default. Each window must reach
  ///     at least one value.
  ///   - policy: what to do about an uncovered rest; an error by default.
  /// - Throws: `ShapeError` saying what does not fit.
  public init(
    input: Shape, window: IntPair, stride: IntPair? = nil, padding: Padding = .narrow,
    policy: FitPolicy = .strict
  ) throws {
    func refuse(_ what: String) -> ShapeError {
      ShapeError("pooling of \(input) with window \(window): \(what)")
    }
    guard input.rank == 4 else {
      throw refuse("the input is [batch, height, width, channels], found rank \(input.rank)")
    }
    var overhangs: [Int] = []
    func axis(_ isHeight: Bool) throws -> AxisGeometry {
      let name = isHeight ? "height" : "width"
      do {
        let steps = stride ?? window
        let given = try AxisGeometry(
          input: input[isHeight ? 1 : 2], kernel: isHeight ? window.height : window.width,
          stride: isHeight ? steps.height : steps.width, padding: padding, dilation: 1,
          isHeight: isHeight, axis: name)
        let axis = try given.fitted(policy, axis: name)
        overhangs.append(axis.paddingAfter - given.paddingAfter)
        // A window that lies in the padding altogether has no maximum and no mean.
        guard axis.paddingBefore < axis.kernel,
          (axis.output - 1) * axis.stride < axis.paddingBefore + axis.input
        else {
          throw ShapeError(
            "\(name): padding below the window of \(axis.kernel) expected, found "
              + "\(axis.paddingBefore) and \(axis.paddingAfter)")
        }
        return axis
      } catch let error as ShapeError {
        throw refuse(error.description)
      }
    }
    batch = input[0]
    vertical = try axis(true)
    horizontal = try axis(false)
    channels = input[3]
    overhang = IntPair(overhangs[0], overhangs[1])
    let places = Int(Int32.max)
    guard vertical.input * horizontal.input <= places else {
      throw refuse("at most \(places) places in an image expected, as many as switches can name")
    }
    let (images, depth) = (max(batch, 1), max(channels, 1))
    guard Shape.isCountable([images] + input.dimensions[1...2] + [depth]),
      Shape.isCountable([images, vertical.output, horizontal.output, depth])
    else { throw refuse("more elements than can be counted") }
  }

  /// [batch, height, width, channels] of the input.
  public var inputShape: Shape { [batch, vertical.input, horizontal.input, channels] }

  /// [batch, height, width, channels] of the output.
  public var outputShape: Shape { [batch, vertical.output, horizontal.output, channels] }

  /// The same pooling of another number of images, up to this one's.
  func with(batch: Int) -> Pool2DGeometry {
    var part = self
    part.batch = batch
    return part
  }
}
