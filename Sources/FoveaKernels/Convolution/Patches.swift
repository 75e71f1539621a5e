/// One axis of a window, as the patch loops need it.
public struct PatchAxis: Sendable {
  /// Extent of the input.
  public let input: Int
  /// Taps of the window.
  public let kernel: Int
  /// Step of the window.
  public let stride: Int
  /// Distance between taps.
  public let dilation: Int
  /// Zeros before the input.
  public let padding: Int
  /// Places of the window.
  public let output: Int

  /// An axis with the given extents.
  public init(
    input: Int, kernel: Int, stride: Int, dilation: Int, padding: Int, output: Int
  ) {
    self.input = input
    self.kernel = kernel
    self.stride = stride
    self.dilation = dilation
    self.padding = padding
    self.output = output
  }
}

/// The window of a convolution over images in NHWC, for one group of channels.
public struct PatchWindow: Sendable {
  /// The window along the height.
  public let vertical: PatchAxis
  /// The window along the width.
  public let horizontal: PatchAxis
  /// All channels of the image.
  public let channels: Int
  /// Channels of a group, the ones that are taken.
  public let groupChannels: Int

  /// A window with the given axes and channels.
  public init(
    vertical: PatchAxis, horizontal: PatchAxis, channels: Int, groupChannels: Int
  ) {
    self.vertical = vertical
    self.horizontal = horizontal
    self.channels = channels
    self.groupChannels = groupChannels
  }
}

/// Writes the patches of output pixels first ..< first + count (counted through the whole batch) as rows
/// of kernel height x kernel width x group channels: im2col for one tile.
///
/// The inner loop copies kernel width x channels at once where the taps are neighbours and all channels
/// are taken; rows and taps outside the image become zeros. `x` starts at the group's first channel.
@inlinable @inline(__always)
func gatherPatches<I: InstructionSet>(
  _: I.Type, _ w: PatchWindow, _ x: Input, _ first: Int, _ count: Int, _ patches: Output
) {
  let v = w.vertical
  let h = w.horizontal
  let c = w.groupChannels
  let rowLength = h.kernel &* c
  let dense = h.dilation == 1 && c == w.channels
  let imageRow = h.input &* w.channels
  let step = imageRow &* v.dilation
  let verticalSpan = (v.kernel &- 1) &* v.dilation &+ 1
  var oy = first / h.output
  var ox = first &- oy &* h.output
  let image = oy / v.output
  oy &-= image &* v.output
  var base = x + image &* v.input &* imageRow
  var to = patches
  for _ in 0..<count {
    let top = oy &* v.stride &- v.padding
    let left = ox &* h.stride &- h.padding
    let right = left &+ h.kernel
    let insideRow = left >= 0 && right <= h.input
    if dense && insideRow && top >= 0 && top &+ verticalSpan <= v.input {
      // Most windows: nothing to check.
      var from = base + (top &* imageRow &+ left &* c)
      if rowLength <= lanes {
        for _ in 0..<v.kernel {
          store(load(from), to)
          from += step
          to += rowLength
        }
      } else {
        for _ in 0..<v.kernel {
          copyRun(from, to, rowLength)
          from += step
          to += rowLength
        }
      }
    } else {
      for ky in 0..<v.kernel {
        let iy = top &+ ky &* v.dilation
        if iy < 0 || iy >= v.input {
          zeroRun(to, rowLength)
        } else if dense {
          // Zeros, copy, zeros, in this order: each run spills into the next.
          let row = base + iy &* imageRow
          let begin = min(max(left, 0), h.input)
          let end = max(min(right, h.input), begin)
          let copied = min(max(begin &- left, 0), h.kernel)
          zeroRun(to, copied &* c)
          copyRun(row + begin &* c, to + copied &* c, (end &- begin) &* c)
          let done = copied &+ end &- begin
          zeroRun(to + done &* c, (h.kernel &- done) &* c)
        } else {
          let row = base + iy &* imageRow
          for kx in 0..<h.kernel {
            let ix = left &+ kx &* h.dilation
            if ix < 0 || ix >= h.input {
              zeroRun(to + kx &* c, c)
            } else {
              copyRun(row + ix &* w.channels, to + kx &* c, c)
            }
          }
        }
        to += rowLength
      }
    }
    ox &+= 1
    if ox == h.output {
      ox = 0
      oy &+= 1
      if oy == v.output {
        oy = 0
        base += v.input &* imageRow
      }
    }
  }
}

/// Adds the patches of output pixels first ..< first + count back to the images they came from: the
/// transpose of `gatherPatches`.
@inlinable @inline(__always)
func scatterPatches<I: InstructionSet>(
  _: I.Type, _ w: PatchWindow, _ patches: Input, _ first: Int, _ count: Int, _ x: Output
) {
  let v = w.vertical
  let h = w.horizontal
  let c = w.groupChannels
  let rowLength = h.kernel &* c
  let dense = h.dilation == 1 && c == w.channels
  let imageRow = h.input &* w.channels
  var from = patches
  for pixel in first..<first &+ count {
    let row = pixel / h.output
    let ox = pixel &- row &* h.output
    let image = row / v.output
    let oy = row &- image &* v.output
    let base = x + image &* v.input &* imageRow
    let top = oy &* v.stride &- v.padding
    let left = ox &* h.stride &- h.padding
    for ky in 0..<v.kernel {
      let iy = top &+ ky &* v.dilation
      if iy >= 0 && iy < v.input {
        let to = base + iy &* imageRow
        if dense {
          let begin = max(left, 0)
          let n = (min(left &+ h.kernel, h.input) &- begin) &* c
          if n > 0 {
            let target = to + begin &* c
            map(Input(target), from + (begin &- left) &* c, target, n) { $0 + $1 }
          }
        } else {
          for kx in 0..<h.kernel {
            let ix = left &+ kx &* h.dilation
            if ix >= 0 && ix < h.input {
              let target = to + ix &* w.channels
              map(Input(target), from + kx &* c, target, c) { $0 + $1 }
            }
          }
        }
      }
      from += rowLength
    }
  }
}
