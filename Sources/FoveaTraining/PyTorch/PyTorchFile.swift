import FoveaTensor

/// The tensors of a file that `torch.save` wrote of a state dictionary, in either of its formats.
///
/// Such a file holds a program in Python's pickle language. It is not run: a machine that knows the few
/// instructions a state dictionary is made of goes through it, with a stack of plain values, and refuses every
/// other one. Names of functions are compared with a list of those whose result is known beforehand; nothing is
/// imported or called.
///
/// A dictionary under "state_dict" or "model" is taken in place of the whole, as training scripts write it; what
/// stands beside it, as the epoch or an optimiser's state of numbers, texts and tensors, is passed over. The
/// prefix "module." of models that were trained on several devices is left out of names.
///
/// Source: https://pytorch.org/docs/stable/notes/serialization.html; Python's pickletools.
public struct PyTorchFile: Sendable {
  /// The tensors in the order of the file, as PyTorch lays them out; their names differ.
  public let tensors: [(name: String, value: Tensor)]

  /// Whether a file is one that `torch.save` wrote, by its first bytes, or should be, by its name.
  package static func isMeant(_ path: String) -> Bool {
    isLikely(path) || [".pth", ".pt"].contains(where: path.lowercased().hasSuffix)
  }

  /// Whether a file looks like one that `torch.save` wrote.
  public static func isLikely(_ path: String) -> Bool {
    guard let file = try? InputFile(path, inflating: false), let start = try? file.read(4) else {
      return false
    }
    return start == zipMagic || start.starts(with: legacyMagic)
  }

  static let zipMagic: [UInt8] = [0x50, 0x4B, 0x03, 0x04]
  /// A pickle of protocol 2.
  static let legacyMagic: [UInt8] = [0x80, 0x02]

  /// Reads a file whole.
  ///
  /// - Throws: `DataError` for a file that is missing, of another kind, damaged, or that would have to be run.
  public init(contentsOf path: String) throws(DataError) {
    let start = try InputFile(path, inflating: false).read(4)
    if start == Self.zipMagic {
      tensors = try Self.readArchive(path)
    } else if start.starts(with: Self.legacyMagic) {
      tensors = try Self.readLegacy(path)
    } else {
      throw DataError(
        path, expected: "a file of torch.save, a zip archive or a pickle of protocol 2",
        found: "other bytes", advice: "save a state_dict with torch.save, or as safetensors")
    }
  }

  /// The format since PyTorch 1.6: an archive with the pickle and each storage as an entry.
  private static func readArchive(
    _ path: String
  ) throws(DataError) -> [(name: String, value: Tensor)] {
    let archive = try ZipFile(path, storedOnly: true)
    guard let pickle = archive.entries.first(where: { $0.name.hasSuffix("/data.pkl") }) else {
      throw DataError(
        path, expected: "an entry data.pkl", found: "none",
        advice: "was it written by torch.save? TorchScript and other archives are not read")
    }
    let folder = pickle.name.dropLast("data.pkl".count)
    if let order = archive.entries.first(where: { $0.name == folder + "byteorder" }) {
      let text = String(decoding: order.size <= 16 ? try archive.read(order) : [], as: UTF8.self)
      guard text == "little" else {
        throw DataError(path, at: order.name, expected: "little", found: text)
      }
    }
    let entries = Dictionary(uniqueKeysWithValues: archive.entries.map { ($0.name, $0) })
    let bytes = try archive.read(pickle)
    var machine = try PickleMachine(bytes, path: path, place: pickle.name)
    let state = try StateDictionary(machine.run(), of: machine, total: bytesBound(path))
    var tensors: [(name: String, value: Tensor)] = []
    for (name, tensor) in state.tensors {
      let storage = tensor.storage
      guard let entry = entries["\(folder)data/\(storage.key)"] else {
        throw DataError(
          path, at: name, expected: "an entry \(folder)data/\(storage.key)", found: "none",
          advice: "the file is damaged, get it again")
      }
      guard entry.size == storage.byteCount else {
        throw DataError(
          path, at: name, expected: "\(storage.byteCount) bytes in \(entry.name)",
          found: "\(entry.size)", advice: "the file is damaged, get it again")
      }
      let value = try archive.read(entry).withUnsafeBytes { tensor.elements($0) }
      tensors.append((name, value))
    }
    return tensors
  }

  /// The most bytes that all tensors may take together: some share a storage, but no file unfolds without end.
  static func bytesBound(_ path: String) throws(DataError) -> Int {
    2 * (try InputFile(path, inflating: false).size)
  }
}
