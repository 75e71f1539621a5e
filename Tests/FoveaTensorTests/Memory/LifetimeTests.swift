import TestSupport
import Testing

@testable import FoveaTensor

/// When memory comes and goes. Each in a process of its own: the shared allocator's counts are those of
/// every test that runs beside it.
@Suite struct LifetimeTests {
  @Test("A tensor's memory goes back when the last copy is gone")
  func release() async {
    await #expect(processExitsWith: .success) {
      let allocator = CachingAllocator.shared
      func live() -> Int { allocator.statistics.liveBytes }
      let before = live()
      do {
        let x = Tensor.zeros([1000])
        let one = live() - before
        precondition(one >= 1000 * MemoryLayout<Scalar>.stride + 64)
        var copy = x.reshaped(10, 100)
        precondition(live() - before == one, "a copy takes no memory")
        copy[0, 0] = 1
        precondition(live() - before == 2 * one, "written to, it does")
        _ = x.sum() + copy.sum()
      }
      precondition(live() == before, "all is given back")
    }
  }

  @Test("Operations keep nothing but their result")
  func operations() async {
    await #expect(processExitsWith: .success) {
      let allocator = CachingAllocator.shared
      let before = allocator.statistics.liveBytes
      do {
        var random = RandomSource(seed: 1)
        let x = Tensor(normal: 0, standardDeviation: 1, [16, 9, 9, 8], using: &random)
        let w = Tensor(normal: 0, standardDeviation: 1, [3, 3, 8, 4], using: &random)
        let held = allocator.statistics.liveBytes
        guard let g = try? Conv2DGeometry(input: x.shape, kernel: w.shape),
          let p = try? Pool2DGeometry(input: x.shape, window: 3)
        else { preconditionFailure("geometry") }
        for threads in [1, 2, 5] {
          ThreadPool.shared.setWidth(threads)
          let y = convolution(x, w, g)
          _ = convolutionInputGradient(y, w, g)
          _ = convolutionWeightGradient(x, y, g)
          _ = maxPool(x, p)
          _ = x.reshaped(-1, 8).matmul(.ones([8, 3]))
          _ = x.sum(axes: [0, 2]).exp().softmax() / x.variance()
          _ = x.transposed().flipped(axis: 0).slice(axis: 1, 0..<3).elements
        }
        precondition(allocator.statistics.liveBytes == held)
        _ = (x, w)
      }
      precondition(allocator.statistics.liveBytes == before)
    }
  }

  /// With several threads as well: how many patch buffers live at once is chance, but every thread has one.
  @Test("The same operations again take nothing from the system", arguments: [1, 2, 4])
  func steadyState(_ threads: Int) async {
    await #expect(processExitsWith: .success) { [threads] in
      let allocator = CachingAllocator.shared
      var random = RandomSource(seed: 1)
      let x = Tensor(normal: 0, standardDeviation: 1, [16, 12, 12, 8], using: &random)
      var w = Tensor(normal: 0, standardDeviation: 0.1, [3, 3, 8, 8], using: &random)
      guard let g = try? Conv2DGeometry(input: x.shape, kernel: w.shape) else {
        preconditionFailure("geometry")
      }
      func step() {
        let y = convolution(x, w, g).relu()
        let mask = Tensor(bernoulli: 0.5, scale: 2, y.shape, using: &random)
        let dy = y * mask - y.mean(axes: [0, 1, 2])
        w += convolutionWeightGradient(x, dy, g) * -1e-6
        _ = convolutionInputGradient(dy, w, g)
      }
      ThreadPool.shared.setWidth(threads)
      step()
      let warm = allocator.statistics
      for _ in 0..<200 { step() }
      let after = allocator.statistics
      precondition(after.systemAllocations == warm.systemAllocations, "\(warm) then \(after)")
      precondition(after.reuses > warm.reuses)
      precondition(after.liveBytes == warm.liveBytes)
    }
  }

  @Test("A closure that throws takes its memory back")
  func throwing() async {
    await #expect(processExitsWith: .success) {
      struct Failure: Error {}
      let before = CachingAllocator.shared.statistics.liveBytes
      do {
        _ = try Tensor([100]) { _ in throw Failure() }
        preconditionFailure("not thrown")
      } catch {}
      precondition(CachingAllocator.shared.statistics.liveBytes == before)
    }
  }
}
