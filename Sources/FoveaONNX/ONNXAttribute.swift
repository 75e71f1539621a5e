import FoveaReport

/// What an operation of ONNX does its work by, beside what it is given.
struct ONNXAttribute {
  let message: ProtocolMessage

  /// A whole number.
  static func int(_ name: String, _ value: Int) -> ONNXAttribute {
    ONNXAttribute(name, kind: 2) { $0.add(3, value) }
  }

  /// Whole numbers.
  static func ints(_ name: String, _ values: [Int]) -> ONNXAttribute {
    ONNXAttribute(name, kind: 7) { for value in values { $0.add(8, value) } }
  }

  /// A number.
  static func float(_ name: String, _ value: Double) -> ONNXAttribute {
    ONNXAttribute(name, kind: 1) { $0.add(2, Float(value)) }
  }

  private init(_ name: String, kind: Int, _ body: (inout ProtocolMessage) -> Void) {
    var message = ProtocolMessage()
    message.add(1, name)
    body(&message)
    message.add(20, kind)
    self.message = message
  }
}
