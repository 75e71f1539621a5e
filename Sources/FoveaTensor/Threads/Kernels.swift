import FoveaBLAS
import FoveaKernels

#if arch(x86_64)
  import FoveaKernelsHaswell
#endif

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The loop bodies for this processor, picked once.
///
/// `FOVEA_KERNELS=baseline` in the environment keeps to the baseline, to compare or to rule out a fault.
package let kernels: KernelTable = {
  #if arch(x86_64)
    let forced = getenv("FOVEA_KERNELS").map { String(cString: $0) }
    if forced != "baseline", processorHasAVX2() { return .haswell }
  #endif
  return .baseline
}()

/// The name of the instruction set whose loop bodies are in use: "haswell" or "baseline".
public var kernelInstructionSet: String { kernels.name }

#if arch(x86_64)
  private func processorHasAVX2() -> Bool {
    if let flags = firstLine("/proc/cpuinfo", startingWith: "flags") {
      let words = Set(flags.split(separator: " "))
      // Everything that x86-64-v3 lets the compiler use; abm stands for lzcnt.
      return words.isSuperset(
        of: ["avx", "avx2", "fma", "bmi1", "bmi2", "f16c", "movbe", "abm", "xsave"])
    }
    // Without /proc, OpenBLAS has asked the processor already.
    return ["haswell", "zen", "skylakex", "cooperlake", "sapphirerapids"]
      .contains(BLAS.info.core.lowercased())
  }
#endif
