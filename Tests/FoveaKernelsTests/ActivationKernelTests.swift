import Foundation
import FoveaKernels
import FoveaTensor
import TestSupport
import Testing

/// Each activation's kernel in each instruction set against its formula in double precision, in units of
/// rounding of the result, over the whole range of x in which the result is a normal number.
@Suite struct ActivationKernelTests {
  /// From where the smallest results are normal numbers to where the exponential ends.
  static let x: [Scalar] = {
    #if DoublePrecision
      let wide = stride(from: Scalar(-707), through: 709, by: 0.0917)
    #else
      let wide = stride(from: Scalar(-87.2), through: 88.7, by: 0.01173)
    #endif
    let middle = stride(from: Scalar(-6), through: 6, by: 0.00137)
    let tiny: [Scalar] = [1e-30, 1e-12, 1e-7, 1e-4]
    return Array(wide) + Array(middle) + tiny + tiny.map { -$0 }
  }()

  /// How large the error may be at x, in units of the result y.
  private func bound(_ f: Activation, _ x: Double, _ y: Double) -> Double {
    let unit = Double(Scalar(y).ulp)
    switch f {
    case .relu, .relu6: return 0
    case .leakyReLU, .prelu: return 0.5
    case .geluTanh:
      // u is rounded some times, and the exponential multiplies its relative error by 2u: by 3 * 2u in
      // single precision, and as much again in double, where the formula does the same.
      let u = 1.5957691216057308 * (abs(x) + 0.044715 * abs(x * x * x))
      return 4 + 6 * min(u, 750)
    case .hardSwish, .hardSigmoid:
      // Near -3 the sum cancels: the error is one of its terms'.
      return max(2, 2 * Double(Scalar(max(1, abs(x))).ulp) / unit)
    // The tail of its gate has a rounding more in each of three factors.
    case .gelu: return 6
    default: return 4
    }
  }

  private func table(
    _ table: KernelTable, _ f: Activation, _ x: [Scalar]
  ) -> [Scalar] {
    KernelTests().with(x) { table.activate(f, $0, $1, x.count) }
  }

  @Test(arguments: Activation.all) func values(_ f: Activation) {
    for table in KernelTests.tables {
      let y = self.table(table, f, Self.x)
      var (worst, place) = (0.0, Scalar(0))
      for (x, y) in zip(Self.x, y) {
        let expected = f(Double(x))
        // A gate that is no normal number has lost digits, which x brings back into sight.
        let gate = expected / (f.curve == .gated ? max(1, abs(Double(x))) : 1)
        if abs(gate) < Double(Scalar.leastNormalMagnitude) { continue }
        let share = KernelTests().units(y, expected) / max(0.25, bound(f, Double(x), expected))
        if !(share <= worst) { (worst, place) = (share, x) }
      }
      #expect(worst <= 1, "\(table.name) \(f.name) at \(place)")
    }
  }

  /// From what the activation keeps; in units of 1, or of the derivative where that is larger. The kept
  /// output is rounded, and so is what is made of it.
  @Test(arguments: Activation.all) func derivatives(_ f: Activation) {
    let x = Self.x.filter { abs($0) < 87 }
    for table in KernelTests.tables {
      let kept = f.gradientTakesInput ? x : self.table(table, f, x)
      let gradient = KernelTests().with(kept) { kept, out in
        for i in 0..<x.count { out[i] = 1 }
        table.activateGradient(f, kept, Input(out), out, x.count)
      }
      let worst =
        zip(x, gradient).map { x, g in
          let expected = f.derivative(at: Double(x))
          return abs(Double(g) - expected) / max(1, abs(expected)) / unitOfRounding
        }.max() ?? .nan
      #expect(worst <= 8, "\(table.name) \(f.name)")
    }
  }

