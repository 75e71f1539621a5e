import Fovea
import FoveaReport

/// What the cost model behind `automatic` says of layers, as a table with the choice of each pass first.
func explanation(of layers: [ConvolutionCase]) throws -> String {
  var table = Table([
    .text("case"), .text("pass"), .text("algorithm"), .number("products"), .number("movement"),
    .number("expected"), .number("tasks"),
  ])
  for layer in layers {
    let geometry = try layer.geometry()
    for pass in layer.passes.compactMap({ ConvolutionPass(rawValue: $0.rawValue) }) {
      for cost in ConvolutionCost.candidates(for: geometry, pass) {
        table.append(
          layer.name, LayerPass(rawValue: pass.rawValue)?.title ?? pass.rawValue,
          cost.algorithm.rawValue, cost.products.fourDigits, cost.movement.fourDigits,
          cost.milliseconds.fourDigits, "\(cost.algorithm.tasks(for: geometry, pass))")
      }
    }
  }
  return """
    What the engine expects, in milliseconds of one core at the rates measured on Zen 4; the first of each
    pass is what 'automatic' runs. Products: multiply-adds, those of half-filled blocks among them.
    Movement: patches, transforms, packing, sums in memory. Tasks: what there is to share out at most.
    The geometry alone decides: neither threads nor load change which algorithm runs, nor the bits.

    \(table.text(width: nil))
    """
}
