/// A LAPACK routine that could not do its work, with its name and its `info` code.
public struct LAPACKError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The routine's name as in LAPACK's manual, such as "dsyevd".
  public let routine: String
  /// LAPACK's code, never 0: negative, the place of the illegal argument (counted from 1 with the
  /// matrix layout first, as LAPACKE does); positive, what the routine defines it to mean.
  public let info: Int
  /// The code in words.
  public let meaning: String

  /// - Parameters:
  ///   - routine: the routine's name.
  ///   - info: its code.
  ///   - meaning: the code in words; without it, what the code means for LAPACK as a whole.
  public init(routine: String, info: Int, meaning: String? = nil) {
    self.routine = routine
    self.info = info
    self.meaning = meaning ?? LAPACKError.meaning(of: info)
  }

  /// The routine, the meaning and the code in one line.
  public var description: String { "LAPACK \(routine): \(meaning) (info \(info))" }

  private static func meaning(of info: Int) -> String {
    switch info {
    case -1011, -1010: "not enough memory for its workspace"
    case ..<0: "argument \(-info) had an illegal value"
    default: "the computation failed"
    }
  }
}
