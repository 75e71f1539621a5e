@_exported import FoveaData
import FoveaKernels
@_exported import FoveaModels

/// Named tensors and a few texts, as a file in the safetensors format holds them.
///
///     length of the header               8 bytes, least significant first
///     header                             JSON: name -> {"dtype", "shape", "data_offsets": [begin, end]}
///     elements                           row-major, least significant byte first, tensor after tensor
///
/// The header's entry "__metadata__" holds the texts. Elements are written as the engine's `Scalar`, F32 or
/// F64; read are those, F16, BF16, whole numbers of any size and BOOL.
///
/// Source: the format's description at https://github.com/huggingface/safetensors.
public struct Safetensors: Sendable {
  /// The tensors in the order of the file; their names differ.
  public let tensors: [(name: String, value: Tensor)]
  /// The texts by name.
  public let metadata: [String: String]
  private let places: [String: Int]

  /// Tensors and texts to be written. Traps when two tensors have the same name.
  public init(_ tensors: [(name: String, value: Tensor)], metadata: [String: String] = [:]) {
    self.tensors = tensors
    self.metadata = metadata
    places = Dictionary(
      zip(tensors.map(\.name), tensors.indices),
      uniquingKeysWith: {
        stop("Safetensors: names that differ expected, \(tensors[$1].name) twice")
      })
  }

  /// The tensor of that name.
  public subscript(name: String) -> Tensor? { places[name].map { tensors[$0].value } }

  /// The tensors whose names begin with `prefix`, by what follows it.
  package func tensors(under prefix: String) -> [String: Tensor] {
    var found: [String: Tensor] = [:]
    for (name, value) in tensors where name.hasPrefix(prefix) {
      found[String(name.dropFirst(prefix.count))] = value
    }
    return found
  }
}

extension Safetensors {
  /// What a header is at most long; the format's own readers have the same bound.
  static let headerLimit = 100_000_000
}
