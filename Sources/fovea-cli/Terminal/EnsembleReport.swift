import Fovea

/// An ensemble beside its members: figures as text, and as pictures.
struct EnsembleReport {
  let ensemble: Ensemble
  let evaluation: EnsembleEvaluation
  let data: DataSet

  init(_ ensemble: Ensemble, _ evaluation: EnsembleEvaluation, data: DataSet) {
    self.ensemble = ensemble
    self.evaluation = evaluation
    self.data = data
  }

  /// Everything for people.
  func text(width: Int?, pictures: [String] = []) -> String {
    let correlations = count > 1 ? correlationLines + squaredErrorLines : []
    let lines =
      ["data   \(data.summary)", ""] + [members.text(width: width)] + [together.text(width: width)]
      + correlations + pictures.map { "picture  \($0.printable)" }
    return lines.map { $0.hasSuffix("\n") || $0.isEmpty ? $0 + "\n" : $0 + "\n" }.joined()
  }

  private var count: Int { ensemble.members.count }

  /// A row a member.
  private var members: Table {
    var table = Table([
      .number("#"), .shortened("member"), .text("model"), .number("Acc@1"), .number("error"),
      .number("loss"),
    ])
    for (place, member) in evaluation.members.enumerated() {
      table.append(
        "\(place + 1)", evaluation.names[place].printable,
        ensemble.members[place].description.model.printable, member.top1.percentOfMany,
        (1 - member.top1).percentOfMany, member.loss.fixed(4))
    }
    return table
  }

  /// Single models and the ensemble, apart, with what they cost.
  private var together: Table {
    let cost = ensemble.cost
    let (time, memory) = ("x\(cost.time.significant(3))", "x\(cost.memory.significant(3))")
    var table = Table([
      .text(""), .number("Acc@1"), .number("error"), .number("loss"), .number("time"),
      .number("memory"),
    ])
    let loss = evaluation.members.reduce(0) { $0 + $1.loss } / Double(count)
    table.append(
      "single, on average", evaluation.meanTop1.percentOfMany,
      (1 - evaluation.meanTop1).percentOfMany, loss.fixed(4), "x1", "x1")
    let best = evaluation.members[evaluation.best]
    table.append(
      "single, the best (#\(evaluation.best + 1))", best.top1.percentOfMany,
      (1 - best.top1).percentOfMany, best.loss.fixed(4), "x1", "x1")
    for (name, result) in [("mean", evaluation.mean), ("vote", evaluation.vote)] {
      table.append(
        "ensemble of \(count), \(name)", result.top1.percentOfMany,
        (1 - result.top1).percentOfMany, name == "vote" ? "-" : result.loss.fixed(4), time, memory)
    }
    return table
  }

  /// "1 member 89.0, 2 90.1, ...".
  private var curveText: String {
    evaluation.accuracyByCount.enumerated().map { place, accuracy in
      "\(place + 1): \(accuracy.percentOfMany)"
    }.joined(separator: "  ")
  }

  private var correlationLines: [String] {
    let pairs = evaluation.errorCorrelation.enumerated()
      .flatMap { row, values in values[..<row].compactMap { $0 } }
    let shown =
      pairs.isEmpty
      ? "no two members err"
      : "\((pairs.min() ?? 0).fixed(2)) to \((pairs.max() ?? 0).fixed(2)), on average "
        + (pairs.reduce(0, +) / Double(pairs.count)).fixed(2)
    return [
      "members  Acc@1 by their number: \(curveText)",
      "errors   correlation of two members: \(shown)",
    ]
  }

  private var squaredErrorLines: [String] {
    let error = evaluation.squaredError
    return [
      "formula  v/k + (k-1)/k c with v \(error.variance.significant(4)), c "
        + "\(error.covariance.significant(4)), k \(error.count): \(error.expected.significant(5)); "
        + "measured \(error.measured.significant(5))"
    ]
  }

  /// Draws the accuracy by the number of members, and the correlation of their errors.
  ///
  /// - Returns: the paths of the files.
  func write(to folder: String) throws -> [String] {
    let (curve, matrix) = ("\(folder)/accuracy.svg", "\(folder)/correlation.svg")
    let single = [Double](repeating: 100 * evaluation.members[evaluation.best].top1, count: count)
    let chart = LineChart(
      "Accuracy by the number of members: \(data.name)", xLabel: "members", yLabel: "Acc@1 %",
      series: [
        .init("ensemble, mean of all choices", values: evaluation.accuracyByCount.map { 100 * $0 }),
        .init("best single member", values: single),
      ])
    try AtomicFile.write(chart.svg, to: curve)
    let correlation = CorrelationMatrix(
      "Correlation of the members' errors: \(data.name)",
      names: (1...count).map { "#\($0)" }, values: evaluation.errorCorrelation)
    try AtomicFile.write(correlation.svg, to: matrix)
    return [curve, matrix]
  }
}

extension EnsembleReport {
  /// What `--json` prints.
  struct Record: Encodable {
    struct Member: Encodable {
      let name: String
      let model: String
      let result: EpochRecord.Accuracy
    }

    let data: String
    let split: String
    let members: [Member]
    let best: Int
    let mean: EpochRecord.Accuracy
    let vote: EpochRecord.Accuracy
    let cost: Ensemble.Cost
    let accuracyByCount: [Double]
    let errorCorrelation: [[Double?]]
    let squaredError: EnsembleSquaredError
  }

  var record: Record {
    Record(
      data: data.name, split: data.split.rawValue,
      members: evaluation.members.indices.map { place in
        .init(
          name: evaluation.names[place], model: ensemble.members[place].description.model,
          result: .init(evaluation.members[place]))
      },
      best: evaluation.best, mean: .init(evaluation.mean), vote: .init(evaluation.vote),
      cost: ensemble.cost, accuracyByCount: evaluation.accuracyByCount,
      errorCorrelation: evaluation.errorCorrelation, squaredError: evaluation.squaredError)
  }
}

extension Double {
  /// A share of many pictures as percent with two digits: members of an ensemble differ by tenths.
  fileprivate var percentOfMany: String { (100 * self).fixed(2) }
}
