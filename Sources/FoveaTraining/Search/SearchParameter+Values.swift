import FoveaKernels

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension SearchParameter {
  /// The value at a place in 0 ..< 1: equal parts of it are equally likely.
  ///
  /// Numbers get four significant digits, which is finer than any effect that a search can see, so that a
  /// command line gives the same number again.
  func value(at place: Double) -> SearchValue {
    switch domain {
    case .choices(let values):
      return values[min(values.count - 1, Int(place * Double(values.count)))]
    case .linear(let range):
      guard isWhole else { return .number(rounded(interpolated(range, place), within: range)) }
      // Half a step beyond both ends, so that the first and last number are as likely as the others.
      let whole = whole(range)
      let wide = whole.lowerBound - 0.5...whole.upperBound + 0.5
      return .number(clamped(interpolated(wide, place).rounded(), to: whole))
    case .logarithmic(let range):
      guard isWhole else {
        return .number(rounded(exp(interpolated(logarithm(range), place)), within: range))
      }
      let whole = whole(range)
      let wide = logarithm(whole.lowerBound - 0.5...whole.upperBound + 0.5)
      return .number(clamped(exp(interpolated(wide, place)).rounded(), to: whole))
    }
  }

  /// The parameter with a range of the same kind, `share` as wide, around a value; within the present range,
  /// at whose ends it is moved. Of single values those stay that `keeping` holds.
  func narrowed(
    around best: SearchValue, share: Double, keeping: Set<SearchValue>
  ) -> SearchParameter {
    var narrow = self
    switch domain {
    case .choices(let values):
      let kept = values.filter(keeping.contains)
      narrow.domain = .choices(kept.isEmpty ? values : kept)
    case .linear(let range):
      guard let best = best.number else { return self }
      var part = part(of: range, around: best, share)
      if isWhole { part = wholeRange(part) ?? range }
      narrow.domain = .linear(part)
    case .logarithmic(let range):
      guard let best = best.number, best > 0 else { return self }
      let part = part(of: logarithm(range), around: log(best), share)
      let low = rounded(exp(part.lowerBound), within: range)
      let high = rounded(exp(part.upperBound), within: range)
      let bounds = low < high ? low...high : range
      narrow.domain = .logarithmic(isWhole ? wholeRange(bounds) ?? range : bounds)
    }
    return narrow
  }

  /// Whether a value lies so near an end of the range, within a twentieth of it, that better ones may lie
  /// beyond.
  func isAtEnd(_ value: SearchValue) -> Bool {
    guard let number = value.number else { return false }
    let (range, place): (ClosedRange<Double>, Double)
    switch domain {
    case .choices: return false
    case .linear(let own): (range, place) = (own, number)
    case .logarithmic(let own): (range, place) = (logarithm(own), log(number))
    }
    let margin = (range.upperBound - range.lowerBound) / 20
    return place < range.lowerBound + margin || place > range.upperBound - margin
  }

  private func part(
    of range: ClosedRange<Double>, around center: Double, _ share: Double
  ) -> ClosedRange<Double> {
    let width = (range.upperBound - range.lowerBound) * share
    let low = clamped(
      center - width / 2, to: range.lowerBound...max(range.lowerBound, range.upperBound - width))
    return low...min(low + width, range.upperBound)
  }

  private func whole(_ range: ClosedRange<Double>) -> ClosedRange<Double> {
    guard let whole = wholeRange(range) else { stop("SearchParameter: checked when it was made") }
    return whole
  }
}

private func interpolated(_ range: ClosedRange<Double>, _ place: Double) -> Double {
  range.lowerBound + place * (range.upperBound - range.lowerBound)
}

private func logarithm(_ range: ClosedRange<Double>) -> ClosedRange<Double> {
  log(range.lowerBound)...log(range.upperBound)
}

private func clamped(_ x: Double, to range: ClosedRange<Double>) -> Double {
  min(max(x, range.lowerBound), range.upperBound)
}

/// A number with four significant digits that still lies within the range.
private func rounded(_ x: Double, within range: ClosedRange<Double>) -> Double {
  if x == 0 { return clamped(0, to: range) }
  let digits = 3 - Int(log10(abs(x)).rounded(.down))
  // A power of ten that is a whole number is exact; its reciprocal would not be.
  let power = pow(10, Double(abs(digits)))
  // So close to 0 that no power reaches it: as it is.
  guard power.isFinite else { return clamped(x, to: range) }
  let short = digits >= 0 ? (x * power).rounded() / power : (x / power).rounded() * power
  return clamped(short, to: range)
}
