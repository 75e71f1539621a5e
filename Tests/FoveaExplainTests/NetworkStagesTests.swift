import FoveaExplain
import FoveaModels
import FoveaTensor
import TestSupport
import Testing

/// The lecture's complete picture, step by step (rows D1 to D3 and D9).
@Suite struct NetworkStagesTests {
  @Test(
    "padding, convolution, detector, pooling, twice; flatten, dense: each makes of the last what it should"
  )
  func steps() throws {
    let study = try NetworkStages(epochs: 0)
    let stage: [NetworkStages.Kind] = [.padding, .convolution, .detector, .pooling]
    #expect(study.steps.map(\.kind) == stage + stage + [.flatten, .dense])
    #expect(study.steps.map(\.stage) == [1, 1, 1, 1, 2, 2, 2, 2, nil, nil])
    #expect(
      study.steps.map(\.output.shape) == [
        [14, 14, 1], [12, 12, 3], [12, 12, 3], [6, 6, 3],
        [8, 8, 3], [6, 6, 6], [6, 6, 6], [3, 3, 6], [54], [10],
      ])
    let outputs = study.steps.map(\.output)
    // The picture lies in the middle, zeros around it.
    let inside = outputs[0].slice(axis: 0, 1..<13).slice(axis: 1, 1..<13)
    expectEqual(inside, study.picture)
    #expect(outputs[0].elements.prefix(15).allSatisfy { $0 == 0 })
    for detected in [2, 6] { expectEqual(outputs[detected], outputs[detected - 1].relu()) }
    #expect(outputs[1].elements.contains { $0 < 0 })
    // The largest of each 2x2, by hand.
    let (detected, pooled) = (outputs[2].elements, outputs[3].elements)
    for y in 0..<6 {
      for x in 0..<6 {
        for c in 0..<3 {
          let window = [0, 1].flatMap { dy in
            [0, 1].map { dx in detected[((2 * y + dy) * 12 + 2 * x + dx) * 3 + c] }
          }
          #expect(pooled[(y * 6 + x) * 3 + c] == window.max())
        }
      }
    }
    #expect(outputs[8].elements == outputs[7].elements)
    // The convolution of the padded picture by the kernel, without a bias yet.
    let (padded, kernel) = (outputs[0].elements, study.kernel.elements)
    let sum = (0..<9).reduce(0.0) {
      $0 + Double(kernel[$1]) * Double(padded[(4 + $1 / 3) * 14 + 5 + $1 % 3])
    }
    expectClose(Double(outputs[1].elements[(4 * 12 + 5) * 3]), sum, reduction: 9, scale: 4)
  }

  @Test("pooling has no parameters; what it saves is in the dense layer")
  func savings() throws {
    let study = try NetworkStages(epochs: 0)
    #expect(study.steps.map(\.parameters) == [0, 30, 0, 0, 0, 168, 0, 0, 0, 550])
    // Without the first pooling, or without the second: four times the numbers for ten classes.
    #expect(study.steps.compactMap(\.saved) == [3 * 54 * 10, 3 * 54 * 10])
    #expect(study.denseParameters == 550 && study.denseWithoutPooling == (12 * 12 * 6 + 1) * 10)
    let none = try NetworkStages(pooling: .none, epochs: 0)
    #expect(none.steps.allSatisfy { $0.kind != .pooling && $0.saved == nil })
    #expect(none.steps.map(\.stage) == [1, 1, 1, 2, 2, 2, nil, nil])
    #expect(none.denseParameters == none.denseWithoutPooling)
    #expect(none.steps[1].parameters == 30 && none.steps[4].parameters == 168)
  }

  @Test("trained for a moment it knows the picture; classes stand in order and add up to 1")
  func classes() throws {
    let study = try NetworkStages()
    #expect(study.label == "circle" && study.classes.first?.name == "circle")
    expectClose(study.classes.reduce(0) { $0 + $1.probability }, 1, reduction: 20)
    #expect(
      zip(study.classes, study.classes.dropFirst()).allSatisfy { $0.probability >= $1.probability })
    #expect(try NetworkStages(picture: 13, epochs: 0).label == "frame")
  }
}
