import FoveaKernels
import FoveaNN
import FoveaReport
import FoveaTensor

/// What becomes of a signal on its way through a deep network that has not been trained yet (row I2).
///
/// Normal numbers go through `depth` dense layers of one width, each with the same initialiser and the same
/// activation. Weights that start too small let the signal fade from layer to layer, and the gradients with
/// it; too large ones saturate a tanh.
///
/// - Source: Glorot and Bengio (2010), section 4; He et al. (2015), section 2.2.
public struct InitializationStudy: Sendable {
  /// The activations of one layer.
  public struct Layer: Sendable {
    /// Their mean.
    public let mean: Double
    /// Their standard deviation.
    public let standardDeviation: Double
    /// The share of them that a saturating activation has driven to where its derivative is below 1e-3.
    public let saturated: Double
    /// How many lie in each of `bins` equal parts of `range`; those outside count to the first and last.
    public let histogram: [Int]

    /// The mean of their squares: the size of the signal.
    public var secondMoment: Double { mean * mean + standardDeviation * standardDeviation }

    /// Whether an activation, or their variance, was too large for a number.
    public var overflows: Bool { !mean.isFinite || !standardDeviation.isFinite }
  }

  /// How the weights started.
  public let initializer: Initializer
  /// What follows each layer.
  public let activation: Activation
  /// The layers, from the first on.
  public let layers: [Layer]

  /// Bins of a histogram.
  public static let bins = 40

  /// Sends a batch through a network.
  ///
  /// - Parameters:
  ///   - initializer: how all weights start.
  ///   - activation: what follows each layer; tanh by default, as in Glorot and Bengio's figures.
  ///   - depth: layers; 10 by default.
  ///   - width: numbers a layer; 500 by default.
  ///   - samples: how many inputs; 1,000 by default.
  ///   - seed: of inputs and weights.
  public init(
    _ initializer: Initializer, activation: Activation = .tanh, depth: Int = 10, width: Int = 500,
    samples: Int = 1000, seed: UInt64 = 42
  ) {
    require(
      depth > 0 && width > 0 && samples > 0,
      "InitializationStudy: sizes of 1 or more expected, received \(depth), \(width), \(samples)")
    self.initializer = initializer
    self.activation = activation
    var random = RandomSource(seed: seed)
    var signal = Variable(
      Tensor(normal: 0, standardDeviation: 1, [samples, width], using: &random))
    let range = Self.range(of: activation)
    let function = activation.makeLayer()
    layers = withoutGradients {
      (0..<depth).map { _ in
        let dense = Dense(width, width, bias: false, initializer: initializer, random: &random)
        signal = function(dense(signal, .inference), .inference)
        return Layer(signal.value, activation, range)
      }
    }
  }

  /// What a histogram of this activation's values spans: its range, at most -3 ... 3.
  public static func range(of activation: Activation) -> ClosedRange<Double> {
    let range = activation.range
    return max(range.lower, -3)...min(range.upper, 3)
  }

  /// The histograms of several studies, a row each, as small charts beside each other.
  public static func chart(_ studies: [InitializationStudy]) -> PanelGrid {
    let activation = studies.first?.activation.name ?? ""
    let rows = studies.map { study in
      let range = Self.range(of: study.activation)
      return PanelGrid.Row(
        study.initializer.name,
        panels: study.layers.enumerated().map { index, layer in
          PanelGrid.Panel(
            "layer \(index + 1)",
            note: layer.overflows
              ? "overflows" : "deviation \(layer.standardDeviation.significant(2))",
            histogram: layer.histogram, over: range)
        }, xRange: range, yRange: 0...1.05)
    }
    return PanelGrid(
      "Activations of an untrained network",
      note: "\(activation), layer by layer; how often each value occurs, the fullest bin as 1",
      isFilled: true, rows: rows)
  }
}

extension InitializationStudy.Layer {
  fileprivate init(_ values: Tensor, _ activation: Activation, _ range: ClosedRange<Double>) {
    // In double: the square of what single precision holds may be more than it holds.
    let numbers = values.elements.map { Double($0) }
    let mean = numbers.reduce(0, +) / Double(numbers.count)
    let squares = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    self.mean = mean
    standardDeviation = (squares / Double(numbers.count)).squareRoot()
    saturated =
      activation.unsaturatedOutputs().map {
        Double(values.count(outside: $0)) / Double(values.count)
      } ?? 0
    var counts = [Int](repeating: 0, count: InitializationStudy.bins)
    let scale = Double(counts.count) / (range.upperBound - range.lowerBound)
    for value in numbers where value.isFinite {
      let bin = (value - range.lowerBound) * scale
      counts[min(max(Int(min(max(bin, 0), 1e6)), 0), counts.count - 1)] += 1
    }
    histogram = counts
  }
}
