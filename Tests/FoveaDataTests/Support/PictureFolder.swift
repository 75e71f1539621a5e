import Foundation
import TestSupport

@testable import FoveaData

extension TestFolder {
  /// Makes folders and writes a file into the last of them; returns its path.
  @discardableResult
  func place(_ path: String, _ bytes: [UInt8]) throws -> String {
    let file = url.appendingPathComponent(path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
    return file.path
  }

  /// Writes a picture of one grey tone, 12 x 10, as JPEG.
  @discardableResult
  func placePicture(_ path: String, tone: UInt8 = 100) throws -> String {
    try place(path, flatJPEG(12, 10, tone))
  }
}

/// A JPEG of one tone.
func flatJPEG(_ width: Int, _ height: Int, _ tone: UInt8) -> [UInt8] {
  jpeg(width, height, .grey, [UInt8](repeating: tone, count: width * height))
}
