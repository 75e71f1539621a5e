/// An entry of an event file, as TensorBoard reads it.
///
/// Source: TensorFlow's `event.proto`, `summary.proto` and its record files: length, check of the length, message,
/// check of the message, each little-endian.
public struct TensorBoardEvent: Sendable {
  /// The entry's bytes in the file.
  public let record: [UInt8]

  /// What a step's entry says under a name.
  public enum Value: Sendable {
    /// A number.
    case scalar(Double)
    /// A picture: the bytes of a PNG file, and its size.
    case picture(png: [UInt8], width: Int, height: Int, channels: Int)
    /// How values are spread.
    case histogram(ValueHistogram)
  }

  /// The entry that a file begins with.
  public static func version(time: Double) -> TensorBoardEvent {
    TensorBoardEvent(time: time, step: 0) { $0.add(3, "brain.Event:2") }
  }

  /// From this step on what earlier files say no longer counts: a run that was stopped goes on.
  public static func restart(time: Double, step: Int) -> TensorBoardEvent {
    TensorBoardEvent(time: time, step: step) { event in
      var start = ProtocolMessage()
      start.add(1, 1)
      event.add(7, start)
    }
  }

  /// What a step says.
  ///
  /// - Parameters:
  ///   - time: in seconds since 1970.
  ///   - step: as the epoch.
  ///   - values: with their names; those before a "/" group them.
  public init(time: Double, step: Int, values: [(name: String, value: Value)]) {
    self.init(time: time, step: step) { event in
      var summary = ProtocolMessage()
      for (name, value) in values { summary.add(1, Self.message(name, value)) }
      event.add(5, summary)
    }
  }

  private init(time: Double, step: Int, _ body: (inout ProtocolMessage) -> Void) {
    var event = ProtocolMessage()
    event.add(1, time)
    event.add(2, step)
    body(&event)
    record = Self.framed(event.bytes)
  }

  private static func message(_ name: String, _ value: Value) -> ProtocolMessage {
    var message = ProtocolMessage()
    message.add(1, name)
    switch value {
    case .scalar(let number): message.add(2, Float(number))
    case .picture(let png, let width, let height, let channels):
      var image = ProtocolMessage()
      image.add(1, height)
      image.add(2, width)
      image.add(3, channels)
      image.add(4, png)
      message.add(4, image)
    case .histogram(let histogram): message.add(5, histogram.message)
    }
    return message
  }

  private static func framed(_ bytes: [UInt8]) -> [UInt8] {
    let length = littleEndian(UInt64(bytes.count))
    return length + littleEndian(maskedCRC32C(length)) + bytes + littleEndian(maskedCRC32C(bytes))
  }

  private static func littleEndian(_ value: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: value.littleEndian) { Array($0) }
  }
}
