import FoveaTensor

extension PyTorchFile {
  /// The number that files before PyTorch 1.6 begin with, least significant byte first.
  private static let magic: [UInt8] = [
    0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19,
  ]

  /// The format before PyTorch 1.6: five pickles one after the other (magic number, version, sizes of C's types,
  /// the dictionary, the storages' keys), then each storage's count and elements.
  static func readLegacy(
    _ path: String
  ) throws(DataError) -> [(name: String, value: Tensor)] {
    let file = try InputFile(path, inflating: false)
    // Pickles are read from the front of the file; storages follow, which may be large.
    let bytes = try file.read(min(file.size, PickleMachine.lengthLimit))
    var place = 0
    func next(_ name: String) throws(DataError) -> (PickleValue, PickleMachine) {
      var machine = try PickleMachine(bytes, path: path, place: name, from: place)
      let value = try machine.run()
      place = machine.position
      return (value, machine)
    }
    guard case .long(Self.magic) = try next("magic number").0 else {
      throw DataError(
        path, at: "magic number", expected: "that of torch.save", found: "another value",
        advice: "save a state_dict with torch.save, or as safetensors")
    }
    guard case .int(1001) = try next("version").0 else {
      throw DataError(path, at: "version", expected: "1001", found: "another")
    }
    let (sizes, sizesMachine) = try next("sizes of types")
    guard case .flag(true)? = sizesMachine.value("little_endian", in: sizes) else {
      throw DataError(
        path, at: "sizes of types", expected: "little_endian, which is true",
        found: "something else")
    }
    let (dictionary, machine) = try next("dictionary")
    let state = try StateDictionary(dictionary, of: machine, total: bytesBound(path))
    let (list, listMachine) = try next("storages' keys")
    let storages = try storages(
      listMachine.texts(in: list), machine.storages, file, from: place)
    var tensors: [(name: String, value: Tensor)] = []
    for (name, tensor) in state.tensors {
      guard let start = storages[tensor.storage.key] else {
        throw DataError(
          path, at: name, expected: "a storage \(tensor.storage.key)", found: "none",
          advice: "the file is damaged, get it again")
      }
      let elements = try file.bytes(at: start, count: tensor.storage.byteCount)
      guard elements.count == tensor.storage.byteCount else {
        throw cutShort(path, name, tensor.storage.byteCount, elements.count)
      }
      tensors.append((name, elements.withUnsafeBytes { tensor.elements($0) }))
    }
    return tensors
  }

  /// Where the elements of each storage begin: the file has those of all tensors, an optimiser's as well.
  private static func storages(
    _ keys: [String]?, _ known: [String: PickledStorage], _ file: InputFile, from start: Int
  ) throws(DataError) -> [String: Int] {
    guard let keys else {
      throw DataError(
        file.path, at: "storages' keys", expected: "a list of texts", found: "something else",
        advice: "the file is damaged, get it again")
    }
    var places: [String: Int] = [:]
    var place = start
    for key in keys {
      let count = try file.bytes(at: place, count: 8)
      guard count.count == 8 else { throw cutShort(file.path, "storage \(key)", 8, count.count) }
      let found = count.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      guard let storage = known[key], UInt64(storage.count) == found, places[key] == nil else {
        throw DataError(
          file.path, at: "storage \(key)",
          expected: known[key].map { "\($0.count) elements, once" } ?? "a key of the dictionary",
          found: "\(found) elements", advice: "the file is damaged, get it again")
      }
      let rest = file.size - place - 8
      guard storage.byteCount <= rest else {
        throw cutShort(file.path, "storage \(key)", storage.byteCount, rest)
      }
      places[key] = place + 8
      place += 8 + storage.byteCount
    }
    return places
  }

  private static func cutShort(
    _ path: String, _ place: String, _ expected: Int, _ found: Int
  ) -> DataError {
    DataError(
      path, at: place, expected: "\(expected) bytes", found: "\(found)",
      advice: "the file is cut short, get it again")
  }
}
