import FoveaData
import FoveaExplain
import FoveaModels
import TestSupport
import Testing

@Suite struct PoolingTopicsTests {
  private func edges(_ count: Int) throws -> Tensor {
    try Shapes(.test, count: count).data.images(at: 0..<count)
  }

  @Test("Weights fall with the distance and add up to 1")
  func weights() throws {
    let figure = try DistancePooling(pictures: edges(5))
    #expect(figure.kernels.map(\.name) == ["binomial", "gaussian 1.0", "inverse distance"])
    for (name, kernel) in figure.kernels {
      expectClose(Double(kernel.sum().item), 1, reduction: 20, name)
      let w = kernel.elements
      #expect(w[4] > w[1] && w[1] > w[0], "\(name)")
    }
  }

  @Test("A shift by the stride moves every result along; by half of it, averages leave less")
  func shifts() throws {
    let figure = try DistancePooling(pictures: edges(100), shifts: 4)
    #expect(figure.curves.map(\.name).prefix(2) == ["max", "average"])
    for curve in figure.curves {
      #expect(curve.changes.count == 5 && curve.changes[0] == 0, "\(curve.name)")
      #expect(curve.changes[1] > 0 && curve.changes[1] < curve.changes[3], "\(curve.name)")
      // Whole places: the same sums of the same pixels.
      #expect(curve.left[0] == 0 && curve.left[2] == 0 && curve.left[4] == 0, "\(curve.name)")
    }
    // The flatter the weights, the less: averages, 1 / (1 + d), the Gaussian, 1 2 1.
    let left = Dictionary(uniqueKeysWithValues: figure.curves.map { ($0.name, $0.left) })
    for shift in [1, 3] {
      let order = try ["average", "inverse distance", "gaussian 1.0", "binomial"].map {
        try #require(left[$0])[shift]
      }
      #expect(order == order.sorted() && Set(order).count == 4, "shift \(shift)")
      // The maximum leaves more than all but the sharpest of them.
      #expect(try #require(left["max"])[shift] > order[2], "shift \(shift)")
    }
    // The invariance of the lecture's figure: sharp weights change more than the maximum does.
    let changes = Dictionary(uniqueKeysWithValues: figure.curves.map { ($0.name, $0.changes) })
    let (ofMax, ofBinomial) = try (#require(changes["max"]), #require(changes["binomial"]))
    #expect(ofMax[1] < ofBinomial[1])
  }

  @Test("Pictures that are too small are refused")
  func small() throws {
    #expect {
      try DistancePooling(pictures: .zeros([1, 9, 9, 1]), window: 5)
    } throws: {
      "\($0)" == "pictures of 7x18 or more expected, found 9x9"
    }
  }

  @Test(
    "Without pooling the dense layer has sixteen times the parameters; the same seed, the same result"
  )
  func ablation() throws {
    var configuration = PoolAblation.Configuration()
    (configuration.epochs, configuration.batchSize) = (4, 20)
    (configuration.learningRate, configuration.seed) = (0.005, 3)
    let training = try Shapes(.train, count: 300, size: 12).data
    let test = try Shapes(.test, count: 100, size: 12).data
    var epochs: [String] = []
    let ablation = try PoolAblation(configuration, training: training, test: test) {
      pooling, epoch, _ in epochs.append("\(pooling.rawValue) \(epoch)")
    }
    #expect(epochs.count == 12 && epochs[3...4] == ["none 4", "max 1"])
    let (none, max, average) = (ablation.rows[0], ablation.rows[1], ablation.rows[2])
    #expect(none.denseParameters - 10 == 16 * (max.denseParameters - 10))
    #expect(max.denseParameters == (3 * 3 * 32 + 1) * 10)
    #expect(max.parameters == average.parameters && max.multiplyAdds == average.multiplyAdds)
    // The convolutions are the same everywhere.
    #expect(none.parameters - none.denseParameters == max.parameters - max.denseParameters)
    #expect(none.multiplyAdds > 3 * max.multiplyAdds)
    for row in ablation.rows {
      // Guessing costs ln 10 = 2.303 nats.
      #expect(row.accuracies.count == 4 && row.loss < 2.2, "\(row.pooling): \(row.loss)")
      #expect(row.seconds > 0)
    }
    configuration.poolings = [.max]
    let again = try PoolAblation(configuration, training: training, test: test)
    #expect(again.rows[0].accuracies == max.accuracies && again.rows[0].loss == max.loss)
  }

  @Test("Pictures to test with that are of another kind are refused")
  func otherPictures() throws {
    let training = try Shapes(.train, count: 20, size: 12).data
    #expect {
      try PoolAblation(training: training, test: Shapes(.test, count: 20, size: 14).data)
    } throws: {
      "\($0)".contains("expected pictures [12, 12, 1] of 10 classes, found [14, 14, 1] of 10")
    }
  }
}
