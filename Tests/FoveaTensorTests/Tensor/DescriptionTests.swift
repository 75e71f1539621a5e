import FoveaTensor
import TestSupport
import Testing

/// What a person sees of a tensor.
@Suite struct DescriptionTests {
  @Test("Single numbers")
  func numbers() {
    let table: [(Scalar, String)] = [
      (0, "0"), (-0.0, "0"), (3, "3"), (-3, "-3"), (0.1, "0.1"), (1.0 / 3, "0.33333"),
      (-2.0 / 3, "-0.66667"), (12.345678, "12.346"), (123.45678, "123.46"), (9999.96, "10000"),
      (1234.5678, "1234.6"), (99_999, "99999"), (999_999, "999999"), (1_000_000, "1e+06"),
      (123_456.7, "1.2346e+05"), (0.000123456, "0.00012346"), (0.00056, "0.00056"),
      (0.0000123456, "1.2346e-05"), (-0.00001, "-1e-05"), (1.5e30, "1.5e+30"),
      (2.5e-30, "2.5e-30"), (1_234_567, "1.2346e+06"), (0.999999, "1"),
      (.nan, "nan"), (.infinity, "inf"), (-.infinity, "-inf"),
    ]
    for (value, text) in table { #expect("\(Tensor(value))" == "Tensor [ ] \(text)") }
    #if DoublePrecision
      #expect("\(Tensor(1e300))" == "Tensor [ ] 1e+300")
      #expect("\(Tensor(-1e-300))" == "Tensor [ ] -1e-300")
    #endif
  }

  @Test("Rank 1, short and long")
  func vectors() {
    #expect("\(Tensor([1, -2, 0.5]))" == "Tensor [3]\n[  1  -2 0.5]")
    let long = Tensor((0..<20).map { Scalar($0) })
    #expect("\(long)" == "Tensor [20]\n[ 0  1  2 ... 17 18 19]")
    #expect("\(Tensor([]))" == "Tensor [0] (no elements)")
    #expect("\(Tensor.zeros([3, 0]))" == "Tensor [3, 0] (no elements)")
  }

  @Test("Columns are as wide as the widest number in them all")
  func mixed() {
    let x = Tensor([2, 3], [1e-8, 2.5, -1000, .nan, -.infinity, 123.456])
    #expect(
      "\(x)" == """
        Tensor [2, 3]
        [[ 1e-08    2.5  -1000]
         [   nan   -inf 123.46]]
        """)
  }

  @Test("Rank 3 and 4: a blank line between matrices")
  func nested() {
    let x = Tensor([2, 2, 2], (1...8).map { Scalar($0) })
    #expect(
      "\(x)" == """
        Tensor [2, 2, 2]
        [[[1 2]
          [3 4]]

         [[5 6]
          [7 8]]]
        """)
    #expect(
      "\(x.reshaped(2, 1, 2, 2))" == """
        Tensor [2, 1, 2, 2]
        [[[[1 2]
           [3 4]]]

         [[[5 6]
           [7 8]]]]
        """)
  }

  @Test("Long extents show their ends")
  func elided() {
    let x = Tensor([9, 9], (0..<81).map { Scalar($0) })
    #expect(
      "\(x)" == """
        Tensor [9, 9]
        [[ 0  1  2 ...  6  7  8]
         [ 9 10 11 ... 15 16 17]
         [18 19 20 ... 24 25 26]
         ...
         [54 55 56 ... 60 61 62]
         [63 64 65 ... 69 70 71]
         [72 73 74 ... 78 79 80]]
        """)
    // What is not shown does not widen the columns, and a large tensor's text stays short.
    var large = Tensor.zeros([100, 100, 100])
    large[50, 50, 50] = -123.45
    #expect("\(large)".count < 1000)
    #expect(!"\(large)".contains("    0"))
  }

  @Test("For the debugger: the shape")
  func debug() { #expect(Tensor.zeros([2, 3]).debugDescription == "Tensor [2, 3]") }
}
