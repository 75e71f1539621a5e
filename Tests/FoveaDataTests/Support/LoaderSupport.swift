import FoveaTensor
import Synchronization

@testable import FoveaData

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Does nothing, and counts how often.
final class CountingPreprocessor: Preprocessor {
  private let calls = Atomic<Int>(0)

  var count: Int { calls.load(ordering: .relaxed) }

  func transform(_ images: Tensor) -> Tensor {
    calls.wrappingAdd(1, ordering: .relaxed)
    return images
  }

  func inverse(_ images: Tensor) -> Tensor { images }
  func outputShape(for imageShape: Shape) throws(ShapeError) -> Shape { imageShape }
  var configuration: Preprocessing { .pipeline(steps: []) }
  var tensors: [(name: String, tensor: Tensor)] { [] }
}

/// Which threads did something.
final class ThreadsSeen: Sendable {
  private let threads = Mutex<Set<UInt>>([])

  var count: Int { threads.withLock { $0.count } }

  func note() {
    let thread = UInt(bitPattern: pthread_self().hashValue)
    threads.withLock { _ = $0.insert(thread) }
  }
}
