import FoveaTensor
import TestSupport
import Testing

@testable import FoveaExplain

/// Mean subtraction, normalisation and principal components on real features (rows G1 to G3).
@Suite struct PreprocessingStepsTests {
  @Test("each step does what it says and leaves the rest")
  func steps() throws {
    let study = try PreprocessingSteps()
    #expect(study.steps.map(\.name) == ["raw", "centred", "scaled", "turned", "whitened"])
    let (raw, centred, scaled) = (study.steps[0], study.steps[1], study.steps[2])
    let (turned, whitened) = (study.steps[3], study.steps[4])
    let r = try #require(raw.correlation)
    #expect(raw.means.x > 20 && raw.means.y > 0.1 && raw.deviations.x > 100 * raw.deviations.y)
    #expect(r > 0.5)
    for step in study.steps.dropFirst() {
      #expect(abs(step.means.x) < 1e-3 && abs(step.means.y) < 1e-3, "\(step.name)")
    }
    #expect(abs(centred.deviations.x - raw.deviations.x) < 1e-3)
    #expect(abs(centred.deviations.y - raw.deviations.y) < 1e-3)
    #expect(abs(scaled.deviations.x - 1) < 1e-4 && abs(scaled.deviations.y - 1) < 1e-4)
    // Neither centring nor scaling changes how two features go together.
    for step in [centred, scaled] { #expect(abs(try #require(step.correlation) - r) < 1e-4) }
    for step in [turned, whitened] { #expect(abs(try #require(step.correlation)) < 1e-3) }
    // Turning keeps the variance that there is in all: one of each scaled feature.
    let variance = (
      turned.deviations.x * turned.deviations.x, turned.deviations.y * turned.deviations.y
    )
    #expect(abs(variance.0 + variance.1 - 2) < 1e-3)
    // As scaling does: few pictures would tell a division by n - 1 from one by n.
    let few = try PreprocessingSteps(pictures: 10).steps
    for step in [whitened, few[2], few[4]] {
      #expect(
        abs(step.deviations.x - 1) < 1e-3 && abs(step.deviations.y - 1) < 1e-3, "\(step.name)")
    }
    // Of two scaled features the axes are the diagonals, with shares of (1 + r) / 2 and (1 - r) / 2.
    for axis in study.axes {
      #expect(abs(abs(axis.x) - 0.5.squareRoot()) < 1e-3)
      #expect(abs(abs(axis.y) - 0.5.squareRoot()) < 1e-3)
    }
    #expect(abs(study.shares[0] - (1 + r) / 2) < 1e-3)
    #expect(abs(study.shares[1] - (1 - r) / 2) < 1e-3)
  }

  @Test("features of a picture: area, extents, brightness, contrast")
  func features() {
    // A bright rectangle of 2x3 with a hole, on a dark ground that is not black.
    let picture: [Scalar] = [
      0.25, 0.25, 0.25, 0.25, 0.25,
      0.25, 0.75, 0.75, 0.75, 0.25,
      0.25, 0.75, 0.25, 0.75, 0.25,
    ]
    func value(_ feature: PictureFeature) -> Double { feature.value(of: picture, columns: 5) }
    #expect(value(.area) == 5 && value(.width) == 3 && value(.height) == 2)
    #expect(value(.contrast) == 0.5 && abs(value(.brightness) - (10 * 0.25 + 5 * 0.75) / 15) < 1e-6)
    // Nothing is bright in a picture of one grey.
    let grey = [Scalar](repeating: 0.5, count: 9)
    #expect(PictureFeature.area.value(of: grey, columns: 3) == 0)
    #expect(PictureFeature.width.value(of: grey, columns: 3) == 0)
  }

  @Test("numbers without a sign before zero")
  func zeros() {
    #expect((-0.001).places(2) == "0.00" && (-0.01).places(2) == "-0.01")
    #expect(1.5.places(1) == "1.5" && (-Double.infinity).places(2) == "-inf")
  }

  @Test("small charts of points: a circle each, and the axes on the scaled ones")
  func scatter() throws {
    let chart = try PreprocessingSteps(pictures: 50).scatter
    #expect(chart.rows.map { $0.panels.map(\.points.count) } == [[50, 50], [50, 50, 50]])
    #expect(chart.rows[1].panels.map(\.curves.count) == [2, 0, 0])
    // None lies outside.
    #expect(chart.svg.components(separatedBy: "<circle").count == 1 + 5 * 50)
  }
}
