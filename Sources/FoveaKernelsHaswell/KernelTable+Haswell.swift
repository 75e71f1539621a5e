import FoveaKernels

extension KernelTable {
  /// The bodies for x86-64 with AVX2 and FMA. Running them on an older processor is an illegal
  /// instruction: ask the processor first.
  public static let haswell = KernelTable(Haswell.self, name: "haswell")
}
