/// Stochastic pooling of output rows first ..< first + count: of each window one positive element, chosen with
/// a probability in proportion to its value, by `u`, a number in 0 ..< 1 for each output.
///
/// Elements below 0 count as 0; a window without a positive one gives 0 and the switch of its first element.
/// What is not finite makes its window's output not a number: it has no probabilities.
@inlinable @inline(__always)
func stochasticPoolRows<I: InstructionSet>(
  _: I.Type, _ w: PatchWindow, _ x: Input, _ u: Input, _ first: Int, _ count: Int, _ y: Output,
  _ switches: UnsafeMutablePointer<Int32>
) {
  let v = w.vertical
  let h = w.horizontal
  let c = w.channels
  let zero = Vector(repeating: 0)
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
      var j = 0
      while j < c {
        let n = min(lanes, c &- j)
        let whole = n == lanes
        var total = zero
        for iy in y0..<y1 {
          for ix in x0..<x1 {
            let value = load(base + (iy &* h.input &+ ix) &* c + j, first: n, whole: whole)
            total += value.replaced(by: zero, where: value .< zero)
          }
        }
        let target = load(u + out + j, first: n, whole: whole) * total
        // Rounding may let the target reach the total: the last positive element stays the choice then.
        var sum = zero
        var chosen = zero
        var place = VectorBits(
          repeating: ScalarBits(truncatingIfNeeded: y0 &* h.input &+ x0))
        for iy in y0..<y1 {
          for ix in x0..<x1 {
            let p = iy &* h.input &+ ix
            let value = load(base + p &* c + j, first: n, whole: whole)
            let isOpen = (sum .<= target) .& (value .> zero)
            chosen = chosen.replaced(by: value, where: isOpen)
            place = place.replaced(
              by: VectorBits(repeating: ScalarBits(truncatingIfNeeded: p)), where: isOpen)
            sum += value.replaced(by: zero, where: value .< zero)
          }
        }
        chosen += total * zero
        for lane in 0..<n {
          y[out &+ j &+ lane] = chosen[lane]
          switches[out &+ j &+ lane] = Int32(truncatingIfNeeded: place[lane])
        }
        j &+= lanes
      }
    }
  }
}
