import Fovea

/// A picture, what it shows if that is known, and what a model takes it for.
struct PredictedPicture {
  let name: String
  let trueClass: String?
  let prediction: Prediction

  /// The picture by itself: a line, then a line a class.
  func block(top: Int) -> String {
    let candidates = prediction.top(top)
    let width = candidates.map { $0.name.printable.count }.max() ?? 0
    let lines = candidates.map { candidate in
      "  \(candidate.name.printable.fitted(to: width))  "
        + "\(candidate.probability.percent.fitted(to: 5, isNumber: true)) %"
        + (votes(candidate).map { "  \($0)" } ?? "")
    }
    return ([heading] + lines).map { $0 + "\n" }.joined()
  }

  /// "2 of 3 votes"; nil where there were none.
  private func votes(_ candidate: Prediction.Candidate) -> String? {
    candidate.votes.map { "\($0) of \(prediction.votes?.reduce(0, +) ?? 0) votes" }
  }

  private var heading: String {
    let isRight = trueClass == prediction.best.name
    let truth = trueClass.map { ", truly \($0.printable)\(isRight ? "" : " (a mistake)")" } ?? ""
    return "\(name.printable): \(prediction.best.name.printable)\(truth)"
  }

  /// Many pictures, one a row.
  static func table(_ pictures: [PredictedPicture], top: Int) -> Table {
    let knowsTruth = pictures.contains { $0.trueClass != nil }
    var columns: [Table.Column] = [.text("picture"), .text("prediction"), .number("%")]
    if knowsTruth { columns.insert(.text("true class"), at: 1) }
    let hasVotes = pictures.contains { $0.prediction.votes != nil }
    if hasVotes { columns.append(.number("votes")) }
    if top > 1 { columns.append(.shortened("then")) }
    var table = Table(columns)
    for picture in pictures {
      let candidates = picture.prediction.top(top)
      var cells = [picture.name, candidates[0].name, candidates[0].probability.percent]
      if knowsTruth { cells.insert(picture.trueClass ?? "-", at: 1) }
      if hasVotes {
        cells.append(picture.votes(candidates[0])?.replacing(" votes", with: "") ?? "-")
      }
      if top > 1 {
        let others = candidates.dropFirst().map { "\($0.name) \($0.probability.percent)" }
        cells.append(others.joined(separator: ", "))
      }
      table.append(cells.map(\.printable))
    }
    return table
  }
}
