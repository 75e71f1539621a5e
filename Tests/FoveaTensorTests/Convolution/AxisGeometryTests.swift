import FoveaTensor
import TestSupport
import Testing

/// The lecture's arithmetic of one axis: (N + 2P - K) / S + 1, and what is left over.
@Suite struct AxisGeometryTests {
  @Test("Input 7, kernel 3: stride 1 gives 5, stride 2 gives 3")
  func lecture() throws {
    let one = try AxisGeometry(input: 7, kernel: 3)
    #expect(one.output == 5 && one.fits && one.uncovered == 0 && one.exactOutput == 5)
    let two = try AxisGeometry(input: 7, kernel: 3, stride: 2)
    #expect(two.output == 3 && two.fits && two.fixes.isEmpty)
  }

  @Test("Input 7, kernel 3, stride 3 doesn't fit: 7/3, one element uncovered, and what would fit")
  func doesNotFit() throws {
    let axis = try AxisGeometry(input: 7, kernel: 3, stride: 3)
    #expect(!axis.fits)
    #expect(axis.exactOutput == 7.0 / 3)
    #expect(axis.uncovered == 1)
    #expect(axis.output == 2)
    #expect(axis.fixes == ["padding 1 -> 3", "stride 2 -> 3", "stride 4 -> 2"])
  }

  @Test("Where no symmetric padding helps, a zero more after than before does")
  func unevenFix() throws {
    let axis = try AxisGeometry(input: 8, kernel: 3, stride: 2)
    #expect(axis.fixes == ["padding 0+1 -> 4", "stride 1 -> 6", "stride 5 -> 2"])
  }

  @Test("Padding 1: 7 becomes 9, the output stays 7")
  func padded() throws {
    let axis = try AxisGeometry(input: 7, kernel: 3, paddingBefore: 1, paddingAfter: 1)
    #expect(axis.padded == 9)
    #expect(axis.output == 7)
  }

  @Test("The formula counts the places of the window")
  func formula() throws {
    for input in 1...9 {
      for kernel in 1...5 {
        for stride in 1...4 {
          for (before, after) in [(0, 0), (1, 1), (2, 0), (0, 3)] {
            for dilation in 1...3 {
              let span = dilation * (kernel - 1) + 1
              let padded = input + before + after
              guard span <= padded else { continue }
              let axis = try AxisGeometry(
                input: input, kernel: kernel, stride: stride, paddingBefore: before,
                paddingAfter: after, dilation: dilation)
              let places = Swift.stride(from: 0, through: padded - span, by: stride).map { $0 }
              #expect(axis.span == span)
              #expect(axis.output == places.count)
              #expect(axis.uncovered == padded - span - places[places.count - 1])
              #expect(axis.fits == (axis.exactOutput == Double(axis.output)))
            }
          }
        }
      }
    }
  }

  @Test("Every proposed fix fits and gives the output that it promises")
  func fixesAreTrue() throws {
    var seen = 0
    for input in 1...20 {
      for kernel in 1...min(7, input) {
        for stride in 2...8 {
          let axis = try AxisGeometry(input: input, kernel: kernel, stride: stride)
          for fix in axis.fixes {
            let words = fix.split(separator: " ")
            let values = words[1].split(separator: "+").compactMap { Int($0) }
            let isPadding = words[0] == "padding"
            let fixed = try AxisGeometry(
              input: input, kernel: kernel, stride: isPadding ? stride : values[0],
              paddingBefore: isPadding ? values[0] : 0,
              paddingAfter: isPadding ? values[values.count - 1] : 0)
            #expect(fixed.fits, "\(axis): \(fix)")
            #expect(fixed.output == Int(words[3]), "\(axis): \(fix)")
            seen += 1
          }
          #expect(axis.fits == axis.fixes.isEmpty)
        }
      }
    }
    #expect(seen > 500)
  }

  /// A refused axis, and the one line that says so.
  struct Refusal: Sendable, CustomTestStringConvertible {
    var input = 7
    var kernel = 3
    var stride = 1
    var before = 0
    var after = 0
    var dilation = 1
    var line: String
    var testDescription: String { line }
  }

  @Test(
    "Refused with a line that says why",
    arguments: [
      Refusal(input: 0, line: "axis: input of 1 or more expected, found 0"),
      Refusal(kernel: 0, line: "axis: kernel of 1 or more expected, found 0"),
      Refusal(kernel: -3, line: "axis: kernel of 1 or more expected, found -3"),
      Refusal(stride: 0, line: "axis: stride of 1 or more expected, found 0"),
      Refusal(dilation: 0, line: "axis: dilation of 1 or more expected, found 0"),
      Refusal(before: -1, line: "axis: padding of 0 or more expected, found -1 and 0"),
      Refusal(after: -2, line: "axis: padding of 0 or more expected, found 0 and -2"),
      Refusal(
        kernel: 8,
        line: "axis: the kernel spans 8, the padded input only 7; use a kernel of at most 7 "
          + "or more padding"),
      Refusal(
        kernel: 5, before: 1, dilation: 2,
        line: "axis: the kernel spans 9, the padded input only 8; use a kernel of at most 4 "
          + "or more padding"),
      Refusal(
        kernel: 1 << 40,
        line: "axis: kernel of up to 1073741824 expected, found 1099511627776"),
    ])
  func refused(_ refusal: Refusal) {
    let error = #expect(throws: ShapeError.self) {
      try AxisGeometry(
        input: refusal.input, kernel: refusal.kernel, stride: refusal.stride,
        paddingBefore: refusal.before, paddingAfter: refusal.after, dilation: refusal.dilation)
    }
    #expect(error?.description == refusal.line)
  }
}
