internal import COpenBLAS

extension BLAS {
  /// What the loaded OpenBLAS says about itself.
  public struct LibraryInfo: Sendable, Equatable, CustomStringConvertible {
    /// The release of the library that was loaded, such as "0.3.21".
    public let version: String
    /// The processor whose kernels OpenBLAS has chosen, such as "Haswell" or "Zen".
    public let core: String
    /// How OpenBLAS itself runs in parallel.
    public let threading: Threading
    /// How many threads a call of OpenBLAS may use now.
    public let threads: Int

    /// Such as "OpenBLAS 0.3.21, Haswell kernels, pthreads, 1 thread".
    public var description: String {
      "OpenBLAS \(version), \(core) kernels, \(threading), "
        + (threads == 1 ? "1 thread" : "\(threads) threads")
    }
  }

  /// The three ways in which OpenBLAS is built.
  public enum Threading: String, Sendable, CustomStringConvertible {
    /// One thread always.
    case sequential
    /// A pool of its own.
    case pthreads
    /// Threads of the OpenMP runtime.
    case openMP = "OpenMP"

    /// "sequential", "pthreads" or "OpenMP".
    public var description: String { rawValue }
  }

  /// The loaded OpenBLAS: version, kernels, threading and the present number of threads.
  public static var info: LibraryInfo {
    // The configuration reads "OpenBLAS 0.3.21 NO_LAPACKE DYNAMIC_ARCH ... Haswell MAX_THREADS=64".
    let words = text(openblas_get_config()).split(separator: " ")
    let version = words.first == "OpenBLAS" ? words.dropFirst().first.map(String.init) : nil
    let threading: Threading =
      switch openblas_get_parallel() {
      case 1: .pthreads
      case 2: .openMP
      default: .sequential
      }
    return LibraryInfo(
      version: version ?? "unknown", core: text(openblas_get_corename()), threading: threading,
      threads: Int(openblas_get_num_threads()))
  }

  /// Sets how many threads a call of OpenBLAS may use, for the whole process.
  ///
  /// The engine sets 1 and cuts its work into GEMMs itself: its own threads reach more on the small
  /// GEMMs of convolution. OpenBLAS clips the number to what it was built for; `info.threads` tells
  /// what holds. Call it while no other thread computes.
  ///
  /// - Parameter threads: at least 1.
  public static func setThreads(_ threads: Int) {
    require(
      threads >= 1, "BLAS.setThreads: the number must be at least 1, received \(threads)")
    openblas_set_num_threads(Int32(clamping: threads))
  }

  private static func text(_ pointer: UnsafePointer<CChar>?) -> String {
    pointer.map { String(cString: $0) } ?? ""
  }
}
