// Reductions of one run. Four vectors of partial sums hide the latency of the addition and keep each
// partial sum 32 times shorter than the run.

@inlinable @inline(__always)
func reduce<I: InstructionSet>(
  _: I.Type, _ x: Input, _ n: Int, _ add: (Vector, Vector) -> Vector
) -> Scalar {
  var s0 = Vector(repeating: 0)
  var s1 = s0
  var s2 = s0
  var s3 = s0
  var i = 0
  while i &+ 4 &* lanes <= n {
    s0 = add(s0, load(x + i))
    s1 = add(s1, load(x + i + lanes))
    s2 = add(s2, load(x + i + 2 * lanes))
    s3 = add(s3, load(x + i + 3 * lanes))
    i &+= 4 &* lanes
  }
  while i &+ lanes <= n {
    s0 = add(s0, load(x + i))
    i &+= lanes
  }
  if i < n { s1 = add(s1, load(x + i, first: n &- i)) }
  return horizontalSum((s0 + s1) + (s2 + s3))
}

@inlinable @inline(__always)
func dotProduct<I: InstructionSet>(_: I.Type, _ x: Input, _ y: Input, _ n: Int) -> Scalar {
  var s0 = Vector(repeating: 0)
  var s1 = s0
  var s2 = s0
  var s3 = s0
  var i = 0
  while i &+ 4 &* lanes <= n {
    s0 = I.multiplyAdd(load(x + i), load(y + i), s0)
    s1 = I.multiplyAdd(load(x + i + lanes), load(y + i + lanes), s1)
    s2 = I.multiplyAdd(load(x + i + 2 * lanes), load(y + i + 2 * lanes), s2)
    s3 = I.multiplyAdd(load(x + i + 3 * lanes), load(y + i + 3 * lanes), s3)
    i &+= 4 &* lanes
  }
  while i &+ lanes <= n {
    s0 = I.multiplyAdd(load(x + i), load(y + i), s0)
    i &+= lanes
  }
  if i < n {
    s1 = I.multiplyAdd(load(x + i, first: n &- i), load(y + i, first: n &- i), s1)
  }
  return horizontalSum((s0 + s1) + (s2 + s3))
}

/// The largest element, NaN if there is one; -infinity for none.
@inlinable @inline(__always)
func largest<I: InstructionSet>(
  _: I.Type, _ x: Input, _ n: Int
) -> Scalar {
  var m = Vector(repeating: -.infinity)
  // A NaN is kept aside: comparisons pass it over.
  var strange = Vector(repeating: 0)
  var i = 0
  while i < n {
    let v =
      i &+ lanes <= n ? load(x + i) : load(x + i, first: n &- i, fill: -.infinity)
    strange = strange.replaced(by: v, where: v .!= v)
    m = maximum(m, v)
    i &+= lanes
  }
  for lane in 0..<lanes where strange[lane] != strange[lane] { return strange[lane] }
  return horizontalMaximum(m)
}
