/// One axis of a pooling window is a `PatchAxis` with dilation 1; all channels are taken, each by itself.

/// Max pooling of output rows first ..< first + count (counted through the whole batch).
///
/// Writes the maximum and its switch: the place of the maximum, y * width + x, in its image. The first
/// in row-major order wins a tie, and a NaN wins over every number that comes before or after it.
@inlinable @inline(__always)
func maxPoolRows<I: InstructionSet>(
  _: I.Type, _ w: PatchWindow, _ x: Input, _ first: Int, _ count: Int, _ y: Output,
  _ switches: UnsafeMutablePointer<Int32>
) {
  let v = w.vertical
  let h = w.horizontal
  let c = w.channels
  for row in first..<first &+ count {
    let image = row / v.output
    let top = (row &- image &* v.output) &* v.stride &- v.padding
    let base = x + image &* v.input &* h.input &* c
    let y0 = max(top, 0)
    let y1 = min(top &+ v.kernel, v.input)
    for ox in 0..<h.output {
      let left = ox &* h.stride &- h.padding
      let x0 = max(left, 0)
      let x1 = min(left &+ h.kernel, h.input)
      let out = (row &* h.output &+ ox) &* c
      maxOfWindow(I.self, base, h.input, c, y0, y1, x0, x1, y + out, switches + out)
    }
  }
}

/// The maximum of each channel over the pixels y0 ..< y1, x0 ..< x1 of an image that is `width` wide, and
/// its switch.
@inlinable @inline(__always)
func maxOfWindow<I: InstructionSet>(
  _: I.Type, _ image: Input, _ width: Int, _ c: Int, _ y0: Int, _ y1: Int, _ x0: Int, _ x1: Int,
  _ y: Output, _ switches: UnsafeMutablePointer<Int32>
) {
  var j = 0
  while j < c {
    let n = min(lanes, c &- j)
    let start = y0 &* width &+ x0
    // Whole vectors are read at the end of the channels as well: there is slack behind each buffer.
    var best = load(image + (start &* c &+ j))
    var place = VectorBits(repeating: ScalarBits(truncatingIfNeeded: start))
    for iy in y0..<y1 {
      for ix in x0..<x1 {
        let p = iy &* width &+ ix
        let value = load(image + (p &* c &+ j))
        // Better: larger, or the first NaN.
        let better = (value .> best) .| ((value .!= value) .& (best .== best))
        best = best.replaced(by: value, where: better)
        place = place.replaced(
          by: VectorBits(repeating: ScalarBits(truncatingIfNeeded: p)), where: better)
      }
    }
    storeFirst(best, y + j, n)
    storePlaces(place, switches + j, n)
    j &+= lanes
  }
}

/// The first `n` of eight places.
@inlinable @inline(__always)
func storePlaces(_ places: VectorBits, _ p: UnsafeMutablePointer<Int32>, _ n: Int) {
  #if !DoublePrecision
    if n == lanes {
      UnsafeMutableRawPointer(p).storeBytes(of: places, as: VectorBits.self)
      return
    }
  #endif
  for lane in 0..<n { p[lane] = Int32(truncatingIfNeeded: places[lane]) }
}

/// As `maxPoolRows`, for inference: the maxima alone. Two comparisons a value less, and no switches to write.
@inlinable @inline(__always)
func maxPoolValueRows<I: InstructionSet>(
  _: I.Type, _ w: PatchWindow, _ x: Input, _ first: Int, _ count: Int, _ y: Output
) {
  let v = w.vertical
  let h = w.horizontal
  let c = w.channels
  for row in first..<first &+ count {
    let image = row / v.output
    let top = (row &- image &* v.output) &* v.stride &- v.padding
    let base = x + image &* v.input &* h.input &* c
    let y0 = max(top, 0)
    let y1 = min(top &+ v.kernel, v.input)
    for ox in 0..<h.output {
      let left = ox &* h.stride &- h.padding
      let x0 = max(left, 0)
      let x1 = min(left &+ h.kernel, h.input)
      let to = y + (row &* h.output &+ ox) &* c
      var j = 0
      let corner = base + (y0 &* h.input &+ x0) &* c
      if y1 &- y0 == 2, x1 &- x0 == 2 {
        // What nearly every network has; of a few loads the loops' own cost is most.
        let below = corner + h.input &* c
        while j < c {
          let upper = largerOrNaN(I.self, load(corner + j), load(corner + (c &+ j)))
          let lower = largerOrNaN(I.self, load(below + j), load(below + (c &+ j)))
          storeFirst(largerOrNaN(I.self, upper, lower), to + j, min(lanes, c &- j))
          j &+= lanes
        }
        continue
      }
      while j < c {
        var best = load(corner + j)
        for iy in y0..<y1 {
          var from = base + ((iy &* h.input &+ x0) &* c &+ j)
          for _ in x0..<x1 {
            best = largerOrNaN(I.self, best, load(from))
            from += c
          }
        }
        storeFirst(best, to + j, min(lanes, c &- j))
        j &+= lanes
      }
    }
  }
}

