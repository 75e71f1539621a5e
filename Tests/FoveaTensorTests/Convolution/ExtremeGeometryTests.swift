import FoveaTensor
import TestSupport
import Testing

/// Numbers from a command line or a file may be anything: each is an error with a line, never a trap.
@Suite struct ExtremeGeometryTests {
  static let extremes = [Int.min, Int.min + 1, -(1 << 40), -1, 0, 1 << 31, 1 << 40, .max - 1, .max]
  static let paddings: [Padding] = [
    .narrow, .same, .full, .zeros(.max), .zeros(.min), .zeros(1 << 30),
    .sides(top: .max, bottom: .max, left: .min, right: .max),
  ]

  @Test("An axis", arguments: extremes)
  func axis(_ n: Int) {
    for dilation in [1, 2, n] {
      for stride in [1, n] {
        #expect(throws: ShapeError.self) {
          try AxisGeometry(input: 7, kernel: n, stride: stride, dilation: dilation)
        }
      }
    }
    #expect(throws: ShapeError.self) { try AxisGeometry(input: n, kernel: 3) }
    #expect(throws: ShapeError.self) { try AxisGeometry(input: 7, kernel: 3, stride: n) }
    #expect(throws: ShapeError.self) { try AxisGeometry(input: 7, kernel: 3, dilation: n) }
    if n != 0 {
      #expect(throws: ShapeError.self) { try AxisGeometry(input: 7, kernel: 3, paddingBefore: n) }
      #expect(throws: ShapeError.self) { try AxisGeometry(input: 7, kernel: 3, paddingAfter: n) }
    }
  }

  @Test("A convolution, whatever the rule of padding", arguments: extremes)
  func convolution(_ n: Int) {
    for padding in Self.paddings {
      for dilation in [IntPair(1), IntPair(n), [2, n]] {
        for stride in [IntPair(1), IntPair(n), [1, n]] {
          if dilation == 1 && stride == 1 && n < 0 { continue }
          #expect(throws: ShapeError.self) {
            try Conv2DGeometry(
              input: [1, 7, 7, 1], kernel: [max(n, 0), 3, 1, 1], stride: stride,
              padding: padding, dilation: dilation)
          }
        }
      }
    }
    #expect(throws: ShapeError.self) {
      try Conv2DGeometry(input: [1, 7, 7, 1], kernel: [3, 3, 1, 1], groups: n)
    }
  }

  @Test("A pooling, whatever the rule of padding", arguments: extremes)
  func pooling(_ n: Int) {
    for padding in Self.paddings {
      #expect(throws: ShapeError.self) {
        try Pool2DGeometry(input: [1, 7, 7, 1], window: IntPair(n), padding: padding)
      }
      #expect(throws: ShapeError.self) {
        try Pool2DGeometry(
          input: [1, 7, 7, 1], window: 3, stride: IntPair(n), padding: padding)
      }
    }
  }

  @Test("Shapes whose elements or operations cannot be counted")
  func counts() throws {
    let large = 1 << 30
    let tooLarge: [(Shape, Shape)] = [
      ([large, large, large, 1], [1, 1, 1, 1]), ([1, large, large, 8], [1, 1, 8, 8]),
      ([1, 1 << 14, 1 << 14, 1 << 20], [3, 3, 1 << 20, 1 << 20]),
      ([1, 1, 1, .max], [1, 1, .max, .max]), ([.max, 3, 3, 1], [1, 1, 1, 2]),
    ]
    for (input, kernel) in tooLarge {
      let error = #expect(throws: ShapeError.self) {
        try Conv2DGeometry(input: input, kernel: kernel)
      }
      #expect(error?.description.contains("more operations than can be counted") == true)
    }
    #expect(throws: ShapeError.self) {
      try Pool2DGeometry(input: [large, large, large, 1], window: 1)
    }
    // The largest that counts still does.
    let g = try Conv2DGeometry(input: [1, 1 << 28, 1 << 28, 1], kernel: [1, 1, 1, 1])
    #expect(g.multiplyAdds == 1 << 56)
    #expect(g.outputShape.count == 1 << 56)
  }

  @Test("Max pooling's switches count the places of an image in 32 bits")
  func places() throws {
    let error = #expect(throws: ShapeError.self) {
      try Pool2DGeometry(input: [1, 1 << 16, 1 << 16, 1], window: 2)
    }
    #expect(error?.description.contains("2147483647 places in an image") == true)
    #expect(try Pool2DGeometry(input: [1, 1 << 15, 1 << 15, 1], window: 2).channels == 1)
  }
}
