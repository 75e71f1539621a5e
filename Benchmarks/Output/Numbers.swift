import Foundation
import FoveaReport

// How measured numbers are written for people.
extension Double {
  /// With four significant digits, at most four of them after the point: "0.0123", "12.34", "8532".
  var fourDigits: String {
    guard isFinite, self != 0 else { return self == 0 ? "0" : "\(self)" }
    // Rounded first: 99.999 is 100.0 and not 100.00.
    let rounded = Double(String(format: "%.4g", magnitude)) ?? magnitude
    let before = Int(log10(rounded).rounded(.down)) + 1
    return fixed(min(max(4 - before, 0), 4))
  }
}

extension Int {
  /// A number of bytes in KiB, rounded up, as in "1009 KiB".
  var kibibytes: String { "\((self + 1023) / 1024) KiB" }
}
