import FoveaReport

extension Topic {
  /// All of them, in the order of the lecture.
  package static let all: [Topic] = [
    modelCard, conv1d,
    conv, slide6x6, outputSize, padding, parameters, strides,
    convMatrix, influence, cost, sharing, equivariance,
    stages, pooling, poolInvariance, distancePool, layers,
    evolution, firstLayers,
    preprocessing,
    activations, softmax,
    initialization, zeroInit,
    penalties, dropout, batchNorm, augmentation,
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
