import Foundation
import FoveaData
import FoveaTensor
import TestSupport
import Testing

@Suite struct PreprocessorTests {
  /// 50 pictures of 3 x 2 with two channels, each with a mean of its own; number 5 of each is -1.
  private let images: Tensor
  /// The same as a set.
  private let data: DataSet

  init() throws {
    var random = TestRandom("preprocessors")
    let noise = random.uniform([50, 3, 2, 2]).elements
    images = Tensor(
      [50, 3, 2, 2],
      noise.enumerated().map { i, x in
        i % 2 == 0 ? 3 + 2 * x : x * Scalar(i % 12 == 5 ? 0 : i % 12) - 1
      })
    data = try DataSet(
      name: "noise", split: .train, images: images, labels: (0..<50).map { $0 % 2 },
      classNames: ["a", "b"])
  }

  /// The numbers that share a statistic: those of one pixel and channel, or of one channel.
  private func columns(
    _ tensor: Tensor, _ granularity: Preprocessing.Granularity
  ) -> [[Double]] {
    let width = granularity == .pixel ? 12 : 2
    let elements = tensor.elements
    return (0..<width).map { j in
      stride(from: j, to: elements.count, by: width).map { Double(elements[$0]) }
    }
  }

  private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

  private func deviation(_ values: [Double]) -> Double {
    let middle = mean(values)
    return mean(values.map { ($0 - middle) * ($0 - middle) }).squareRoot()
  }

  @Test(arguments: Preprocessing.Granularity.allCases)
  func meanSubtractionCentres(_ granularity: Preprocessing.Granularity) throws {
    let fitted = try MeanSubtraction(fitting: data, per: granularity)
    for (found, column) in zip(fitted.mean.elements, columns(images, granularity)) {
      expectClose(Double(found), mean(column), reduction: 50, scale: 10)
    }
    let result = fitted(images)
    #expect(result.shape == images.shape)
    for (before, after) in zip(columns(images, granularity), columns(result, granularity)) {
      expectClose(mean(after), 0, reduction: 50, scale: 10)
      // Nothing but the mean is changed.
      expectClose(deviation(after), deviation(before), reduction: 50, scale: 10)
    }
    expectClose(fitted.inverse(result), images, reduction: 2)
  }

  @Test(arguments: Preprocessing.Granularity.allCases)
  func standardizeBringsToMeanZeroAndDeviationOne(
    _ granularity: Preprocessing.Granularity
  ) throws {
    let fitted = try Standardize(fitting: data, per: granularity)
    let result = fitted(images)
    for (place, column) in columns(images, granularity).enumerated() {
      // The number that never changes is centred only.
      let expected = deviation(column) < 0.01 ? 1 : deviation(column)
      // 50 additions each way, twice.
      expectClose(Double(fitted.deviation.elements[place]), expected, reduction: 100)
    }
    for column in columns(result, granularity) {
      expectClose(mean(column), 0, reduction: 50, scale: 1)
      let spread = deviation(column)
      if spread > 0 { expectClose(spread, 1, reduction: 50) }
    }
    expectClose(fitted.inverse(result), images, reduction: 3)
  }

  @Test func standardizeLeavesWhatHardlyChangesInItsScale() throws {
    // Deviations 0.005 and 0.02 around the threshold.
    let rows = Tensor([2, 2], [1.005, 1.02, 0.995, 0.98])
    let fitted = try Standardize(fitting: rows, per: .pixel)
    #expect(fitted.epsilon == 0.01)
    expectClose(fitted.deviation, Tensor([2], [1, 0.02]), reduction: 100)
    let all = try Standardize(fitting: rows, per: .pixel, epsilon: 0)
    expectClose(all.deviation, Tensor([2], [0.005, 0.02]), reduction: 400)
    // With any epsilon, a constant is not divided by 0.
    let constant = try Standardize(fitting: Tensor([2, 1], [5, 5]), per: .pixel, epsilon: 0)
    #expect(constant(Tensor([1, 1], [7])).elements == [2])
  }

