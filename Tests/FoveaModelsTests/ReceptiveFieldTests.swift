import FoveaModels
import TestSupport
import Testing

/// Receptive fields: the formula's, and those that gradients show.
@Suite struct ReceptiveFieldTests {
  /// As Araujo et al. (2019) and others have them.
  @Test(arguments: [
    ("alexnet", 195, 32), ("vgg16", 212, 32), ("resnet18", 435, 32), ("mobilenet_v2", 491, 32),
    ("lenet5", 16, 4), ("lenet5_original", 16, 4),
  ])
  func knownNetworks(_ name: String, _ size: Int, _ jump: Int) throws {
    let entry = try #require(ModelCatalog.entry(named: name))
    var random = RandomSource(seed: 1)
    let model = try entry.make(entry.usual.picture, entry.usual.classes, &random)
    #expect(
      model.receptiveField
        == ReceptiveField(size: IntPair(size), jump: IntPair(jump), isWhole: true))
  }

  /// Where the gradient of one output is not 0: kernels without zeros, nothing that chooses.
  @Test func gradientsReachAsFarAndNoFarther() throws {
    var random = RandomSource(seed: 1)
    func conv(_ kernel: IntPair, stride: IntPair = 1, dilation: IntPair = 1) -> Conv2D {
      Conv2D(
        inputChannels: 1, outputChannels: 1, kernelSize: kernel, stride: stride,
        dilation: dilation, policy: .floor, initializer: .constant(1), random: &random)
    }
    let cases: [any Layer] = try [
      Sequential(conv([3, 2]), AvgPool2D(2, policy: .floor), conv([2, 3], dilation: [2, 1])),
      Sequential(conv(3, stride: 2), Subsample2D(1, policy: .floor), conv(2)),
      ResidualBlock(
        body: Sequential(conv(3)),
        projection: Sequential(conv(1, stride: 1), AvgPool2D(3, stride: 1))),
      Parallel(.sum, Sequential(conv(3), conv(3)), conv(5)),
      ConvStage(
        conv(2), detector: Softplus(), pooling: DistanceWeightedPool2D(3, stride: 2, policy: .floor)
      ),
      LocallyConnected2D(
        inputSize: [23, 25], inputChannels: 1, outputChannels: 1, kernelSize: [3, 2], stride: 2,
        policy: .floor, initializer: .constant(1), random: &random),
      Sequential(
        conv([3, 2], stride: 2),
        ConvTranspose2D(
          inputChannels: 1, outputChannels: 1, kernelSize: 3, padding: .zeros(2),
          initializer: .constant(1), random: &random)),
    ]
    for layer in cases {
      let field = try #require(layer.receptiveField)
      let x = Variable(
        Tensor(uniform: 1..<2, [1, 23, 25, 1], using: &random), requiresGradient: true)
      let y = layer(x, .inference)
      var cotangent = [Scalar](repeating: 0, count: y.shape.count)
      // The output in row 1, column 1.
      cotangent[y.shape[2] + 1] = 1
      let gradient = try #require(y.backward(Tensor(y.shape, cotangent))[x]).elements
      for row in 0..<23 {
        for column in 0..<25 {
          let isInside =
            (field.jump.height..<field.jump.height + field.size.height).contains(row)
            && (field.jump.width..<field.jump.width + field.size.width).contains(column)
          #expect((gradient[row * 25 + column] != 0) == isInside, "\(field) at \(row), \(column)")
        }
      }
    }
  }

  /// 3 places, then 3 of them two apart: 7, and 4 to the next.
  @Test func poolingsOfSequencesAreLookedThrough() {
    let pools: [any Layer] = [
      MaxPool1D(3, stride: 2), AvgPool1D(3, stride: 2), LpPool1D(3, stride: 2),
      StochasticPool1D(3, stride: 2), DistanceWeightedPool1D(3, stride: 2),
    ]
    for pool in pools {
      #expect(
        Sequential(pool, pool).receptiveField == ReceptiveField(size: [1, 7], jump: [1, 4]),
        "\(pool.kind)")
    }
    for pool in [AdaptiveMaxPool1D(2), AdaptiveAvgPool1D(2)] as [any Layer] {
      #expect(pool.receptiveField?.isWhole == true)
    }
  }

  /// Outputs that see more or less, by their place, have no field in common; nor is one made up for a network that
  /// does not say how its layers follow each other.
  @Test func whereOutputsDifferThereIsNone() {
    var random = RandomSource(seed: 1)
    let layers: [any Layer] = [
      Upsample2D(), FractionalMaxPool2D(), DenoisingAutoencoder(random: &random),
      ConvTranspose2D(
        inputChannels: 1, outputChannels: 1, kernelSize: 4, stride: 2, random: &random),
    ]
    for layer in layers {
      #expect(Sequential(AvgPool2D(2), layer).receptiveField == nil, "\(layer.kind)")
      #expect(Parallel(.sum, Identity(), layer).receptiveField == nil, "\(layer.kind)")
    }
    #expect(Upsample2D(1).receptiveField == .pixel)
    // Everything is seen already.
    #expect(Sequential(AdaptiveAvgPool2D(2), Upsample2D()).receptiveField?.isWhole == true)
  }
}
