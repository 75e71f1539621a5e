import ArgumentParser
import Foundation
import Fovea

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// `fovea-bench soak`: whether memory stays level.
struct SoakCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "soak",
    abstract: "Runs convolutions of random geometries and watches the memory they leave behind.",
    discussion: """
      Sizes, kernels, strides, paddings and groups are drawn anew for each pass; all are seeded. The first \
      tenth fills the caches. The exit code is 1 when the process holds more than a quarter above that at the \
      end.
      """)

  @Option(
    parsing: .unconditional, help: "Forward passes. (default: 10000)",
    transform: wholeNumber(10...100_000_000))
  var passes = 10_000

  @Option(parsing: .unconditional, help: "Decides the geometries. (default: 1)")
  var seed: UInt64 = 1

  @OptionGroup var engine: EngineOptions

  func run() throws {
    try engine.apply()
    var random = RandomSource(seed: seed)
    if !engine.json { try emit(engine.machine + "\n\n  passes  resident MiB\n") }
    var settled = 0
    for pass in 1...passes {
      try randomForwardPass(&random)
      if pass % max(1, passes / 10) == 0 {
        let resident = residentMemory()
        if settled == 0 { settled = resident }
        let row = String(pass).leftPadded(8) + String(resident >> 20).leftPadded(14)
        try emit(
          engine.json
            ? JSONLine(("passes", .integer(pass)), ("resident_bytes", .integer(resident))).text
            : row)
      }
    }
    let last = residentMemory()
    if last > settled / 4 * 5 {
      throw SoakFailure(
        description: "memory grew from \(settled >> 20) MiB after \(passes / 10) passes to "
          + "\(last >> 20) MiB; at most a quarter more was expected: something is not given back")
    }
  }
}

/// A convolution of a geometry drawn from `random`: up to 4 pictures of up to 40 x 40 places.
private func randomForwardPass(_ random: inout RandomSource) throws {
  func draw(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + random.integer(below: range.count)
  }
  let groups = draw(1...3)
  let kernel = IntPair(draw(1...5), draw(1...5))
  let (height, width) = (draw(5...40), draw(5...40))
  let (inputs, outputs) = (draw(1...16), draw(1...24))
  let geometry = try Conv2DGeometry(
    input: [draw(1...4), height, width, inputs * groups],
    kernel: [kernel.height, kernel.width, inputs, outputs * groups],
    stride: IntPair(draw(1...3), draw(1...3)), padding: .zeros(IntPair(draw(0...2), draw(0...2))),
    groups: groups, policy: .floor)
  let input = Tensor.ones(geometry.inputShape)
  let output = convolution(input, .ones(geometry.kernelShape), geometry)
  // The window in the middle of the first picture may reach into the padding, and no further.
  guard output.sum().item > 0 else {
    throw SoakFailure(description: "\(geometry): sums above 0 expected, found none")
  }
}

/// Why a soak run failed.
struct SoakFailure: Error, CustomStringConvertible {
  let description: String
}

/// The bytes of this process that are in memory now; on systems without /proc the most there ever were.
func residentMemory() -> Int {
  #if os(Linux)
    if let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8),
      let pages = text.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
    {
      return pages * sysconf(Int32(_SC_PAGESIZE))
    }
  #endif
  return peakMemory() << 20
}

extension String {
  /// At the right end of so many columns.
  fileprivate func leftPadded(_ width: Int) -> String {
    String(repeating: " ", count: max(0, width - count)) + self
  }
}
