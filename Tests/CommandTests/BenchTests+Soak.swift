import Foundation
import Testing

@testable import fovea_bench

@Suite("fovea-bench: soak")
struct BenchSoakTests {
  @Test("what is held counts as resident")
  func resident() {
    let before = residentMemory()
    let block = [UInt8](repeating: 1, count: 64 << 20)
    let after = residentMemory()
    #expect(block[block.count - 1] == 1)
    // Tests beside this one come and go; most of the block must show.
    #expect(after - before > 32 << 20)
  }
}
