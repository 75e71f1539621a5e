import Fovea
import Testing

@testable import fovea_bench

@Suite("fovea-bench: measuring")
struct BenchMeasuringTests {
  @Test("the median is the middle value, the upper one of two, in any order")
  func middle() {
    #expect(median([3, 1, 2]) == 2)
    #expect(median([4, 1, 3, 2]) == 3)
    #expect(median([7]) == 7)
    // One run that was disturbed does not show.
    #expect(median([1, 1, 1, 1, 1000]) == 1)
  }

  @Test("two runs to warm up and the fewest that count, however short the time")
  func runs() {
    var count = 0
    let time = medianTime(seconds: 1e-9, least: 5) { count += 1 }
    #expect(count == 7)
    #expect(time >= 0)
  }

  @Test("a layer's figures: every pass by naive and by each algorithm that has it")
  func figures() throws {
    let layer = ConvolutionCase(
      "small", batch: 2, inputs: 3, size: 6, outputs: 4, kernel: 3, padding: 1)
    let bench = ConvBench(
      algorithms: [.im2col, .automatic], seconds: 1e-9, isVerified: true, isNaiveTimed: true)
    var notes: [String] = []
    var results: [ConvResult] = []
    try bench.measure(layer) {
      notes.append($0)
    } report: {
      results.append($0)
    }
    #expect(notes.count == 2)
    #expect(notes.last == "equal to naive in all channels")
    let algorithms = ["naive", "im2col", "automatic"]
    #expect(
      results.map { "\($0.pass) \($0.algorithm)" }
        == LayerPass.allCases.flatMap { pass in algorithms.map { "\(pass) \($0)" } })
    let geometry = try layer.geometry()
    for result in results {
      let parts: Double = result.pass == .train ? 3 : 1
      #expect(result.operations == 2 * parts * Double(geometry.multiplyAdds))
      #expect(result.seconds > 0 && result.naive != nil)
      if result.algorithm == "im2col" {
        #expect(result.patchBytes == geometry.im2colPatchBytes && result.choice == nil)
      }
      if result.algorithm == "automatic", result.pass == .forward {
        let choice = ConvolutionAlgorithm.automatic.resolved(for: geometry, .forward)
        #expect(result.choice == choice.rawValue)
      }
    }
  }

  @Test("what a run throws comes out")
  func throwing() {
    struct Stop: Error {}
    #expect(throws: Stop.self) { _ = try medianTime(seconds: 1) { throw Stop() } }
  }

  @Test("naive's training is the sum of its passes, and scaled if one of them is")
  func naiveTimes() throws {
    let layer = ConvolutionCase(
      "small", batch: 3, inputs: 2, size: 5, outputs: 4, kernel: 3, padding: 1)
    var announced: [LayerPass] = []
    let times = try NaiveTime.measured(layer) { announced.append($0) }
    #expect(announced == [.forward, .inputGradient, .weightGradient])
    let parts = announced.compactMap { times[$0]?.seconds }.reduce(0, +)
    let total = try #require(times[.train])
    #expect(abs(total.seconds - parts) <= 1e-12)
    #expect(!total.isScaled)
  }

  @Test("a model's training step lowers the loss; inference takes one picture or the batch")
  func model() throws {
    let bench = try ModelBench(
      ModelCase(name: "lenet5", batch: 8, channels: 1, size: 28, classes: 10))
    let first = try #require(try bench.run(.train))
    for _ in 0..<30 { try bench.run(.train) }
    let last = try #require(try bench.run(.train))
    #expect(last < first)
    #expect(bench.images(.train) == 8)
    #expect(bench.images(.inferOne) == 1)
    for pass in [ModelBench.Pass.infer, .inferOne] { #expect(try bench.run(pass) == nil) }
    #expect(peakMemory() > 0)
  }

  @Test("a shape of GEMM is that of im2col's tiles, and both timings are of something")
  func gemm() throws {
    let layer = ConvolutionCase(
      "grouped", batch: 3, inputs: 8, size: 20, outputs: 12, kernel: 3, groups: 4)
    let shape = try GEMMShape(layer)
    #expect(shape.depth == 18)
    #expect(shape.columns == 3)
    #expect(shape.pixels == 3 * 18 * 18)
    #expect(
      shape.rows * shape.depth * MemoryLayout<Scalar>.stride
        == (try layer.geometry().im2colPatchBytes))
    #expect(shape.operations(rows: shape.pixels) == Double(2 * (try layer.geometry().multiplyAdds)))
    let timing = GEMMTiming(shape, seconds: 1e-9)
    #expect(timing.single > 0 && timing.pool > 0)
  }
}

