import Fovea
import FoveaReport

extension BarChart {
  /// Convolution speeds: a panel a pass over the layers; for a single layer one panel over its passes.
  ///
  /// With naive among them the scale is logarithmic, or it could not be seen.
  static func convolution(_ results: [ConvResult], threads: Int) -> BarChart {
    let layers = distinct(results.map(\.layer))
    let passes = LayerPass.allCases.filter { pass in results.contains { $0.pass == pass } }
    let algorithms = seriesOrder(distinct(results.map(\.algorithm)))
    func value(_ layer: String, _ pass: LayerPass, _ algorithm: String) -> Double? {
      results.first {
        $0.layer == layer && $0.pass == pass && $0.algorithm == algorithm
      }?.gflops
    }
    let isSingle = layers.count == 1
    let panels =
      isSingle
      ? [
        Panel("", values: passes.map { pass in algorithms.map { value(layers[0], pass, $0) } })
      ]
      : passes.map { pass in
        Panel(
          pass.title, values: layers.map { layer in algorithms.map { value(layer, pass, $0) } })
      }
    let what = isSingle ? "Convolution \(layers[0])" : "Convolution"
    return BarChart(
      "\(what), \(threads) thread\(threads == 1 ? "" : "s")", unit: "GFLOP/s",
      scale: algorithms.contains(ConvResult.naiveName) ? .logarithmic : .linear,
      groups: isSingle ? passes.map(\.title) : layers,
      series: algorithms.map { Series($0, isMuted: $0 == ConvResult.naiveName) }, panels: panels)
  }
}

/// Naive, the engine's algorithms, other engines: the same order, and so the same colours, whichever
/// layer comes first and whatever passes an algorithm leaves to others.
private func seriesOrder(_ names: [String]) -> [String] {
  let ours = [ConvResult.naiveName] + ConvolutionAlgorithm.allCases.map(\.rawValue)
  return ours.filter(names.contains) + names.filter { !ours.contains($0) }
}

/// The texts without repetitions, in order.
private func distinct(_ texts: [String]) -> [String] {
  var seen: Set<String> = []
  return texts.filter { seen.insert($0).inserted }
}
