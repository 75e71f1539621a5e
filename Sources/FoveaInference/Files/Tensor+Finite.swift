extension Tensor {
  /// Whether every element is a finite number.
  package var isFinite: Bool {
    read { UnsafeBufferPointer(start: $0, count: count).allSatisfy(\.isFinite) }
  }
}