/// The larger of each pair of lanes; NaN where one is none.
@inlinable @inline(__always)
func largerOrNaN<I: InstructionSet>(_: I.Type, _ a: Vector, _ b: Vector) -> Vector {
  // Not "not larger": a NaN on either side stays.
  a.replaced(by: b, where: (b .> a) .| (b .!= b))
}

@inlinable @inline(__always)
func load(_ p: Input, first n: Int, whole: Bool) -> Vector {
  whole ? load(p) : load(p, first: n)
}

/// Sends each gradient of the images' outputs to the input that its switch names, wherever that is.
///
/// `dx` holds zeros before. Works on images first ..< first + count, of so many outputs and inputs a channel.
@inlinable @inline(__always)
func routeGradient<I: InstructionSet>(
  _: I.Type, _ dy: Input, _ switches: UnsafePointer<Int32>, _ first: Int, _ count: Int,
  _ outputs: Int, _ inputs: Int, _ c: Int, _ dx: Output
) {
  for image in first..<first &+ count {
    let target = dx + image &* inputs &* c
    for pixel in image &* outputs..<(image &+ 1) &* outputs {
      let at = pixel &* c
      for j in 0..<c { target[Int(switches[at &+ j]) &* c &+ j] += dy[at &+ j] }
    }
  }
}

/// As `routeGradient`, where each switch is in its output's window.
///
/// `dx` holds zeros before. Works on images first ..< first + count: windows of one image may overlap.
@inlinable @inline(__always)
func maxPoolGradient<I: InstructionSet>(
  _: I.Type, _ w: PatchWindow, _ dy: Input, _ switches: UnsafePointer<Int32>, _ first: Int,
  _ count: Int,
  _ dx: Output
) {
  let v = w.vertical
  let h = w.horizontal
  let c = w.channels
  let zero = Vector(repeating: 0)
  for image in first..<first &+ count {
    let size = v.input &* h.input &* c
    let target = dx + image &* size
    for oy in 0..<v.output {
      let top = oy &* v.stride &- v.padding
      let (y0, y1) = (max(top, 0), min(top &+ v.kernel, v.input))
      for ox in 0..<h.output {
        let left = ox &* h.stride &- h.padding
        let (x0, x1) = (max(left, 0), min(left &+ h.kernel, h.input))
        let at = ((image &* v.output &+ oy) &* h.output &+ ox) &* c
        var j = 0
        // Each place of the window takes the lanes that chose it: no scattered writes.
        while j < c {
          let n = min(lanes, c &- j)
          let g = load(dy + (at &+ j)).replaced(by: zero, where: lanesFrom(n))
          let chosen = loadPlaces(switches + (at &+ j))
          for iy in y0..<y1 {
            for ix in x0..<x1 {
              let p = iy &* h.input &+ ix
              let mask = chosen .== VectorBits(repeating: ScalarBits(truncatingIfNeeded: p))
              addWithinImage(
                zero.replaced(by: g, where: mask), target, p &* c &+ j, size, n)
            }
          }
          j &+= lanes
        }
      }
    }
  }
}

/// image[place...] += v, of which the lanes from n on are 0: a whole vector, but where that would reach beyond the
/// image, which other threads may be writing to.
@inlinable @inline(__always)
func addWithinImage(_ v: Vector, _ image: Output, _ place: Int, _ size: Int, _ n: Int) {
  let to = image + place
  if place &+ lanes <= size { store(load(to) + v, to) } else { add(v, to, first: n) }
}

/// Eight places, as wide as scalars.
@inlinable @inline(__always)
func loadPlaces(_ p: UnsafePointer<Int32>) -> VectorBits {
  #if DoublePrecision
    var places = VectorBits(repeating: 0)
    for lane in 0..<lanes { places[lane] = ScalarBits(p[lane]) }
    return places
  #else
    return UnsafeRawPointer(p).loadUnaligned(as: VectorBits.self)
  #endif
}
