import Foundation

// How numbers are written for people: always with a point, whatever the language of the environment.
extension Int {
  /// With a comma between thousands, as in "61,706".
  package var grouped: String {
    var digits = String(magnitude)
    var groups: [Substring] = []
    while digits.count > 3 {
      groups.insert(digits.suffix(3), at: 0)
      digits.removeLast(3)
    }
    return (self < 0 ? "-" : "") + ([digits[...]] + groups).joined(separator: ",")
  }

  /// With what it counts, as in "1 epoch" and "2 epochs".
  package func counted(_ noun: String) -> String { "\(grouped) \(noun)\(self == 1 ? "" : "s")" }

  /// A number of bytes, as in "1.5 MiB".
  package var bytes: String {
    var (value, unit) = (Double(self), "bytes")
    for larger in ["KiB", "MiB", "GiB", "TiB"] where value >= 1024 {
      (value, unit) = (value / 1024, larger)
    }
    return unit == "bytes" ? "\(self) bytes" : "\(value.fixed(value < 10 ? 1 : 0)) \(unit)"
  }
}

extension Double {
  /// With so many digits after the point; from a thousand million on without, as they say nothing of such a number, and
  /// from a million million on with four digits and an exponent: "1.453e+23".
  package func fixed(_ digits: Int) -> String {
    magnitude < 1e9 ? String(format: "%.\(digits)f", self) : significant(4)
  }

  /// With so many significant digits, more before the point where it takes more, and an exponent for what
  /// is very small or large: "0.05", "100", "5e-5".
  ///
  /// - Parameter padded: whether zeros at the end are written, so that numbers below each other match.
  package func significant(_ digits: Int, padded: Bool = false) -> String {
    if magnitude.rounded() >= pow(10, Double(digits)), magnitude < 1e12 {
      return String(format: "%.0f", self)
    }
    // The sign of what is no number says nothing.
    guard isFinite else { return isNaN ? "nan" : "\(self)" }
    let text = String(format: "%\(padded ? "#" : "").\(digits)g", self)
    return text.replacingOccurrences(of: "e-0", with: "e-")
  }

  /// With so many significant digits and always an exponent: "1.00e+38".
  package func scientific(_ digits: Int) -> String {
    isFinite ? String(format: "%.\(digits - 1)e", self) : "\(self)"
  }

  /// A share of 1 as percent, as in "91.3".
  package var percent: String { ((self * 1000).rounded(.toNearestOrEven) / 10).fixed(1) }

  /// Seconds as a person would say them: "6.6s", and from a minute on as `clock`.
  package var duration: String { self < 59.95 ? "\(fixed(1))s" : clock }

  /// Seconds as hours, minutes and seconds: "0:07", "12:34", "1:02:03".
  package var clock: String {
    guard isFinite, self >= 0, self < 1e9 else { return "-:--" }
    let seconds = Int(self)
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60)
    let tail = String(format: "%02d", seconds % 60)
    return hours > 0 ? "\(hours):\(String(format: "%02d", minutes)):\(tail)" : "\(minutes):\(tail)"
  }
}
