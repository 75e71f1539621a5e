import Foundation
import TestSupport
import Testing

@testable import FoveaTensor

@Suite struct CPUCountTests {
  @Test("At least one processor, at most those there are, and a word on where that comes from")
  func available() {
    let cpus = CPUCount.available
    #expect(cpus.count >= 1)
    #expect(!cpus.origin.isEmpty)
    if ProcessInfo.processInfo.environment["FOVEA_THREADS"] == nil {
      #expect(cpus.count <= ProcessInfo.processInfo.activeProcessorCount)
    }
  }

  @Test("FOVEA_THREADS wins; what is no number of threads is passed over")
  func environment() async {
    await #expect(processExitsWith: .success) {
      setenv("FOVEA_THREADS", "3", 1)
      precondition(CPUCount.available == CPUCount(count: 3, origin: "FOVEA_THREADS"))
      precondition(ThreadPool.shared.width == 3)
    }
    await #expect(processExitsWith: .success) {
      setenv("FOVEA_THREADS", "many", 1)
      precondition(CPUCount.available.origin != "FOVEA_THREADS")
    }
    await #expect(processExitsWith: .success) {
      setenv("FOVEA_THREADS", "0", 1)
      precondition(CPUCount.available.count >= 1)
    }
  }

  @Test("Masks that name processors which are not there")
  func masks() {
    #expect(CPUCount.processors(inMask: "\t3") == 2)
    #expect(CPUCount.processors(inMask: "\tffffffff,ffffffff") == 64)
    #expect(CPUCount.processors(inMask: "\t00000000,80000001") == 2)
    #expect(CPUCount.processors(inMask: "") == 0)
  }
}
