/// Goes through a pickle without running it.
///
/// It knows the instructions that dictionaries of tensors are made of. Every other one is an error, so are names
/// that are not on `PickleValue.Function`'s list; what is on it is not called but taken for its known result. The
/// length of the pickle bounds the work, and limits bound the stack, the memo, the containers and what is in them.
struct PickleMachine {
  private let bytes: [UInt8]
  let path: String
  private let name: String
  private let start: Int
  /// The byte that is read next.
  private(set) var position: Int
  var stack: [PickleValue] = []
  private var memo: [Int: PickleValue] = [:]
  private(set) var tuples: [[PickleValue]] = []
  private(set) var lists: [[PickleValue]] = []
  private(set) var dictionaries: [[(key: String, value: PickleValue)]] = []
  /// Every storage that was named, by its key.
  private(set) var storages: [String: PickledStorage] = [:]
  /// What all containers hold together.
  private var itemCount = 0

  /// The longest pickle; a state dictionary has some hundred bytes a tensor.
  static let lengthLimit = 1 << 26
  /// The most values on the stack, in the memo, in containers, and containers.
  private static let countLimit = 1 << 20

  /// A machine at a byte of `bytes`.
  init(_ bytes: [UInt8], path: String, place: String, from start: Int = 0) throws(DataError) {
    self.bytes = bytes
    self.path = path
    name = place
    self.start = start
    position = start
    guard bytes.count <= Self.lengthLimit else {
      throw DataError(
        path, at: place, expected: "at most \(Self.lengthLimit) bytes", found: "\(bytes.count)",
        advice: "save a state_dict alone")
    }
  }

  /// The value that the pickle makes; goes behind its end.
  mutating func run() throws(DataError) -> PickleValue {
    while true {
      let place = position
      let code = try byte()
      if code == UInt8(ascii: ".") { return try pop() }
      try step(code, at: place)
      guard stack.count <= Self.countLimit, memo.count <= Self.countLimit,
        tuples.count + lists.count + dictionaries.count <= Self.countLimit,
        itemCount <= Self.countLimit
      else { throw error("at most \(Self.countLimit) values", "more") }
    }
  }

  private mutating func step(_ code: UInt8, at place: Int) throws(DataError) {
    switch code {
    case 0x80:
      let version = try byte()
      guard 2...5 ~= version else { throw error("protocol 2 to 5", "\(version)", at: place) }
    case 0x95: _ = try take(8)  // a frame's length, which nothing depends on
    case UInt8(ascii: "N"): stack.append(.none)
    case 0x88: stack.append(.flag(true))
    case 0x89: stack.append(.flag(false))
    case UInt8(ascii: "K"): stack.append(.int(Int(try byte())))
    case UInt8(ascii: "M"): stack.append(.int(try number(2)))
    case UInt8(ascii: "J"):
      stack.append(.int(Int(Int32(truncatingIfNeeded: try number(4)))))
    case 0x8A: try pushLong()
    case UInt8(ascii: "G"):
      _ = try take(8)
      stack.append(.real)
    case UInt8(ascii: "X"): stack.append(.text(try text(number(4))))
    case 0x8C: stack.append(.text(try text(Int(byte()))))
    case UInt8(ascii: "T"): stack.append(.text(try text(number(4))))
    case UInt8(ascii: "U"): stack.append(.text(try text(Int(byte()))))
    case UInt8(ascii: "("): stack.append(.mark)
    case UInt8(ascii: ")"): push(tuple: [])
    case UInt8(ascii: "t"): push(tuple: try popToMark())
    case 0x85, 0x86, 0x87:
      let count = Int(code) - 0x84
      var items: [PickleValue] = []
      for _ in 0..<count { items.append(try pop()) }
      push(tuple: items.reversed())
    case UInt8(ascii: "}"): pushDictionary()
    case UInt8(ascii: "]"):
      lists.append([])
      stack.append(.list(lists.count - 1))
    case UInt8(ascii: "q"): try store(Int(byte()))
    case UInt8(ascii: "r"): try store(number(4))
    case 0x94: try store(memo.count)
    case UInt8(ascii: "h"): try recall(Int(byte()))
    case UInt8(ascii: "j"): try recall(number(4))
    case UInt8(ascii: "a"), UInt8(ascii: "e"):
      try append(code == UInt8(ascii: "a") ? [pop()] : popToMark())
    case UInt8(ascii: "s"):
      let value = try pop()
      try set([pop(), value])
    case UInt8(ascii: "u"): try set(popToMark())
    case UInt8(ascii: "c"): try push(function: line(), line(), at: place)
    case 0x93:
      let name = try pop()
      guard case .text(let name) = name, case .text(let module) = try pop() else {
        throw error("a name in texts", "other values", at: place)
      }
      try push(function: module, name, at: place)
    case UInt8(ascii: "Q"): try push(storage: storage(pop()))
    case UInt8(ascii: "R"):
      let arguments = try pop()
      stack.append(try result(of: pop(), arguments))
    case UInt8(ascii: "b"):
      // A dictionary's attributes, as "_metadata"; of anything else they could be code.
      _ = try pop()
      guard case .dictionary? = stack.last else {
        throw error("attributes of a dictionary", "those of something else", at: place)
      }
    default: throw refused("instruction 0x" + String(code, radix: 16), at: place)
    }
  }

