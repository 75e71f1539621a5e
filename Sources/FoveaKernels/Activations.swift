// The lecture's activations and their gradients. Each gradient takes what forward kept, its output: no
// activation's input has to stay in memory.

@inlinable @inline(__always)
func relu<I: InstructionSet>(_: I.Type, _ x: Input, _ y: Output, _ n: Int) {
  let zero = Vector(repeating: 0)
  map(x, y, n) { $0.replacing(with: zero, where: $0 .< zero) }
}

/// max(0, x + y).
@inlinable @inline(__always)
func reluOfSum<I: InstructionSet>(
  _: I.Type, _ x: Input, _ y: Input, _ z: Output, _ n: Int
) {
  let zero = Vector(repeating: 0)
  map(x, y, z, n) { x, y in
    let sum = x + y
    return sum.replacing(with: zero, where: sum .< zero)
  }
}

@inlinable @inline(__always)
func reluGradient<I: InstructionSet>(
  _: I.Type, _ y: Input, _ dy: Input, _ dx: Output, _ n: Int
) {
  let zero = Vector(repeating: 0)
  map(y, dy, dx, n) { y, dy in zero.replacing(with: dy, where: y .> zero) }
}

@inlinable @inline(__always)
func leakyReLU<I: InstructionSet>(
  _: I.Type, _ x: Input, _ slope: Scalar, _ y: Output, _ n: Int
) {
  let zero = Vector(repeating: 0)
  map(x, y, n) { ($0 * slope).replacing(with: $0, where: $0 .> zero) }
}

@inlinable @inline(__always)
func leakyReLUGradient<I: InstructionSet>(
  _: I.Type, _ y: Input, _ slope: Scalar, _ dy: Input, _ dx: Output, _ n: Int
) {
  let zero = Vector(repeating: 0)
  map(y, dy, dx, n) { y, dy in (dy * slope).replacing(with: dy, where: y .> zero) }
}

/// dy * y * (1 - y).
@inlinable @inline(__always)
func sigmoidGradient<I: InstructionSet>(
  _: I.Type, _ y: Input, _ dy: Input, _ dx: Output, _ n: Int
) {
  map(y, dy, dx, n) { y, dy in dy * (y * (1 - y)) }
}

/// dy * (1 - y^2).
@inlinable @inline(__always)
func tanhGradient<I: InstructionSet>(
  _: I.Type, _ y: Input, _ dy: Input, _ dx: Output, _ n: Int
) {
  map(y, dy, dx, n) { y, dy in dy * ((1 - y) * (1 + y)) }
}
