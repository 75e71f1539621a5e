import TestSupport
import Testing

@testable import FoveaTraining

@Suite struct SearchParameterTests {
  private func values(_ text: String, _ places: [Double]) throws -> [Double] {
    let parameter = try SearchParameter(text)
    return places.map { parameter.value(at: $0).number ?? .nan }
  }

  /// A grid of the unit interval: what a uniform place gives is judged by it.
  private let grid = (0..<1000).map { (Double($0) + 0.5) / 1000 }

  @Test func aLogarithmicRangeHasAsMuchInEachDecade() throws {
    let values = try values("lr=log:1e-4..0.1", grid)
    #expect(values.allSatisfy { (1e-4...0.1).contains($0) })
    for decade in [1e-4, 1e-3, 1e-2] {
      // A third of the places, but for those at the borders.
      #expect(abs(values.count { $0 >= decade && $0 < 10 * decade } - 333) <= 2)
    }
    // Four significant digits, so that the texts are short.
    #expect(values.allSatisfy { "\(SearchValue.number($0))".filter(\.isNumber).count <= 8 })
  }

  @Test func aLinearRangeIsEven() throws {
    let values = try values("momentum=0.5..0.9", grid)
    #expect(values.allSatisfy { (0.5...0.9).contains($0) })
    #expect(values.count { $0 < 0.6 } == 250)
    #expect((values.min() ?? 1) < 0.501 && (values.max() ?? 0) > 0.899)
  }

