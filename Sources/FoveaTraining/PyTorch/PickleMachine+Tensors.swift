// What the known functions give, without calling anything.
extension PickleMachine {
  /// The storage that a persistent name stands for: ("storage", type, key, device, count), and in the old format
  /// None for no view.
  func storage(_ value: PickleValue) throws(DataError) -> PickledStorage {
    guard case .tuple(let place) = value, 5...6 ~= tuples[place].count,
      case .text("storage") = tuples[place][0],
      case .function(.storage(let type)) = tuples[place][1], case .text(let key) = tuples[place][2],
      case .text = tuples[place][3], case .int(let count) = tuples[place][4]
    else { throw error("a storage's type, key, device and count", "something else") }
    if tuples[place].count == 6 {
      guard case .none = tuples[place][5] else { throw error("a whole storage", "a part of one") }
    }
    guard count >= 0, !count.multipliedReportingOverflow(by: type.size).overflow else {
      throw error("a storage of 0 elements or more", "\(count)")
    }
    return PickledStorage(type: type, key: key, count: count)
  }

  /// What calling a function of the list would give.
  mutating func result(
    of function: PickleValue, _ arguments: PickleValue
  ) throws(DataError) -> PickleValue {
    guard case .function(let function) = function, case .tuple(let place) = arguments else {
      throw refused("a call of something that is no known function")
    }
    let arguments = tuples[place]
    switch function {
    case .orderedDictionary where arguments.isEmpty:
      pushDictionary()
      return try pop()
    case .parameter:
      guard let first = arguments.first, case .tensor = first else {
        throw error("a parameter's tensor", "something else")
      }
      return first
    case .tensor: return .tensor(try tensor(arguments))
    case .orderedDictionary, .storage, .elementType:
      throw refused("a call of a known name with arguments that are not")
    }
  }

  /// A tensor from (storage, offset, size, strides, ...).
  private func tensor(_ arguments: [PickleValue]) throws(DataError) -> PickledTensor {
    guard arguments.count >= 4, case .storage(let storage) = arguments[0],
      case .int(let offset) = arguments[1], let size = integers(arguments[2]),
      let strides = integers(arguments[3])
    else { throw error("a tensor's storage, offset, size and strides", "something else") }
    let tensor = PickledTensor(storage, offset: offset, size: size, strides: strides)
    guard let tensor else {
      throw error(
        "a tensor within the \(storage.count) elements of storage \(storage.key)",
        "size \(size.prefix(16)), strides \(strides.prefix(16)), offset \(offset)")
    }
    return tensor
  }

  private func integers(_ value: PickleValue) -> [Int]? {
    // Far more than a tensor has dimensions: a long tuple, looked at again and again, would take forever.
    guard case .tuple(let place) = value, tuples[place].count <= 64 else { return nil }
    var numbers: [Int] = []
    for item in tuples[place] {
      guard case .int(let number) = item else { return nil }
      numbers.append(number)
    }
    return numbers
  }

  /// The value of a key in a dictionary.
  func value(_ key: String, in dictionary: PickleValue) -> PickleValue? {
    guard case .dictionary(let place) = dictionary else { return nil }
    return dictionaries[place].first { $0.key == key }?.value
  }

  /// The texts of a list; nil when it holds other values.
  func texts(in list: PickleValue) -> [String]? {
    guard case .list(let place) = list else { return nil }
    var texts: [String] = []
    for item in lists[place] {
      guard case .text(let text) = item else { return nil }
      texts.append(text)
    }
    return texts
  }
}

/// The tensors of a pickle by name.
struct StateDictionary {
  let tensors: [(name: String, tensor: PickledTensor)]

  /// The tensors of the value that a machine ended with.
  ///
  /// - Parameter total: how many bytes they may take together.
  init(_ value: PickleValue, of machine: PickleMachine, total: Int) throws(DataError) {
    let inner = ["state_dict", "model"].lazy.compactMap { key in
      machine.value(key, in: value).flatMap { if case .dictionary = $0 { $0 } else { nil } }
    }.first
    guard case .dictionary(let place) = inner ?? value else {
      throw machine.error("a dictionary of tensors", "something else")
    }
    let entries = machine.dictionaries[place]
    let prefix = "module."
    let isWrapped = !entries.isEmpty && entries.allSatisfy { $0.key.hasPrefix(prefix) }
    var tensors: [(name: String, tensor: PickledTensor)] = []
    var names: Set<String> = []
    var bytes = 0
    for (key, value) in entries {
      let name = isWrapped ? String(key.dropFirst(prefix.count)) : key
      guard case .tensor(let tensor) = value else {
        throw machine.error("a tensor under \"\(name.prefix(80))\"", "another value")
      }
      guard names.insert(name).inserted else {
        throw machine.error("names that differ", "\"\(name.prefix(80))\" twice")
      }
      guard tensor.storage.byteCount <= total - bytes else {
        throw machine.error("tensors of at most \(total) bytes together", "more")
      }
      bytes += tensor.storage.byteCount
      tensors.append((name, tensor))
    }
    self.tensors = tensors
  }
}
