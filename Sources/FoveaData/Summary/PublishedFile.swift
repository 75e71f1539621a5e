/// A file of a published set, compared with the one that was published.
public struct PublishedFile: Hashable, Sendable {
  /// The file.
  public let path: String
  /// The MD5 sum of its content: of what is compressed, inflated, as the same content can be compressed in many ways.
  public let sum: String
  /// Whether that is the sum of the published file.
  public let isAsPublished: Bool

  /// The files of a set, for which sums are known: Fashion-MNIST and MNIST. Of CIFAR only those of the archives are
  /// published; its files are held to their sizes and counts when they are read.
  ///
  /// - Parameters:
  ///   - name: a name of `DataSets`.
  ///   - folder: where its files are; nil for the usual places.
  /// - Returns: none where no sums are known.
  /// - Throws: `DataError` when a file is missing or damaged.
  public static func files(of name: String, folder: String?) throws(DataError) -> [PublishedFile] {
    guard let (files, sums) = known[name] else { return [] }
    var result: [PublishedFile] = []
    for (path, known) in zip(try files.paths(in: folder), sums) {
      let file = try InputFile(path)
      var sum = MD5()
      while true {
        let piece = try file.read(1 << 20)
        sum.update(piece)
        if piece.count < 1 << 20 { break }
      }
      let text = sum.text()
      result.append(PublishedFile(path: path, sum: text, isAsPublished: text == known))
    }
    return result
  }

  /// Sums in the order of `MNISTFiles.paths`.
  private static let known: [String: (files: MNISTFiles, sums: [String])] = [
    FashionMNIST.name: (
      FashionMNIST.files,
      [
        "f4a8712d7a061bf5bd6d2ca38dc4d50a", "9018921c3c673c538a1fc5bad174d6f9",
        "8181f5470baa50b63fa0f6fddb340f0a", "15d484375f8d13e6eb1aabb0c3f46965",
      ]
    ),
    MNIST.name: (
      MNIST.files,
      [
        "6bbc9ace898e44ae57da46a324031adb", "a25bea736e30d166cdddb491f175f624",
        "2646ac647ad5339dbf082846283269ea", "27ae3e4e09519cfbb04c329615203637",
      ]
    ),
  ]
}