  @Test func wholeNumbersAreEquallyLikelyAtTheEndsToo() throws {
    let values = try values("batch-size=1..4", grid)
    for number in 1...4 { #expect(values.count { $0 == Double(number) } == 250) }
    let epochs = try self.values("warmup-epochs=int:0..1", grid)
    #expect(epochs.count { $0 == 0 } == 500 && epochs.count { $0 == 1 } == 500)
    #expect(Set(try self.values("batch-size=log:1..4", grid)) == [1, 2, 3, 4])
  }

  /// No power of ten rounds a number like 1e-307 to four digits.
  @Test func numbersNextToNothingStayNumbers() throws {
    let parameter = try SearchParameter("l1=log:1e-307..1e-300")
    let values = grid.compactMap { parameter.value(at: $0).number }
    #expect(values.count == grid.count && values.allSatisfy { (1e-307...1e-300).contains($0) })
    #expect(zip(values, values.dropFirst()).allSatisfy { $0 <= $1 })
  }

  @Test func choicesAreEquallyLikely() throws {
    let parameter = try SearchParameter("opt=choice:sgd,adam")
    let names = grid.map { parameter.value(at: $0).description }
    #expect(names.count { $0 == "sgd" } == 500 && names.count { $0 == "adam" } == 500)
    #expect(parameter.value(at: 1.0.nextDown) == .text("adam"))
  }

  @Test(arguments: [
    "lr=log:0.0001..0.1", "l1=log:1e-6..0.001", "momentum=linear:0.5..0.99",
    "batch-size=int:16..256",
    "batch-size=choice:32,64,128", "nesterov=choice:true,false", "model=choice:lenet5,small_cnn",
  ])
  func theTextGivesTheSameAgain(_ text: String) throws {
    let parameter = try SearchParameter(text)
    #expect(parameter.description == text)
    #expect(try SearchParameter(parameter.description) == parameter)
  }

  /// The part of the error that a person needs.
  @Test(arguments: [
    ("lr", "parameter: expected name=values"), ("=1..2", "expected name=values"),
    ("rl=1..2", "did you mean lr?"), ("batch-sise=1..2", "did you mean batch-size?"),
    ("epochs=1..2", "found one that the stages of the search decide"),
    ("seed=1..2", "decides which pictures are held back"),
    ("lr=log:0..1", "a logarithmic range above 0, found 0"), ("lr=2..1", "lr: expected low..high"),
    ("lr=1e-3..1e-3", "expected a range, low..high, found 0.001..0.001"),
    ("lr=a..b", "expected low..high, as in 1e-4..0.1"), ("lr=1", "lr: expected low..high"),
    ("lr=nan..1", "expected low..high"), ("lr=lgo:1..2", "did you mean log?"),
    ("lr=-1..1", "expected a number above 0 and at most 1000, found -1"),
    ("momentum=0.5..1", "0 or more and below 1, found 1"),
    ("opt=1..2", "expected choice: and values"), ("opt=choice:sgd,adm", "did you mean adam?"),
    ("opt=choice:sgd,sgd", "each once"), ("opt=choice:sgd,", "values with commas"),
    ("batch-size=1.2..1.8", "a range with two whole numbers or more"),
    ("batch-size=choice:32,3.5", "batch-size: expected a whole number"),
    ("model=choice:lenet5,lenet6", "did you mean lenet5?"),
  ])
  func errors(_ text: String, _ part: String) {
    let line = errorLine { _ = try SearchParameter(text) }
    #expect(line.contains(part), "\(line)")
  }

  @Test func everyFieldThatDecidesAnythingCanBeSearched() {
    let names = TunableField.all.map(\.name)
    for name in [
      "model", "batch-size", "opt", "lr", "momentum", "nesterov", "weight-decay", "l1",
      "smoothing", "sched", "warmup-epochs", "preprocess", "drop-last",
    ] { #expect(names.contains(name)) }
    for name in ["init", "augment", "unsafe-augment"] { #expect(names.contains(name)) }
    for name in ["epochs", "seed", "val-share", "data", "data-folder", "checkpoint-seconds"] {
      #expect(!names.contains(name))
    }
  }

  /// As searches were saved before they went by the flags' names.
  @Test(arguments: [
    ("initializer=choice:he-normal,xavier-normal", "init=choice:he-normal,xavier-normal"),
    ("augmentation=choice:flip,erase", "augment=choice:flip,erase"),
    ("unsafe-augmentation=choice:true,false", "unsafe-augment=choice:true,false"),
    ("freeze-body=choice:true,false", "freeze-body=choice:true,false"),
  ])
  func namesOfFieldsAreTaken(_ old: String, _ now: String) throws {
    let parameter = try SearchParameter(old)
    #expect(parameter.description == now)
    if !now.hasPrefix("freeze-body") { #expect(try SearchParameter(now) == parameter) }
  }

  @Test func namesThatAreNoFlagsAreNotOffered() {
    let line = errorLine { _ = try SearchParameter("rl=1..2") }
    #expect(line.contains(" init, ") && line.contains(" augment, "))
    #expect(!line.contains("initializer") && !line.contains("freeze-body"))
  }

  @Test func aNarrowedRangeLiesAroundTheBestAndWithinTheOldOne() throws {
    let rate = try SearchParameter("lr=log:1e-4..0.1")
    let middle = rate.narrowed(around: .number(3e-3), share: 1.0 / 3, keeping: [])
    // A third of three decades: one decade, from 3e-3 / sqrt(10) on.
    #expect(middle.description == "lr=log:0.0009487..0.009487")
    let end = rate.narrowed(around: .number(0.09), share: 1.0 / 3, keeping: [])
    #expect(end.description == "lr=log:0.01..0.1")
    let momentum = try SearchParameter("momentum=0.1..0.9")
      .narrowed(around: .number(0.2), share: 0.5, keeping: [])
    guard case .linear(let range) = momentum.domain else { Issue.record("\(momentum)"); return }
    #expect(abs(range.lowerBound - 0.1) < 1e-12 && abs(range.upperBound - 0.5) < 1e-12)
    let size = try SearchParameter("batch-size=choice:32,64,128")
      .narrowed(around: .number(64), share: 0.5, keeping: [.number(64), .number(128)])
    #expect(size.description == "batch-size=choice:64,128")
    // Whole numbers stay a range while there are two of them.
    let whole = try SearchParameter("batch-size=1..9")
      .narrowed(around: .number(5), share: 0.5, keeping: [])
    #expect(whole.description == "batch-size=int:3..7")
  }

  @Test func aBestValueAtAnEndIsNoticed() throws {
    let rate = try SearchParameter("lr=log:1e-4..0.1")
    #expect(rate.isAtEnd(.number(0.09)) && rate.isAtEnd(.number(1.1e-4)))
    #expect(!rate.isAtEnd(.number(0.05)) && !rate.isAtEnd(.number(2e-4)))
    #expect(try !SearchParameter("batch-size=choice:32,64").isAtEnd(.number(64)))
  }
}

@Suite struct SearchSamplerTests {
  @Test func aLatinHypercubeHasATrialInEachStratumOfEachParameter() {
    let points = SearchSampler.latinHypercube.points(20, dimensions: 3, seed: 7, stage: 0)
    for dimension in 0..<3 {
      let strata = points.map { Int($0[dimension] * 20) }
      #expect(strata.sorted() == Array(0..<20))
      // Not in order, which would tie the parameters together.
      #expect(strata != strata.sorted())
    }
    #expect(points.map { Int($0[0] * 20) } != points.map { Int($0[1] * 20) })
  }

  @Test func aRandomPointDependsOnItsTrialAlone() {
    let few = SearchSampler.random.points(5, dimensions: 2, seed: 7, stage: 0)
    let many = SearchSampler.random.points(400, dimensions: 2, seed: 7, stage: 0)
    #expect(Array(many.prefix(5)) == few)
    #expect(SearchSampler.random.points(5, dimensions: 2, seed: 8, stage: 0) != few)
    #expect(SearchSampler.random.points(5, dimensions: 2, seed: 7, stage: 1) != few)
    // The mean of 400 numbers between 0 and 1 lies within 4 deviations, 4 * 0.289 / 20, of a half.
    for dimension in 0..<2 {
      let mean = many.reduce(0) { $0 + $1[dimension] } / 400
      #expect(abs(mean - 0.5) < 0.058)
    }
  }
}
