import FoveaReport

extension SeriesConvolution {
  /// Where each kernel answers most, the sum there, and the curves.
  package var answer: Answer {
    var answer = Answer()
    answer.say("\(series.count.counted("sample")), stride \(stride); zeros before and after")
    var table = Table([
      .text("kernel"), .number("weights"), .number("outputs"), .number("parameters"),
      .number("largest"), .number("at sample"),
    ])
    for response in responses {
      table.append(
        response.kernel.name, "\(response.kernel.weights.count)", "\(response.values.count)",
        "\(response.parameters)", response.values[response.strongest].places(2),
        "\(response.times[response.strongest])")
    }
    answer.show(table)
    for response in responses {
      answer.say("", "\(response.kernel.name), at sample \(response.times[response.strongest]):")
      answer.say(Self.formula(response))
    }
    let chart = LineChart(
      "A time series through kernels", xLabel: "sample", yLabel: "value",
      series: [LineChart.Series("series", values: series, first: 0)]
        + responses.map { response in
          LineChart.Series(
            response.kernel.name,
            points: zip(response.times, response.values).map {
              LineChart.Point(x: Double($0), y: $1)
            })
        })
    answer.pictures = [Picture("conv1d", chart.svg, parts: [chart.svg(width: 400, height: 300)])]
    return answer
  }

  /// "a.b = 0.5*1 + ... = 2", in lines as long as a terminal's.
  private static func formula(_ response: Response) -> [String] {
    let terms = zip(response.window, response.kernel.weights).map { sample, weight in
      let (value, factor) = (sample.places(2), TextGrid.short(weight))
      return (value.hasPrefix("-") ? "(\(value))" : value) + "*"
        + (weight < 0 ? "(\(factor))" : factor)
    }
    let sum = "= " + response.values[response.strongest].places(2)
    let parts = terms.enumerated().map { $0 == 0 ? "a.b = " + $1 : "+ " + $1 } + [sum]
    return parts.reduce(into: [String]()) { lines, part in
      if let last = lines.last, last.count + 1 + part.count <= 76 {
        lines[lines.count - 1] = "\(last) \(part)"
      } else {
        lines.append(lines.isEmpty ? part : "    " + part)
      }
    }
  }
}

extension Topic {
  package static let conv1d = Topic(
    "conv1d", .foundations, "A time series is a grid of one dimension: kernels over time.",
    story: """
      Samples at equal steps of time are a row of numbers, as pixels are a plane of them. A kernel slides along, looks \
      at a few neighbouring samples, and answers where it finds its pattern: a mean takes the noise away, a difference \
      finds where something rises, a sharp kernel finds a peak. It has as many weights as it covers samples, however \
      long the series is. A picture is the same in two dimensions.
      """, arguments: "--samples 64 --noise 0.05"
  ) { try SeriesConvolution(SeriesConvolution.signal()).answer }
}
