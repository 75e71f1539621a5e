import FoveaData
import FoveaReport
import FoveaTensor

extension DistancePooling {
  /// The weights, and what a shift does to what is pooled.
  ///
  /// - Parameters:
  ///   - data: the name of the pictures, for the charts.
  ///   - window: places along a side.
  ///   - stride: steps of the window.
  package func answer(_ data: String, window: Int, stride: Int) -> Answer {
    var answer = Answer()
    for (name, weights) in kernels {
      answer.say(name)
      answer.say(
        weights.rows.map { row in
          row.map { String(repeating: " ", count: 2) + $0.fixed(4) }.joined()
        })
    }
    for (heading, values) in [
      ("change for a shift by", \Curve.changes), ("left when moved along", \.left),
    ] {
      let shifts = curves[0].changes.indices
      var table = Table([.text(heading)] + shifts.map { Table.Column.number("\($0)") })
      for curve in curves {
        table.append([curve.name] + curve[keyPath: values].map { $0.fixed(3) })
      }
      answer.say("")
      answer.show(table)
    }
    func chart(_ title: String, _ values: KeyPath<Curve, [Double]>) -> LineChart {
      LineChart(
        title, xLabel: "shift in pixels",
        yLabel: "relative to the pooled edges",
        series: curves.map { LineChart.Series($0.name, values: $0[keyPath: values], first: 0) })
    }
    func weights(_ cell: Double, _ columns: Int) -> String {
      GridChart(
        "Weights by distance from the centre", note: "each window's weights add up to 1",
        cell: cell, columns: columns,
        panels: kernels.map { GridChart.Panel($0.name, values: $0.weights.rows) }
      ).svg
    }
    let charts = [
      ("changes", "What a shift does to pooled edges", \Curve.changes),
      ("left", "What is left when moved along", \.left),
    ]
    answer.pictures =
      [Picture("weights", weights(44, .max), parts: [weights(42, 2)])]
      + charts.map { name, title, values in
        let whole = chart("\(title): \(data), window \(window), stride \(stride)", values)
        return Picture(
          name, whole.svg, parts: [chart(title, values).svg(width: 400, height: 300)])
      }
    return answer
  }
}

extension Topic {
  package static let distancePool = Topic(
    "distance-pool", .picture, "Averages weighted by distance, and what a shift does to them.",
    story: """
      Among the pooling functions the lecture names a weighted average based on the distance from the central pixel. \
      Its weights fall from the centre outwards. A stride of 2 picks every other place, and what is picked changes \
      with a shift of one pixel. The flatter the weights, the less depends on that; the binomial's, which fall most \
      steeply, leave as much as the maximum does.
      """
  ) {
    let data = try Shapes(.test, count: 200).data
    return try DistancePooling(pictures: data.images(at: Array(0..<data.count)))
      .answer("shapes", window: 3, stride: 2)
  }
}
