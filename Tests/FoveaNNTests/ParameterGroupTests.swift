import TestSupport
import Testing

@testable import FoveaNN

/// Parameters by name: frozen, or trained in their own way.
@Suite struct ParameterGroupTests {
  private func model() -> Sequential {
    var random = RandomSource(seed: 1)
    return Sequential(
      Dense(3, 4, random: &random), BatchNorm(4), Dense(4, 2, random: &random))
  }

  @Test(arguments: [
    ("a.b", "a.b", true), ("a.b", "a", false), ("a.b", "a*", true), ("a.b", "*b", true),
    ("a.b", "?.b", true), ("a.b", "?b", false), ("a.b", "*", true), ("", "*", true), ("", "", true),
    ("features.10.weight", "features.1*.weight", true), ("aXbXc", "a*b*c", true),
    ("aXbXcd", "a*b*c", false), ("aaab", "*aab", true), ("ab", "ab?", false), ("ab", "***", true),
  ])
  func patterns(_ name: String, _ pattern: String, _ isMatch: Bool) {
    #expect(matches(name, pattern) == isMatch)
  }

  @Test func whatIsFrozenStaysAsItIs() throws {
    let model = model()
    #expect(try model.freeze(matching: ["0.*", "1.*"]) == 3 * 4 + 4 + 8)
    let before = model.state
    let optimizer = SGD(model.parameters, learningRate: 1, momentum: 0.9, penalty: .l2(0.1))
    // No memory for what is not trained.
    #expect(optimizer.state.map(\.name) == ["velocity.4", "velocity.5"])
    var random = RandomSource(seed: 2)
    var numbers = TestRandom("frozen")
    for _ in 0..<2 {
      let y = model(Variable(numbers.uniform([8, 3])), .training(&random))
      let loss = softmaxCrossEntropy(y, [0, 1, 0, 1, 0, 1, 1, 1])
      try optimizer.step(loss.backward())
    }
    for ((name, old), (_, new)) in zip(before, model.state) {
      if name.hasPrefix("2.") {
        #expect(old.elements != new.elements, "\(name)")
      } else {
        // The running averages of frozen normalisation too.
        expectSameBits(new, old, name)
      }
    }
  }

  @Test func patternsThatFreezeNothingOrEverythingAreErrors() {
    #expect {
      try model().freeze(matching: ["features*"])
    } throws: {
      "\($0)".hasPrefix(
        "parameters that match \"features*\" expected, found none among the 6: 0.weight, 0.bias")
    }
    #expect {
      try model().freeze(matching: ["0*", "1*", "2*"])
    } throws: {
      "\($0)".hasPrefix("parameters that are left to train expected")
    }
  }

  @Test func theFirstRuleThatMatchesDecides() throws {
    let model = model()
    let rules = [
      ParameterRule(match: "0.*", rateFactor: 0.5, weightDecay: 0),
      ParameterRule(match: "*.weight", rateFactor: 2),
    ]
    let groups = try model.parameterGroups(rules) { .l2(Scalar($0?.weightDecay ?? 0.25)) }
    #expect(groups.map(\.parameters.count) == [2, 1, 3])
    #expect(groups.map(\.rateFactor) == [0.5, 2, 1])
    #expect(groups.map(\.penalty) == [.none, .l2(0.25), .l2(0.25)])
    #expect(throws: StateError.self) {
      try model.parameterGroups([ParameterRule(match: "x")]) { _ in .none }
    }
  }

  /// What is evaluated with averaged weights is normalised by averaged statistics.
  @Test func theAverageHasTheRunningStatisticsToo() {
    let norm = BatchNorm(2)
    let average = WeightAverage(of: norm, decay: 0.5)
    norm.mean.value = Tensor([4, 8])
    average.update(step: 100)
    average.applied { #expect(norm.mean.value.elements == [2, 4]) }
    #expect(norm.mean.value.elements == [4, 8])
  }

  /// average = d average + (1 - d) w with d = min(decay, (1 + t) / (10 + t)).
  @Test func theAverageFollowsTheWeights() throws {
    let layer = Dense(weight: Tensor([1, 1], [1]), bias: Tensor([0]))
    let average = WeightAverage(of: layer, decay: 0.15)
    layer.weight.value = Tensor([1, 1], [2])
    average.update(step: 0)
    expectClose(Double(average.values[0].value.elements[0]), 0.1 * 1 + 0.9 * 2, reduction: 4)
    layer.weight.value = Tensor([1, 1], [-1])
    average.update(step: 1)
    // 2/11 is above 0.15.
    let expected = 0.15 * 1.9 + 0.85 * -1
    expectClose(Double(average.values[0].value.elements[0]), expected, reduction: 8, scale: 1)
    average.applied {
      expectClose(Double(layer.weight.value.elements[0]), expected, reduction: 8, scale: 1)
    }
    #expect(layer.weight.value.elements == [-1])
    let saved = average.values
    average.update(step: 2)
    try average.restore(Dictionary(uniqueKeysWithValues: saved.map { ($0.name, $0.value) }))
    expectSameBits(average.values[0].value, saved[0].value)
    #expect(throws: StateError.self) { try average.restore([:]) }
  }
}