  @Test(arguments: Preprocessing.Granularity.allCases)
  func minMaxBringsToZeroToOne(_ granularity: Preprocessing.Granularity) throws {
    let fitted = try MinMax(fitting: data, per: granularity)
    let result = fitted(images)
    for column in columns(result, granularity) {
      #expect(column.min() == 0)
      let greatest = column.max() ?? 0
      // The number that never changes is 0.
      if greatest > 0 { expectClose(greatest, 1, reduction: 2) }
    }
    #expect(columns(result, .pixel).count { $0.max() == 0 } == (granularity == .pixel ? 1 : 0))
    expectClose(fitted.inverse(result), images, reduction: 3)
  }

  @Test func minMaxSeesEveryRow() throws {
    // Extremes in the first and the last row, of more rows than there are parts.
    var rows = [Scalar](repeating: 0.5, count: 100)
    (rows[0], rows[99]) = (-2, 6)
    let fitted = try MinMax(fitting: Tensor([100, 1], rows))
    #expect(fitted.minimum.elements == [-2] && fitted.range.elements == [8])
  }

  private static let all: [Preprocessing] = [
    .meanSubtraction(per: .pixel), .meanSubtraction(per: .channel),
    .standardize(per: .pixel), .standardize(per: .channel, epsilon: 0.5),
    .minMax(per: .pixel), .minMax(per: .channel),
    .pca(components: .all), .pca(components: 3, whitening: true, epsilon: 1e-3),
    .pca(components: 0.9, whitening: true), .zca(), .zca(epsilon: 0.5),
    .pipeline(steps: [.meanSubtraction(per: .pixel), .pca(components: 4)]),
    .pipeline(steps: []),
  ]