@Suite("fovea-bench: verification")
struct BenchVerificationTests {
  private static let layers = [
    ConvolutionCase("plain", batch: 2, inputs: 5, size: 7, outputs: 6, kernel: 3, padding: 1),
    ConvolutionCase(
      "first", batch: 3, inputs: 3, size: 11, outputs: 8, kernel: 5, stride: 2, padding: 2,
      isFirst: true),
    ConvolutionCase("grouped", batch: 2, inputs: 8, size: 6, outputs: 12, kernel: 3, groups: 4),
    ConvolutionCase(
      "depthwise", batch: 2, inputs: 6, size: 6, outputs: 6, kernel: 3, stride: 2, padding: 1,
      groups: 6),
  ]

  @Test("every algorithm agrees with naive on all channels and on samples", arguments: layers)
  func agreement(layer: ConvolutionCase) throws {
    for budget in [1 << 30, 1] {
      let verification = try Verification(layer, budget: budget)
      for algorithm in ConvolutionAlgorithm.allCases { try verification.check(algorithm) }
    }
  }

  @Test("one wrong element of any result is found, and named by its pass", arguments: layers)
  func faults(layer: ConvolutionCase) throws {
    let tensors = try LayerTensors.integers(layer)
    let right = tensors.passes(.im2col)
    let verification = try Verification(layer, budget: 1 << 30)
    #expect(verification.differences(right).allSatisfy { $0.size == 0 })
    let spoil: [(LayerPass, (inout LayerResults) -> Void)] = [
      (.forward, { $0.output?.write { $0[3] += 1 } }),
      (.inputGradient, { $0.inputGradient?.write { $0[5] -= 1 } }),
      (.weightGradient, { $0.kernelGradient?.write { $0[7] += 0.5 } }),
      (.weightGradient, { $0.biasGradient?.write { $0[1] = .nan } }),
      (.forward, { $0.output = nil }),
      (.weightGradient, { $0.biasGradient = nil }),
    ]
    for (pass, change) in spoil where pass != .inputGradient || !layer.isFirst {
      var wrong = right
      change(&wrong)
      let found = verification.differences(wrong).filter { $0.size > 0 }
      #expect(found.map(\.pass) == [pass])
    }
  }

  @Test("what is compared is said")
  func scope() throws {
    #expect(try Verification(Self.layers[0]).scope == "all channels")
    #expect(
      try Verification(Self.layers[0], budget: 1).scope
        == "1 of 6 output and 1 of 5 input channels")
    #expect(try Verification(Self.layers[1], budget: 1).scope == "1 of 8 output channels")
    #expect(try Verification(Self.layers[2], budget: 1).scope == "all channels")
  }

  @Test("samples are spread from the first to the last")
  func samples() {
    #expect(sample(10, 2) == Array(0..<10))
    #expect(sample(256, 3.9 / 256) == [0, 127, 255])
    #expect(sample(7, 0.001) == [6])
    #expect(sample(1, 1) == [0])
    let x = Tensor([2, 3], [1, 2, 3, 4, 5, 6])
    #expect(x.picked([0, 2], axis: 1).elements == [1, 3, 4, 6])
    #expect(x.picked([1], axis: 0).elements == [4, 5, 6])
  }

  @Test("differences are shares of the largest magnitude; shapes and NaN differ beyond measure")
  func differences() {
    let a = Tensor([1, 2, -4])
    #expect(relativeDifference(a, a) == 0)
    #expect(relativeDifference(Tensor([1, 3, -4]), a) == 0.25)
    #expect(relativeDifference(Tensor([1, 2]), a) == .infinity)
    #expect(relativeDifference(Tensor([1, 2, .nan]), a) == .infinity)
    #expect(relativeDifference(Tensor([1]), Tensor([0])) == .infinity)
  }
}
