import FoveaAutograd
import TestSupport
import Testing

/// What a variable's operation computes is what the tensor's computes, to the bit.
@Suite struct ValueTests {
  @Test func valuesAreTheTensors() {
    var random = TestRandom("values")
    let x = random.uniform([5, 7, 3])
    let v = Variable(x, requiresGradient: true)
    expectSameBits((v / 3).value, x / 3)
    expectSameBits((3 / v).value, 3 / x)
    expectSameBits((v - 0.1).value, x - 0.1)
    expectSameBits((0.1 - v).value, 0.1 - x)
    expectSameBits(v.mean(axes: [1]).value, x.mean(axes: [1]))
    expectSameBits(v.variance(axes: [0, 2]).value, x.variance(axes: [0, 2]))
    expectSameBits(v.slice(axis: 1, 1..<6, step: 2).value, x.slice(axis: 1, 1..<6, step: 2))
    expectSameBits(v.swapping(axes: 0, -1).value, x.swapping(axes: 0, -1))
    for axis in [0, 1, 3, -1, -4] {
      expectSameBits(
        Variable.stacked([v, v * 2], axis: axis).value, Tensor.stacked([x, x * 2], axis: axis))
    }
  }

  @Test func thePowerOfZeroIsFlat() {
    let x = Variable(Tensor([-1, 0, 2]), requiresGradient: true)
    let y = x.power(0)
    #expect(y.value.elements == [1, 1, 1])
    #expect(y.sum().backward()[x]?.elements == [0, 0, 0])
    let square = x.power(2).sum().backward()
    #expect(square[x]?.elements == [-2, 0, 4])
  }
}
