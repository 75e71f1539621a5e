import FoveaNN
import TestSupport
import Testing

/// Gradients of the further layers.
@Suite struct FurtherLayerTests {
  typealias Case = LayerGradientTests.Case

  @Test(arguments: furtherLayers, [true, false])
  func gradient(_ c: Case, training: Bool) {
    LayerGradientTests().gradient(c, training: training)
  }

  @Test(arguments: stochasticLayers) func gradientInInference(_ c: Case) {
    LayerGradientTests().gradient(c, training: false)
  }
}