  @Test(arguments: all)
  func doesTheSameAgainAfterBeingStored(_ description: Preprocessing) throws {
    let fitted = try description.fitted(on: data)
    #expect(fitted.configuration == description)
    let json = try JSONEncoder().encode(fitted.configuration)
    let names = fitted.tensors.map(\.name)
    #expect(Set(names).count == names.count)
    let stored = Dictionary(uniqueKeysWithValues: fitted.tensors.map { ($0.name, $0.tensor) })

    let restored = try JSONDecoder().decode(Preprocessing.self, from: json).restored(from: stored)
    let result = fitted.transform(images)
    expectSameBits(restored.transform(images), result)
    expectSameBits(restored.inverse(result), fitted.inverse(result))
    #expect(restored.configuration == description)
    #expect(restored.tensors.map(\.name) == names)
    for (a, b) in zip(restored.tensors, fitted.tensors) { expectSameBits(a.tensor, b.tensor) }
    #expect(
      try Shape([50] + fitted.outputShape(for: [3, 2, 2]).dimensions) == result.shape)
  }

  @Test(arguments: all)
  func hasTheSameBitsWithAnyNumberOfThreads(_ description: Preprocessing) throws {
    let shapes = try Shapes(.train, count: 400, size: 9).data
    let results = try withThreads([1, 2, 5]) { _ in
      try description.fitted(on: shapes).transform(shapes.images)
    }
    for result in results { expectSameBits(result, results[0]) }
  }

  @Test func readsAsJSON() throws {
    func json(_ description: Preprocessing) throws -> String {
      let encoder = JSONEncoder()
      encoder.outputFormatting = .sortedKeys
      return String(decoding: try encoder.encode(description), as: UTF8.self)
    }
    let standardize = try json(.standardize(per: .channel))
    #expect(standardize == #"{"standardize":{"epsilon":0.01,"per":"channel"}}"#)
    let pca = try json(.pipeline(steps: [.pca(components: 0.95)]))
    #expect(
      pca
        == #"{"pipeline":{"steps":[{"pca":{"components":"0.95","epsilon":0,"whitening":false}}]}}"#)
  }

  @Test func pipelineFitsEachStepOnWhatComesOutOfTheOneBefore() throws {
    let pipeline = try Pipeline(
      fitting: data, steps: [.standardize(per: .pixel), .pca(components: 5, whitening: true)])
    let first = try Standardize(fitting: data, per: .pixel)
    let second = try PCA(fitting: first(images), components: 5, whitening: true)
    expectSameBits(pipeline(images), second(first(images)))
    #expect(
      pipeline.tensors.map(\.name) == [
        "0.mean", "0.deviation", "1.mean", "1.components", "1.explainedVariance", "1.totalVariance",
      ])
    // A step that cannot follow the one before it.
    #expect(throws: (any Error).self) {
      _ = try Pipeline([second, first]).outputShape(for: [3, 2, 2])
    }
  }

  @Test func isFittedOnTrainingDataOnly() throws {
    let test = try Shapes(.test, count: 20).data
    for description in Self.all {
      let error = #expect(throws: DataError.self) { _ = try description.fitted(on: test) }
      #expect(
        error?.description == "shapes: fitting a preprocessor: expected the train split, "
          + "found the test split; fit on training data and use the result for all")
    }
  }

  @Test func refusesToBeFittedOnNothingOrOnWhatIsNotFinite() throws {
    try withFolder { folder in
      for description in Self.all.dropLast() {
        #expect(
          folder.error { _ = try description.fitted(on: data.prefix(0)) }
            == "fitting a preprocessor: expected 1 picture or more, found 0 of [3, 2, 2]")
        for bad in [Scalar.nan, .infinity] {
          var numbers = images.elements
          numbers[77] = bad
          let data = try DataSet(
            name: "bad", split: .train, images: Tensor(images.shape, numbers),
            labels: data.labels, classNames: data.classNames)
          #expect(
            folder.error { _ = try description.fitted(on: data) }.contains(
              "expected finite numbers"))
        }
      }
      #expect(
        folder.error { _ = try MinMax(fitting: Tensor([1, 2, 3])) }
          == "fitting a preprocessor: expected [rows, ...], found shape [3]")
    }
  }

  @Test func refusesStoredTensorsThatDoNotFit() throws {
    let mean = Tensor([2], [1, 2])
    try withFolder { folder in
      func error(_ description: Preprocessing, _ tensors: [String: Tensor]) -> String {
        folder.error { _ = try description.restored(from: tensors) }
      }
      let standardize = Preprocessing.standardize(per: .channel)
      #expect(
        error(standardize, ["mean": mean])
          == "preprocessing: deviation: expected a tensor, found none; the model's file is not whole"
      )
      #expect(
        error(standardize, ["mean": mean, "deviation": Tensor([1])])
          == "preprocessing: deviation: expected shape [2], found [1]; the model's file is not whole"
      )
      #expect(
        error(standardize, ["mean": mean, "deviation": Tensor([2], [1, 0])])
          == "preprocessing: deviation: expected numbers above 0, found others; "
          + "the model's file is damaged")
      #expect(
        error(.meanSubtraction(per: .channel), ["mean": Tensor([.nan])])
          == "preprocessing: mean: expected finite numbers, found others; the model's file is damaged"
      )
      #expect(
        error(.pca(components: 1), ["mean": mean, "components": Tensor([1, 3], [1, 0, 0])])
          == "preprocessing: components: expected shape [components, 2], found [1, 3]; "
          + "the model's file is not whole")
      #expect(
        error(.pipeline(steps: [.minMax(per: .channel)]), ["minimum": mean, "range": mean])
          == "preprocessing: minimum: expected a tensor, found none; the model's file is not whole")
    }
  }

  @Test func refusesPicturesOfOtherExtents() throws {
    for description in Self.all.dropLast() {
      let fitted = try description.fitted(on: data)
      #expect(throws: ShapeError.self) { _ = try fitted.outputShape(for: [4, 2, 3]) }
    }
    let error = #expect(throws: ShapeError.self) {
      _ = try MeanSubtraction(fitting: data).outputShape(for: [2, 3, 2])
    }
    #expect(
      error?.description == "MeanSubtraction: fitted on pictures [3, 2, 2], received [2, 3, 2]")
    // One number a channel fits pictures of any size.
    #expect(
      try MeanSubtraction(fitting: data, per: .channel).outputShape(for: [9, 9, 2]) == [9, 9, 2])
  }
}
