import Foundation
import FoveaTensor
import Testing

/// Which loop bodies are picked.
@Suite struct KernelChoiceTests {
  @Test("FOVEA_KERNELS=baseline is heeded on any processor")
  func baseline() async {
    await #expect(processExitsWith: .success) {
      setenv("FOVEA_KERNELS", "baseline", 1)
      precondition(kernelInstructionSet == "baseline")
    }
  }
}
