import FoveaBLAS
import Testing

@Suite("library", .serialized) struct LibraryTests {
  @Test("the loaded OpenBLAS tells its version, core and threading")
  func info() {
    let info = BLAS.info
    #expect(info.version.split(separator: ".").count >= 2)
    #expect(info.version.first?.isNumber == true)
    #expect(!info.core.isEmpty)
    #expect(info.threads >= 1)
    #expect(info.description.hasPrefix("OpenBLAS \(info.version), \(info.core) kernels"))
  }

  @Test("the number of threads can be set")
  func threads() {
    let before = BLAS.info.threads
    BLAS.setThreads(1)
    #expect(BLAS.info.threads == 1)
    #expect(BLAS.info.description.hasSuffix("1 thread"))
    if BLAS.info.threading == .pthreads {
      BLAS.setThreads(2)
      #expect(BLAS.info.threads == 2)
    }
    BLAS.setThreads(before)
  }
}
