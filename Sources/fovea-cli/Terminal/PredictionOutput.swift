import Fovea

/// Predictions as they are printed: for people, or a line each, as they come.
final class PredictionOutput {
  /// How they are printed.
  enum Form {
    case text, csv, json
  }

  private let form: Form
  private let top: Int
  private let knowsTruth: Bool
  private var hasHeading = false
  /// For people columns are aligned: all have to be known.
  private var kept: [PredictedPicture] = []

  /// - Parameters:
  ///   - form: how they are printed.
  ///   - top: how many classes are named.
  ///   - classes: how many there are.
  ///   - knowsTruth: whether the pictures' classes are known.
  init(_ form: Form, top: Int, classes: Int, knowsTruth: Bool) {
    self.knowsTruth = knowsTruth
    self.form = form
    self.top = min(top, classes)
  }

  /// The names of the columns, before the first picture: what is wrong with its input comes before any output.
  private func writeHeading() {
    if hasHeading { return }
    hasHeading = true
    let columns = (1...top).flatMap { ["class_\($0)", "probability_\($0)"] }
    line((["picture"] + (knowsTruth ? ["true_class"] : []) + columns).joined(separator: ","))
  }

  /// One picture.
  func show(_ picture: PredictedPicture) {
    switch form {
    case .text: kept.append(picture)
    case .json: Stream.results.json(Record(picture, top: top))
    case .csv:
      writeHeading()
      let classes = picture.prediction.top(top).flatMap {
        [$0.name.csvField, $0.probability.significant(6)]
      }
      let truth = knowsTruth ? [(picture.trueClass ?? "").csvField] : []
      line(([picture.name.csvField] + truth + classes).joined(separator: ","))
    }
  }

  /// After the last picture.
  func end() {
    guard form == .text, !kept.isEmpty else { return }
    if kept.count == 1 {
      Stream.results.write(kept[0].block(top: top))
    } else {
      Stream.results.write(
        PredictedPicture.table(kept, top: top).text(width: Stream.results.width))
    }
  }

  private func line(_ text: String) { Stream.results.line(text) }
}

extension PredictionOutput {
  /// What `--json` prints.
  private struct Record: Encodable {
    struct Candidate: Encodable {
      let index: Int
      let name: String
      let probability: Double
      let votes: Int?
    }

    let picture: String
    let trueClass: String?
    let top: [Candidate]

    init(_ result: PredictedPicture, top: Int) {
      picture = result.name
      trueClass = result.trueClass
      self.top = result.prediction.top(top).map {
        Candidate(index: $0.index, name: $0.name, probability: $0.probability, votes: $0.votes)
      }
    }
  }
}