  @Test func erfIsWithinFourUnits() {
    let x =
      Array(stride(from: Scalar(-6.5), through: 6.5, by: 0.000_71)) + [1e-30, -1e-8, 40, 1e30]
    for table in KernelTests.tables {
      let y = KernelTests().with(x) { table.erf($0, $1, x.count) }
      let worst = zip(x, y).map { KernelTests().units($1, erf(Double($0))) }.max() ?? .nan
      #expect(worst <= 4, "\(table.name)")
      let limits = KernelTests().with([.infinity, -.infinity, .nan, 0]) { table.erf($0, $1, 4) }
      #expect(Array(limits[..<2]) == [1, -1])
      #expect(limits[2].isNaN && limits[3] == 0)
    }
  }

  @Test(arguments: Activation.all) func limitsAndNotANumber(_ f: Activation) {
    for table in KernelTests.tables {
      let y = self.table(table, f, [.infinity, -.infinity, 1e30, -1e30, .nan])
      #expect(y[0] == Scalar(f.range.upper))
      #expect(y[2] == (f.range.isBounded ? Scalar(f.range.upper) : y[2]) && y[2] > 0.99)
      // Gated ones come back to 0.
      let below: Scalar = f.curve == .gated ? 0 : Scalar(f.range.lower)
      // SELU's two constants were multiplied in single precision.
      #expect(y[1] == below || abs(y[1] / below - 1) < 1e-6, "\(table.name) \(f.name)")
      #expect(below.isFinite ? y[3] == y[1] : y[3] < -1e28)
      #expect(y[4].isNaN)
      let g = KernelTests().with(
        [1e30, -1e30].map { f.gradientTakesInput ? $0 : y[$0 > 0 ? 2 : 3] }
      ) { kept, out in
        (out[0], out[1]) = (1, 1)
        table.activateGradient(f, kept, Input(out), out, 2)
      }
      #expect(abs(Double(g[0]) - f.derivative(at: 1e30)) < 1e-6)
      #expect(abs(Double(g[1]) - f.derivative(at: -1e30)) < 1e-6)
    }
  }

  /// A value's bits do not depend on its place in the run, nor on the run's length.
  @Test(arguments: Activation.all) func everyLength(_ f: Activation) {
    let x = (0..<19).map { Scalar($0 - 9) * 0.37 }
    for table in KernelTests.tables {
      let each = x.map { self.table(table, f, [$0])[0] }
      for n in 0...x.count {
        #expect(self.table(table, f, Array(x[..<n])) == Array(each[..<n]))
      }
    }
  }

  @Test func preluAtEveryWidth() {
    for table in KernelTests.tables {
      for columns in 1..<20 {
        let rows = 3
        let x = (0..<rows * columns).map { Scalar(($0 * 7) % 11 - 5) }
        let slopes = (0..<columns).map { Scalar($0) / 4 - 1 }
        let slack = bufferSlack / MemoryLayout<Scalar>.stride
        let padded = slopes + Array(repeating: Scalar.nan, count: slack)
        let y = KernelTests().with(x) { x, y in
          padded.withUnsafeBufferPointer { a in
            guard let a = a.baseAddress else { return }
            table.prelu(x, a, y, rows, columns)
          }
        }
        #expect(y == x.indices.map { x[$0] > 0 ? x[$0] : slopes[$0 % columns] * x[$0] })
        let sums = KernelTests().with(x) { x, y in
          for j in 0..<columns { y[j] = 10 }
          table.addPReLUSums(x, x, y, rows, columns)
          for j in columns..<rows * columns { y[j] = 0 }
        }
        let expected = (0..<columns).map { j in
          (0..<rows).reduce(Scalar(10)) {
            $0 + Swift.min(0, x[$1 * columns + j]) * x[$1 * columns + j]
          }
        }
        #expect(Array(sums[..<columns]) == expected)
      }
    }
  }

  @Test func countsOutsideOfARange() {
    for table in KernelTests.tables {
      for n in 0..<40 {
        let x = (0..<n).map { $0 == 7 ? Scalar.nan : Scalar($0 % 5) }
        _ = KernelTests().with(x) { x, _ in
          let expected = (0..<n).count { !(x[$0] >= 1 && x[$0] <= 3) }
          #expect(table.countOutside(x, 1, 3, n) == expected)
        }
      }
    }
  }
}
