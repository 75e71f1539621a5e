import FoveaNN
import TestSupport
import Testing

/// Pooling beyond maximum and mean, upsampling, unshared and shared weights, normalisation of single items,
/// noise, branches.
let furtherLayers: [LayerGradientTests.Case] = furtherPools + others

private typealias Case = LayerGradientTests.Case

private let others: [Case] = [
  Case(name: "ConvTranspose2D", input: [2, 3, 4, 3]) {
    ConvTranspose2D(
      inputChannels: 3, outputChannels: 2, kernelSize: [3, 4], stride: 2, padding: .zeros(1),
      outputPadding: [1, 0], random: &$0)
  },
  Case(name: "ConvTranspose2D in groups, without bias", input: [2, 3, 3, 4]) {
    ConvTranspose2D(
      inputChannels: 4, outputChannels: 6, kernelSize: 3, stride: [1, 3], padding: .same,
      groups: 2, bias: false, random: &$0)
  },
  Case(name: "A convolution and its way back with the same kernels", input: [1, 5, 6, 2]) {
    let convolution = Conv2D(
      inputChannels: 2, outputChannels: 3, kernelSize: 3, stride: 2, padding: .zeros(1),
      policy: .floor, random: &$0)
    return Sequential(
      convolution, Tanh(), ConvTranspose2D(tiedTo: convolution, outputPadding: [0, 1]))
  },
  Case(name: "Upsample2D, nearest", input: [2, 2, 3, 3]) { _ in Upsample2D([3, 2]) },
  Case(name: "Upsample2D, bilinear", input: [2, 2, 3, 3]) { _ in
    Upsample2D([2, 3], .bilinear)
  },
  Case(name: "LocallyConnected2D", input: [2, 4, 5, 2]) {
    unshared(&$0)
  },
  Case(name: "Shared kernels at two scales", input: [1, 7, 6, 2]) {
    let fine = Conv2D(
      inputChannels: 2, outputChannels: 2, kernelSize: 3, padding: .same, random: &$0)
    return Parallel(.concatenation, fine, Conv2D(sharing: fine, dilation: 2))
  },
  Case(name: "One dense layer twice", input: [3, 4]) {
    let dense = Dense(4, 4, random: &$0)
    return Sequential(dense, Tanh(), Dense(sharing: dense))
  },
  Case(name: "SpatialDropout2D", input: [3, 2, 2, 5]) { _ in SpatialDropout2D(p: 0.4) },
  Case(name: "GaussianNoise", input: [3, 7]) { _ in GaussianNoise() },
  Case(name: "LayerNorm of channels", input: [2, 3, 2, 5]) {
    scrambled(LayerNorm(5), &$0)
  },
  Case(name: "LayerNorm of images", input: [2, 3, 2, 3]) {
    scrambled(LayerNorm(3, 2, 3), &$0)
  },
  Case(name: "GroupNorm", input: [2, 3, 2, 6]) { scrambled(GroupNorm(6, groups: 3), &$0) },
  Case(name: "GroupNorm, a group a channel", input: [2, 4, 3]) {
    scrambled(GroupNorm(3, groups: 3), &$0)
  },
  Case(name: "LocalResponseNorm", input: [2, 2, 3, 7]) { _ in
    LocalResponseNorm(alpha: 0.2, k: 1)
  },
  Case(name: "LocalResponseNorm, even and another power", input: [3, 4]) { _ in
    LocalResponseNorm(size: 2, alpha: 1, beta: 0.6, k: 0.5)
  },
  Case(name: "SqueezeExcite", input: [3, 2, 4, 6]) {
    SqueezeExcite(6, reduction: 2, random: &$0)
  },
  Case(name: "SqueezeExcite of series", input: [2, 5, 3]) { SqueezeExcite(3, random: &$0) },
  Case(name: "Subsample2D", input: [2, 4, 6, 3]) { scrambled(Subsample2D(3), &$0) },
  Case(name: "TableConv2D", input: [2, 5, 4, 3]) {
    TableConv2D(
      inputChannels: 3, table: [[0, 1], [2], [0, 1, 2], [1, 2]], kernelSize: [3, 2], random: &$0)
  },
  Case(name: "ConvStage", input: [2, 6, 6, 2]) {
    ConvStage(
      Conv2D(
        inputChannels: 2, outputChannels: 3, kernelSize: 3, padding: .same, random: &$0),
      normalization: BatchNorm(3), detector: Tanh(), pooling: AvgPool2D(2))
  },
  Case(name: "Parallel, sum with a skip", input: [3, 4]) {
    Parallel(.sum, Sequential(Dense(4, 4, random: &$0), Tanh()), Identity())
  },
  Case(name: "Parallel, concatenation", input: [2, 4, 4, 2]) {
    Parallel(
      .concatenation, MaxPool2D(2),
      Conv2D(inputChannels: 2, outputChannels: 3, kernelSize: 2, stride: 2, random: &$0),
      DistanceWeightedPool2D(2))
  },
]

