import FoveaBLAS
import Testing

@Suite("level 1") struct Level1Tests {
  static let counts = [0, 1, 2, 15, 64, 1001]

  @Test("each equals its loop exactly, with any stride", arguments: counts, [1, 3])
  func matchesLoops(count: Int, stride: Int) {
    check(Float.self, count, stride)
    check(Double.self, count, stride)
  }

  private func check<T: Precision>(_ type: T.Type, _ count: Int, _ stride: Int) {
    var numbers = SmallIntegers(seed: UInt64(count))
    let x: [T] = numbers.array(count * stride + 1)
    let y: [T] = numbers.array(count * (stride + 1) + 1)
    var (sum, inner, scaled, magnitudes) = (y, 0 as T, x, 0 as T)
    for i in 0..<count {
      sum[i * (stride + 1)] += 3 * x[i * stride]
      inner += x[i * stride] * y[i * (stride + 1)]
      scaled[i * stride] *= -2
      magnitudes += abs(x[i * stride])
    }
    var result = y
    T.axpy(count, 3, x, stride, &result, stride + 1)
    #expect(result == sum)
    #expect(T.dot(count, x, stride, y, stride + 1) == inner)
    result = x
    T.scale(count, -2, &result, stride)
    #expect(result == scaled)
    #expect(T.asum(count, x, stride) == magnitudes)
    // The squares sum exactly; the root is rounded once or twice.
    let length = T.dot(count, x, stride, x, stride).squareRoot()
    #expect(abs(T.nrm2(count, x, stride) - length) <= 4 * length.ulp)
  }

  @Test("the factor 0 writes zeros over anything")
  func scaleByZero() {
    var x: [Float] = [.nan, 7, .infinity, -1]
    BLAS.scale(count: 2, by: 0, &x, stride: 2)
    #expect(x == [0, 7, 0, -1])
  }

  @Test("nrm2 neither overflows nor underflows on the way")
  func nrm2Range() {
    #expect(abs(BLAS.nrm2(count: 2, [3e200, 4e200]) - 5e200) <= 5e200.ulp * 4)
    #expect(abs(BLAS.nrm2(count: 2, [3e-200, 4e-200]) - 5e-200) <= 5e-200.ulp * 4)
  }
}
