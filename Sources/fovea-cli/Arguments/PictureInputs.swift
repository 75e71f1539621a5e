import Foundation
import Fovea
import Synchronization

/// Pictures that a command was given: files, folders of them, standard input.
struct PictureInputs {
  /// One picture, not read yet.
  struct Item {
    /// Its path; "-" for standard input.
    let name: String
    /// What came from standard input; nil for a file.
    let bytes: [UInt8]?
    /// Whether it was found in a folder and not named.
    let isFound: Bool

    /// Reads and decodes it, as a model of pictures takes it.
    func picture(fitting imageShape: Shape) throws(DataError) -> Picture {
      if let bytes { return try Picture(bytes, "standard input", fitting: imageShape) }
      return try Picture(contentsOf: name, fitting: imageShape)
    }

    /// Reads and decodes it as it is.
    func picture() throws(DataError) -> Picture {
      if let bytes { return try Picture(bytes, "standard input") }
      return try Picture(contentsOf: name)
    }

    /// The picture that was read, but nil for a bad file that was found in a folder, after a note: one does not lose
    /// the others.
    func pictureOrNote(_ read: Result<Picture, DataError>) throws(DataError) -> Picture? {
      do throws(DataError) { return try read.get() } catch {
        guard isFound else { throw error }
        Stream.notes.line("skipped: \(error.description.printable)")
        return nil
      }
    }
  }

  let items: [Item]

  /// - Parameters:
  ///   - given: paths of files and folders; "-" is standard input: a picture, or paths, one a line.
  ///   - input: where standard input comes from.
  /// - Throws: `Failure` for a folder without pictures or standard input without anything, `DataError` for a
  ///   folder that cannot be read.
  init(_ given: [String], input: FileHandle = .standardInput) throws {
    items = try given.flatMap { path in
      path == "-" ? try Self.standardInput(input) : try Self.files(of: path)
    }
  }

  private static func files(of path: String) throws -> [Item] {
    guard isFolder(path) else { return [Item(name: path, bytes: nil, isFound: false)] }
    let found = try pictures(
      in: path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path)
    if found.isEmpty {
      throw Failure(
        "\(path): expected PNG or JPEG files in this folder, found none; name another folder")
    }
    return found.map { Item(name: $0, bytes: nil, isFound: true) }
  }

  /// Reads items side by side, each as a model of pictures takes it: full pictures are many times as large, so only
  /// those that are decoded at the moment are held.
  static func pictures(
    of items: ArraySlice<Item>, fitting imageShape: Shape
  ) -> [Result<Picture, DataError>] {
    let read = Mutex<[Int: Result<Picture, DataError>]>([:])
    let first = items.startIndex
    ThreadPool.shared.split(items.count, grain: 1) { start, count in
      for place in first + start..<first + start + count {
        let picture = Result { () throws(DataError) in
          try items[place].picture(fitting: imageShape)
        }
        read.withLock { $0[place] = picture }
      }
    }
    return read.withLock { read in items.indices.compactMap { read[$0] } }
  }

  /// The picture files in a folder and those inside it, by name, in order.
  private static func pictures(in folder: String) throws(DataError) -> [String] {
    var found: [String] = []
    for name in try names(in: folder) {
      let path = folder == "/" ? "/\(name)" : "\(folder)/\(name)"
      if isFolder(path) {
        found += try pictures(in: path)
      } else if [".png", ".jpg", ".jpeg"].contains(where: name.lowercased().hasSuffix) {
        found.append(path)
      }
    }
    return found
  }

  private static func standardInput(_ input: FileHandle) throws -> [Item] {
    var bytes: [UInt8] = []
    while bytes.count <= pictureFileLimit,
      let piece = try input.read(upToCount: 1 << 16), !piece.isEmpty
    {
      bytes += piece
    }
    guard bytes.count <= pictureFileLimit else {
      throw Failure(
        "standard input: expected at most \(pictureFileLimit) bytes, found more; name files instead"
      )
    }
    if PictureFormat(bytes) != nil { return [Item(name: "-", bytes: bytes, isFound: false)] }
    // No text has bytes of value 0.
    let lines =
      bytes.contains(0)
      ? []
      : String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).map(String.init)
    if lines.isEmpty {
      throw Failure(
        "standard input: expected a PNG or JPEG picture, or paths, one a line; found "
          + (bytes.isEmpty ? "nothing" : "neither"))
    }
    return try lines.flatMap { try files(of: $0) }
  }
}
