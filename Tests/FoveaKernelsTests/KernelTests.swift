import Foundation
import FoveaKernels
import TestSupport
import Testing

#if arch(x86_64)
  import FoveaKernelsHaswell
#endif

/// Each instruction set's table against plain loops, at every length around the vector's.
@Suite struct KernelTests {
  static let tables: [KernelTable] = {
    #if arch(x86_64)
      // The tests run where the engine does: its choice says whether AVX2 is there.
      if kernelInstructionSetIsHaswell { return [.baseline, .haswell] }
    #endif
    return [.baseline]
  }()

  static let kernelInstructionSetIsHaswell =
    (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8))?.contains(" avx2 ") ?? false

  /// Runs `body` with x and room for y behind it, both followed by the slack.
  func with(_ x: [Scalar], _ body: (Input, Output) -> Void) -> [Scalar] {
    let slack = bufferSlack / MemoryLayout<Scalar>.stride
    var input = x + Array(repeating: .nan, count: slack)
    var output = [Scalar](repeating: 99, count: x.count + slack)
    input.withUnsafeMutableBufferPointer { i in
      output.withUnsafeMutableBufferPointer { o in
        guard let i = i.baseAddress, let o = o.baseAddress else { return }
        body(Input(i), o)
      }
    }
    #expect(output[x.count...].allSatisfy { $0 == 99 }, "written past the end")
    return Array(output[..<x.count])
  }

  /// The error in units of rounding of the result.
  func units(_ actual: Scalar, _ expected: Double) -> Double {
    (Double(actual) - expected).magnitude / Double(Scalar(expected).ulp)
  }

  @Test func exponentialIsWithinTwoUnitsOverTheWholeRange() {
    #if DoublePrecision
      let range = stride(from: Scalar(-708), through: 709.7, by: 0.1237)
    #else
      let range = stride(from: Scalar(-87.3), through: 88.7, by: 0.0137)
    #endif
    let x = Array(range)
    for table in Self.tables {
      let y = with(x) { table.exp($0, $1, x.count) }
      let worst = zip(x, y).map { units($1, exp(Double($0))) }.max() ?? 0
      #expect(worst <= 2, "\(table.name)")
      let limits = with([-1e4, -.infinity, 1e4, .infinity, .nan, 0]) { table.exp($0, $1, 6) }
      #expect(Array(limits[..<4]) == [0, 0, .infinity, .infinity])
      #expect(limits[4].isNaN && limits[5] == 1)
    }
  }

  /// Pixels of few channels are stored as whole vectors: those behind the band belong to other threads.
  @Test func aBandOfFewChannelsIsWrittenToItsEndAndNoFurther() {
    for table in Self.tables {
      for (pixels, outputs) in [1, 5, 12, 13, 25].flatMap({ p in (1...9).map { (p, $0) } }) {
        let x = (0..<pixels).map { Scalar($0 + 1) } + Array(repeating: 0, count: 64)
        let kernel = (0..<outputs).map { Scalar($0 + 1) }
        var packed = [Scalar](
          repeating: 0, count: packedCount(depth: 1, columns: outputs) + 64)
        var y = [Scalar](repeating: 99, count: pixels * outputs + 64)
        table.packPanel(kernel, 1, outputs, outputs, 0, &packed)
        let band = (sources: Array(0..<pixels), targets: (0..<pixels).map { $0 * outputs })
        band.sources.withUnsafeBufferPointer { sources in
          band.targets.withUnsafeBufferPointer { targets in
            guard let from = sources.baseAddress, let to = targets.baseAddress else { return }
            table.convolveBand(
              PixelBand(count: pixels, sources: from, targets: to),
              // One run of one element, at the window's start: the first source is 0.
              TileRuns(offsets: from, count: 1, length: 1), x, packed, outputs, nil, -.infinity,
              &y)
          }
        }
        let expected = (0..<pixels).flatMap { p in kernel.map { x[p] * $0 } }
        #expect(Array(y[..<expected.count]) == expected, "\(table.name), \(pixels), \(outputs)")
        #expect(
          y[expected.count...].allSatisfy { $0 == 99 }, "\(table.name), \(pixels), \(outputs)")
      }
    }
  }

  /// One input channel and few outputs: windows of neighbouring pixels, a row after the other, of two runs.
  @Test func windowsInARowAtEveryWidth() {
    for table in Self.tables {
      for (width, outputs) in [1, 7, 8, 9, 15, 16, 17, 28, 40].flatMap({ w in
        (1...8).map { (w, $0) }
      }) {
        let row = width + 2
        let x = (0..<4 * row).map { Scalar(($0 * 5) % 13 - 6) }
        let kernel = (0..<6 * outputs).map { Scalar(($0 * 7) % 11 - 5) }
        let bias = (0..<outputs).map { Scalar($0) }
        var packed = [Scalar](repeating: 0, count: 6 * 16 + 64)
        table.packPanel(kernel, 6, outputs, outputs, 0, &packed)
        let sources = (0..<3).flatMap { r in (0..<width).map { r * row + $0 } }
        let targets = sources.indices.map { $0 * outputs }
        let expected = sources.flatMap { source in
          (0..<outputs).map { o in
            (0..<6).reduce(bias[o]) { sum, tap in
              sum + x[source + tap / 3 * row + tap % 3] * kernel[tap * outputs + o]
            }
          }
        }
        var y = [Scalar](repeating: 99, count: expected.count + 64)
        let slack = Array(repeating: Scalar.nan, count: bufferSlack / MemoryLayout<Scalar>.stride)
        [0, row].withUnsafeBufferPointer { offsets in
          sources.withUnsafeBufferPointer { sources in
            targets.withUnsafeBufferPointer { targets in
              guard let o = offsets.baseAddress, let s = sources.baseAddress,
                let t = targets.baseAddress
              else { return }
              table.convolveBand(
                PixelBand(count: sources.count, sources: s, targets: t),
                TileRuns(offsets: o, count: 2, length: 3), x + slack, packed, outputs,
                bias + slack, -.infinity, &y)
            }
          }
        }
        #expect(Array(y[..<expected.count]) == expected, "\(table.name), \(width), \(outputs)")
        #expect(
          y[expected.count...].allSatisfy { $0 == 99 }, "\(table.name), \(width), \(outputs)")
      }
    }
  }

  @Test func windowSumsAtEveryWidth() {
    for table in Self.tables {
      for columns in 1..<40 {
        let x = (0..<3 * columns).map { Scalar(($0 * 7) % 11 - 5) }
        for (before, after) in [(0, 0), (2, 2), (1, 3), (50, 0)] {
          let y = with(x) { table.windowSums($0, $1, before, after, 3, columns) }
          let expected = x.indices.map { i in
            let row = i / columns * columns
            return (max(row, i - before)...min(row + columns - 1, i + after))
              .reduce(Scalar(0)) { $0 + x[$1] }
          }
          #expect(y == expected, "\(table.name), \(columns) columns, \(before) to \(after)")
        }
      }
    }
  }

  @Test func elementwiseAndReductionsAtEveryLength() {
    for table in Self.tables {
      for n in 0..<70 {
        let x = (0..<n).map { Scalar(($0 * 7) % 23 - 11) }
        #expect(with(x) { table.add($0, $0, $1, n) } == x.map { $0 + $0 })
        #expect(with(x) { table.affine($0, 3, -1, $1, n) } == x.map { 3 * $0 - 1 })
        #expect(with(x) { table.activate(.relu, $0, $1, n) } == x.map { Swift.max(0, $0) })
        #expect(
          with(x) { table.reluOfSum($0, $0, $1, n) } == x.map { Swift.max(0, $0 + $0) })
        _ = with(x) { x, _ in
          let values = (0..<n).map { x[$0] }
          #expect(table.sum(x, n) == values.reduce(0, +))
          #expect(table.dot(x, x, n) == values.reduce(0) { $0 + $1 * $1 })
          #expect(table.sumOfMagnitudes(x, n) == values.reduce(0) { $0 + $1.magnitude })
          #expect(table.maximum(x, n) == values.max() ?? -.infinity)
        }
      }
    }
  }

  @Test func maximumFindsNotANumber() {
    for table in Self.tables {
      for place in [0, 5, 8, 12] {
        var x = (0..<13).map { Scalar($0) }
        x[place] = .nan
        _ = with(x) { x, _ in #expect(table.maximum(x, 13).isNaN) }
      }
    }
  }

  @Test func columnSumsAtEveryWidth() {
    for table in Self.tables {
      for columns in 1..<20 {
        let x = (0..<5 * columns).map { Scalar($0) }
        let sums = with(x) { x, y in
          for j in 0..<columns { y[j] = 100 }
          table.addColumnSums(x, y, 5, columns)
          for j in columns..<5 * columns { y[j] = 0 }
        }
        let expected = (0..<columns).map { j in
          100 + (0..<5).reduce(0) { $0 + x[$1 * columns + j] }
        }
        #expect(Array(sums[..<columns]) == expected, "\(table.name) \(columns)")
      }
    }
  }
}