  func error(_ expected: String, _ found: String, at place: Int? = nil) -> DataError {
    DataError(
      path, at: "\(name) (byte \((place ?? position) - start))", expected: expected, found: found,
      advice: "the file is damaged, or no state_dict of tensors alone")
  }

  /// What could run code or is unknown.
  func refused(_ what: String, at place: Int? = nil) -> DataError {
    DataError(
      path, at: "\(name) (byte \((place ?? position) - start))",
      expected: "what a dictionary of tensors is made of", found: what,
      advice: "nothing in the file was run; save a state_dict alone, or as safetensors")
  }
}

// The stack and what lies on it.
extension PickleMachine {
  mutating func pop() throws(DataError) -> PickleValue {
    guard let value = stack.popLast() else { throw error("a value on the stack", "none") }
    if case .mark = value { throw error("a value on the stack", "a mark") }
    return value
  }

  private mutating func popToMark() throws(DataError) -> [PickleValue] {
    let mark = stack.lastIndex { if case .mark = $0 { true } else { false } }
    guard let mark else { throw error("a mark on the stack", "none") }
    defer { stack.removeSubrange(mark...) }
    return Array(stack[(mark + 1)...])
  }

  private mutating func push(tuple: [PickleValue]) {
    itemCount += tuple.count
    tuples.append(tuple)
    stack.append(.tuple(tuples.count - 1))
  }

  mutating func pushDictionary() {
    dictionaries.append([])
    stack.append(.dictionary(dictionaries.count - 1))
  }

  private mutating func push(storage: PickledStorage) throws(DataError) {
    guard storages.updateValue(storage, forKey: storage.key) ?? storage == storage else {
      throw error("storage \(storage.key) of one type and size", "another before")
    }
    stack.append(.storage(storage))
  }

  private mutating func push(
    function module: String, _ name: String, at place: Int
  ) throws(DataError) {
    guard let function = PickleValue.Function(module: module, name: name) else {
      throw refused("the name \(module.prefix(60)).\(name.prefix(60))", at: place)
    }
    stack.append(.function(function))
  }

  private mutating func store(_ index: Int) throws(DataError) {
    guard let value = stack.last else { throw error("a value to keep", "none") }
    memo[index] = value
  }

  private mutating func recall(_ index: Int) throws(DataError) {
    guard let value = memo[index] else { throw error("a value kept under \(index)", "none") }
    stack.append(value)
  }

  private mutating func append(_ values: [PickleValue]) throws(DataError) {
    guard case .list(let list)? = stack.last else { throw error("a list", "something else") }
    itemCount += values.count
    lists[list] += values
  }

  private mutating func set(_ pairs: [PickleValue]) throws(DataError) {
    guard case .dictionary(let dictionary)? = stack.last, pairs.count % 2 == 0 else {
      throw error("keys and values of a dictionary", "something else")
    }
    itemCount += pairs.count
    for i in stride(from: 0, to: pairs.count, by: 2) {
      switch pairs[i] {
      case .text(let key): dictionaries[dictionary].append((key, pairs[i + 1]))
      // The state of an optimiser, a number each parameter: no weights have such names.
      case .int: continue
      default: throw error("a text or a whole number as a key", "another value")
      }
    }
  }

  private mutating func pushLong() throws(DataError) {
    let digits = try take(Int(byte()))
    guard digits.count <= 8 else {
      stack.append(.long(digits))
      return
    }
    // Two's complement, of as many bytes as there are.
    let isNegative = (digits.last ?? 0) >= 0x80
    let bits = digits.reversed().reduce(isNegative ? UInt64.max : 0) { $0 << 8 | UInt64($1) }
    stack.append(.int(Int(Int64(bitPattern: bits))))
  }
}

// The bytes.
extension PickleMachine {
  private mutating func byte() throws(DataError) -> UInt8 {
    guard position < bytes.count else { throw cutShort(1) }
    defer { position += 1 }
    return bytes[position]
  }

  private mutating func take(_ count: Int) throws(DataError) -> [UInt8] {
    guard count <= bytes.count - position else { throw cutShort(count) }
    defer { position += count }
    return Array(bytes[position..<position + count])
  }

  private mutating func number(_ count: Int) throws(DataError) -> Int {
    try take(count).reversed().reduce(0) { $0 << 8 | Int($1) }
  }

  private mutating func text(_ count: Int) throws(DataError) -> String {
    guard let text = String(validating: try take(count), as: UTF8.self) else {
      throw error("a text in UTF-8", "other bytes")
    }
    return text
  }

  /// A text up to the end of its line.
  private mutating func line() throws(DataError) -> String {
    guard let end = bytes[position...].firstIndex(of: 0x0A) else { throw cutShort(1) }
    let text = try text(end - position)
    position += 1
    return text
  }

  private func cutShort(_ count: Int) -> DataError {
    DataError(
      path, at: "\(name) (byte \(position - start))", expected: "\(count) more bytes",
      found: "\(bytes.count - position)", advice: "the file is cut short, get it again")
  }
}
