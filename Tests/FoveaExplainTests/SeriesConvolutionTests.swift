import FoveaExplain
import FoveaReference
import FoveaTensor
import TestSupport
import Testing

/// Kernels over a time series (row A4).
@Suite struct SeriesConvolutionTests {
  @Test("a difference, by hand: where the series rises it is above 0, at its ends are zeros")
  func byHand() throws {
    let study = try SeriesConvolution(
      [0, 0, 1, 1, 0], kernels: [.init("difference", [-1, 0, 1])])
    let response = study.responses[0]
    #expect(response.values == [0, 1, 1, -1, -1] && response.times == [0, 1, 2, 3, 4])
    #expect(response.strongest == 1 && response.window == [0, 0, 1] && response.parameters == 3)
    let two = try SeriesConvolution([1, 2, 3, 4], kernels: [.init("sum", [1, 1])], stride: 2)
    #expect(two.responses[0].values == [3, 7] && two.responses[0].times == [0, 2])
    #expect(two.responses[0].window == [3, 4])
  }

  @Test("as the definition, for any kernel and stride")
  func definition() throws {
    let series = SeriesConvolution.signal(count: 31, noise: 1)
    for stride in 1...3 {
      let study = try SeriesConvolution(series, stride: stride)
      for response in study.responses {
        let weights = response.kernel.weights
        for (value, time) in zip(response.values, response.times) {
          let sum = weights.indices.reduce(0.0) { sum, tap in
            let place = time - (weights.count - 1) / 2 + tap
            return sum + (series.indices.contains(place) ? series[place] * weights[tap] : 0)
          }
          expectClose(value, sum, reduction: 5, scale: 4)
        }
      }
    }
  }

  @Test("kernels find what they are made for, with as many weights however long the series")
  func patterns() throws {
    for count in [64, 200] {
      let responses = try SeriesConvolution(SeriesConvolution.signal(count: count)).responses
      #expect(responses.map(\.parameters) == [5, 5, 3])
      let rise = responses[1].times[responses[1].strongest]
      #expect((count / 3 - 1...count / 3).contains(rise))
      #expect(responses[2].times[responses[2].strongest] == count / 2)
      // The mean of five has less noise than the series: before it rises there is nothing else.
      let quiet = 2..<count / 3 - 2
      func power(_ values: [Double]) -> Double { quiet.reduce(0) { $0 + values[$1] * values[$1] } }
      #expect(
        power(responses[0].values) < 0.6 * power(SeriesConvolution.signal(count: count)))
    }
  }
}
