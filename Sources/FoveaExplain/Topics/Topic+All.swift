import FoveaReport

extension Topic {
  /// All of them, in the order of the lecture.
  package static let all: [Topic] = [
    conv, slide6x6, outputSize, padding, parameters,
    convMatrix, influence, cost, equivariance,
    poolInvariance, distancePool, layers,
    evolution,
    activations,
    initialization, zeroInit,
    penalties, dropout, augmentation,
    learningRate,
    bagging,
    router,
  ]

  /// The topics of a part of the lecture.
  package static func topics(of section: LectureSection) -> [Topic] {
    all.filter { $0.section == section }
  }

  /// The topics as lines, by parts of the lecture.
  package static var list: String {
    let width = all.map(\.name.count).max() ?? 0
    return LectureSection.allCases.map { section in
      let lines = topics(of: section).map { topic in
        "  " + topic.name.fitted(to: width) + "  " + topic.summary
      }
      return ([section.title] + lines).joined(separator: "\n")
    }.joined(separator: "\n")
  }
}
