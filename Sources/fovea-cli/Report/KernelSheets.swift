import Fovea

/// The kernels of a network's first convolution, to be looked at.
struct FirstKernels {
  /// The layer's path.
  let path: String
  /// What is shown of them.
  let note: String
  /// The kernels side by side.
  let sheet: Picture

  private static let shown = 64

  /// Nil for a network that begins with no convolution of pictures.
  init?(of model: any Layer) {
    var first: (path: String, layer: Conv2D)?
    model.forEachLayer { path, layer in
      if first == nil, let layer = layer as? Conv2D { first = (path, layer) }
    }
    guard let (path, layer) = first, layer.weight.shape[0] * layer.weight.shape[1] > 1 else {
      return nil
    }
    let shape = layer.weight.shape
    let (height, width, inputs, count) = (shape[0], shape[1], shape[2], shape[3])
    let channels = inputs == 3 ? 3 : 1
    let values = layer.weight.value.elements
    // One scale for all: which kernels are weak is to be seen as well.
    let reach = max(values.reduce(0) { max($0, abs($1)) }, .leastNormalMagnitude)
    let pictures = (0..<min(count, Self.shown)).map { kernel in
      var bytes: [UInt8] = []
      for place in 0..<height * width {
        for channel in 0..<channels {
          let value = values[(place * inputs + channel) * count + kernel]
          bytes.append(UInt8(min(max(128 + 127 * value / reach, 0), 255)))
        }
      }
      return Picture(width: width, height: height, channels: channels, bytes: bytes)
    }
    self.path = path
    note =
      "\(count > Self.shown ? "\(Self.shown) of " : "")\(count) of \(height)x\(width)"
      + (inputs == channels ? "" : ", the first of \(inputs) channels")
    sheet = contactSheet(pictures, side: 28)
  }
}

extension FeatureMaps {
  /// How many maps are shown at most.
  static let shown = 16

  /// The first maps side by side.
  var sheet: Picture {
    let (height, width, count) = (maps.shape[0], maps.shape[1], maps.shape[2])
    let values = maps.elements
    let pictures = (0..<min(count, Self.shown)).map { map in
      let own = stride(from: map, to: values.count, by: count).map { values[$0] }
      let (low, high) = (own.min() ?? 0, own.max() ?? 0)
      let span = high > low ? high - low : 1
      return Picture(
        width: width, height: height, channels: 1,
        bytes: own.map { UInt8(min(max(255 * ($0 - low) / span, 0), 255)) }
      ).fitted(into: 64)
    }
    return contactSheet(pictures, side: 28)
  }
}

/// Small pictures in rows of eight, each at least about so many pixels a side.
private func contactSheet(_ pictures: [Picture], side: Int) -> Picture {
  let zoom = max(1, side / max(pictures[0].width, pictures[0].height))
  return ContactSheet(pictures, columns: 8, zoom: zoom, gap: 1).picture
}
