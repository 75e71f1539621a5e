import FoveaTensor

/// The tensors that a preprocessor is restored from: they come from a file, so nothing about them is
/// taken for granted.
struct StoredTensors {
  private let tensors: [String: Tensor]

  init(_ tensors: [String: Tensor]) { self.tensors = tensors }

  /// A tensor of finite numbers and of the shape that is needed, if a particular one is.
  func tensor(_ name: String, shape: Shape? = nil) throws(DataError) -> Tensor {
    guard let tensor = tensors[name] else {
      throw DataError(
        "preprocessing", at: name, expected: "a tensor", found: "none",
        advice: "the model's file is not whole")
    }
    if let shape, tensor.shape != shape {
      throw DataError(
        "preprocessing", at: name, expected: "shape \(shape)", found: "\(tensor.shape)",
        advice: "the model's file is not whole")
    }
    let isFinite = tensor.elements.allSatisfy(\.isFinite)
    guard isFinite, tensor.count > 0 else {
      throw DataError(
        "preprocessing", at: name, expected: "finite numbers",
        found: isFinite ? "none" : "others", advice: "the model's file is damaged")
    }
    return tensor
  }

  /// As `tensor`, and may be divided by.
  func divisor(_ name: String, shape: Shape) throws(DataError) -> Tensor {
    let divisor = try tensor(name, shape: shape)
    guard divisor.elements.allSatisfy({ canDivide(Double($0)) }) else {
      throw DataError(
        "preprocessing", at: name, expected: "numbers above 0", found: "others",
        advice: "the model's file is damaged")
    }
    return divisor
  }
}