private let furtherPools: [Case] = [
  Case(name: "MaxPool2D, ceil", input: [2, 5, 4, 3]) { _ in MaxPool2D(2, policy: .ceil) },
  Case(name: "AvgPool2D, ceil, rectangular", input: [2, 5, 6, 3]) { _ in
    AvgPool2D([3, 2], stride: [2, 3], padding: .zeros([1, 0]), policy: .ceil)
  },
  Case(name: "LpPool2D, p 2", input: [2, 4, 6, 3]) { _ in LpPool2D(2) },
  Case(name: "LpPool2D, p 3, overlapping", input: [1, 5, 5, 2]) { _ in
    LpPool2D(3, p: 3, stride: 2, padding: .zeros(1))
  },
  Case(name: "LpPool2D, p 1", input: [1, 4, 4, 2]) { _ in LpPool2D(2, p: 1) },
  Case(name: "LpPool1D", input: [2, 8, 3]) { _ in LpPool1D(4, stride: 2) },
  Case(name: "AdaptiveMaxPool2D", input: [2, 5, 7, 2]) { _ in AdaptiveMaxPool2D([3, 4]) },
  Case(name: "AdaptiveMaxPool1D", input: [2, 7, 3]) { _ in AdaptiveMaxPool1D(3) },
  Case(name: "AdaptiveAvgPool1D", input: [2, 7, 3]) { _ in AdaptiveAvgPool1D(3) },
  Case(name: "FractionalMaxPool2D", input: [2, 7, 6, 2]) { _ in FractionalMaxPool2D() },
  Case(name: "FractionalMaxPool2D, disjoint", input: [2, 7, 8, 2]) { _ in
    FractionalMaxPool2D(factor: 1.7, overlapping: false)
  },
  Case(name: "DistanceWeightedPool2D, binomial", input: [2, 6, 6, 3]) { _ in
    DistanceWeightedPool2D(3, stride: 1, padding: .same)
  },
  Case(name: "DistanceWeightedPool2D, Gaussian, zeros counted", input: [2, 7, 5, 2]) { _ in
    DistanceWeightedPool2D(
      3, weights: .gaussian(sigma: 0.8), stride: 2, padding: .zeros(1), includingPadding: true)
  },
  Case(name: "DistanceWeightedPool1D, inverse distance", input: [2, 9, 3]) { _ in
    DistanceWeightedPool1D(3, weights: .inverseDistance)
  },
]

/// Stochastic pooling, whose training pass jumps where the choice changes: no differences can be taken there.
let stochasticLayers: [LayerGradientTests.Case] = [
  Case(name: "StochasticPool2D", input: [2, 4, 6, 3]) { _ in StochasticPool2D(2) },
  Case(name: "StochasticPool2D, overlapping", input: [1, 5, 5, 2]) { _ in
    StochasticPool2D(3, stride: 2, padding: .zeros(1))
  },
  Case(name: "StochasticPool1D", input: [2, 8, 3]) { _ in StochasticPool1D(4, stride: 2) },
]

/// The layer with parameters that no formula could take for ones and zeros.
private func scrambled(_ layer: any Layer, _ random: inout RandomSource) -> any Layer {
  for parameter in layer.parameters {
    parameter.value = Tensor(uniform: 0.5..<1.5, parameter.shape, using: &random)
  }
  return layer
}

private func unshared(_ random: inout RandomSource) -> any Layer {
  let layer = try? LocallyConnected2D(
    inputSize: [4, 5], inputChannels: 2, outputChannels: 3, kernelSize: [3, 2], stride: [1, 3],
    padding: .zeros([1, 0]), random: &random)
  guard let layer else { preconditionFailure("a window that fits") }
  return layer
}
