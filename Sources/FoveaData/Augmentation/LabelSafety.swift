/// What turns a data set's pictures into those of another class: 'b' mirrored is 'd', '6' upside down is '9'.
///
/// A data set declares it, and augmentation keeps to it.
public struct LabelSafety: Hashable, Sendable {
  /// What a change does to the class.
  public enum Effect: Hashable, Sendable {
    /// The picture still shows the same.
    case keepsClass
    /// It may show another class, or none; the reason in a few words.
    case changesClass(String)

    /// Why it changes the class; nil when it does not.
    public var reason: String? {
      if case .changesClass(let reason) = self { reason } else { nil }
    }
  }

  /// Left and right exchanged.
  public let mirror: Effect
  /// Upside down, as in a mirror.
  public let verticalMirror: Effect
  /// Turned by half a circle.
  public let rotation180: Effect
  /// The most degrees, either way, by which a picture may be turned or sheared; 180 for any.
  public let largestRotation: Double
  /// What happens beyond, as in "7 reads as 1".
  public let rotationReason: String

  /// - Parameters:
  ///   - mirror: left and right exchanged.
  ///   - verticalMirror: upside down, as in a mirror.
  ///   - rotation180: turned by half a circle.
  ///   - largestRotation: the most degrees by which a picture may be turned or sheared.
  ///   - rotationReason: what happens beyond.
  public init(
    mirror: Effect, verticalMirror: Effect, rotation180: Effect, largestRotation: Double = 180,
    rotationReason: String = ""
  ) {
    self.mirror = mirror
    self.verticalMirror = verticalMirror
    self.rotation180 = rotation180
    self.largestRotation = largestRotation
    self.rotationReason = rotationReason
  }
}

extension AugmentationRecipe {
  /// The first step that changes the class of a set's pictures, and why; nil when none does, or the set
  /// declares nothing.
  public func danger(for safety: LabelSafety?) -> (step: Augmentation, reason: String)? {
    guard let safety else { return nil }
    func isUsed(_ kind: Augmentation.Kind) -> Augmentation? {
      steps.first { $0.kind == kind && $0.amount > 0 }
    }
    let (flip, vflip) = (isUsed(.flip), isUsed(.vflip))
    // Both mirrors together are half a turn; where both are certain, no picture sees one of them alone.
    if let vflip, let flip, vflip.amount == 1, flip.amount == 1 {
      if let reason = safety.rotation180.reason { return (vflip, reason) }
    } else {
      if let flip, let reason = safety.mirror.reason { return (flip, reason) }
      if let vflip, let reason = safety.verticalMirror.reason { return (vflip, reason) }
      if let vflip, flip != nil, let reason = safety.rotation180.reason { return (vflip, reason) }
    }
    let turned = steps.first {
      ($0.kind == .rotate || $0.kind == .shear) && $0.amount > safety.largestRotation
    }
    if let turned {
      return (turned, "beyond \(safety.largestRotation.text) degrees \(safety.rotationReason)")
    }
    if let step = isUsed(.rotate), step.amount >= 180, let reason = safety.rotation180.reason {
      return (step, reason)
    }
    return nil
  }

  /// Refuses what does not go with a set's pictures.
  ///
  /// - Throws: `DataError`, one line that names the data set, the augmentation and the reason.
  public func check(for data: DataSet, isUnsafe: Bool = false) throws(DataError) {
    for step in steps {
      let extent = min(data.imageShape[0], data.imageShape[1])
      if step.kind == .shift || step.kind == .crop, Int(step.amount) >= extent {
        throw DataError(
          data.name, at: "augmentation \(step)",
          expected: "fewer than the \(extent) pixels of a side",
          found: "\(Int(step.amount))")
      }
      if step.kind == .pca, data.imageShape[2] != 3 {
        throw DataError(
          data.name, at: "augmentation \(step)", expected: "pictures of 3 channels",
          found: "\(data.imageShape[2])", advice: "leave pca out, or take brightness or contrast")
      }
    }
    if isUnsafe { return }
    // A series runs one way, and the columns of a table have no order: only what leaves each value in its place is safe,
    // and of a table, whose columns have units of their own, only what leaves it as large.
    let areRows = data.imageShape[0] == 1 && data.imageShape[1] == 1
    if data.imageShape[0] == 1,
      let step = steps.first(where: { areRows ? !$0.kind.isForRows : !$0.kind.isForSeries })
    {
      throw DataError(
        data.name, at: "augmentation \(step)", expected: "pictures", found: data.noun,
        advice: "leave \(step.kind.rawValue) out, or insist by --unsafe-augment")
    }
    if let (step, reason) = danger(for: data.labelSafety) {
      throw DataError(
        data.name, at: "augmentation \(step)", expected: "pictures that keep their class",
        found: "a change of it: \(reason)",
        advice: "leave \(step.kind.rawValue) out or make it smaller, or insist by --unsafe-augment")
    }
  }
}
