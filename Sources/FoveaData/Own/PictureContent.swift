/// What the pictures of a set of one's own show, as far as that decides what would change their class.
///
/// Published sets declare it themselves; of one's own only its owner knows.
public enum PictureContent: String, Codable, CaseIterable, Sendable {
  /// Things, animals, faces: what may be seen from either side.
  case things
  /// Traffic signs and the like, of which left and right differ.
  case signs
  /// Letters and digits.
  case writing

  /// What changes the class.
  public var labelSafety: LabelSafety {
    switch self {
    case .things:
      LabelSafety(mirror: .keepsClass, verticalMirror: .keepsClass, rotation180: .keepsClass)
    case .signs:
      LabelSafety(
        mirror: .changesClass("a curve to the left becomes one to the right"),
        verticalMirror: .changesClass("an arrow ahead becomes one back"),
        rotation180: .changesClass("an arrow to the left becomes one to the right"),
        largestRotation: 20, rotationReason: "an arrow ahead comes close to one aside")
    case .writing:
      LabelSafety(
        mirror: .changesClass("'b' reads as 'd'"),
        verticalMirror: .changesClass("'b' reads as 'p'"),
        rotation180: .changesClass("'6' reads as '9'"), largestRotation: 30,
        rotationReason: "'7' comes close to '1', 'N' to 'Z'")
    }
  }
}
