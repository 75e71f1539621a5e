/// The reports of a run's epochs. The newest and the best alone keep their confusion matrices: of a thousand classes
/// each takes eight megabytes.
struct KeptReports {
  private(set) var all: [EpochReport] = []
  private var best: Int?

  mutating func append(_ report: EpochReport) {
    if let newest = all.indices.last, newest != best { forgetConfusion(of: newest) }
    if report.isBest {
      if let best { forgetConfusion(of: best) }
      best = all.count
    }
    all.append(report)
  }

  private mutating func forgetConfusion(of place: Int) {
    all[place].validation = all[place].validation?.withoutConfusion
  }
}
