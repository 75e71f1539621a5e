import FoveaReport
import FoveaTensor

extension AxisGeometry {
  /// What windows leave unseen of a picture, with the formula that gives no whole number; empty where they fit.
  static func unseen(_ vertical: AxisGeometry, _ horizontal: AxisGeometry) -> String {
    if vertical == horizontal {
      return vertical.unseen("column and row are", "columns and rows are")
    }
    return [vertical.unseen("row is", "rows are"), horizontal.unseen("column is", "columns are")]
      .filter { !$0.isEmpty }.joined(separator: "; ")
  }

  /// The same of one axis, in words for one and for several.
  private func unseen(_ one: String, _ several: String) -> String {
    if fits { return "" }
    // Padding comes last, and nobody misses it.
    let pixels = max(0, uncovered - paddingAfter)
    let what =
      switch pixels {
      case 0: "only padding is"
      case 1: "the last \(one)"
      default: "the last \(pixels) \(several)"
      }
    let zeros = paddingBefore + paddingAfter
    let extent = "\(input)" + (zeros > 0 ? " + \(zeros)" : "")
    return "(\(extent) - \(span)) / \(stride) + 1 = \(exactOutput.significant(3)): \(what) not seen"
  }
}
