import FoveaTensor
import Synchronization

/// Looks at picture files without decoding them: whether they can be read, are pictures, of a size that is taken,
/// and have their end. Only where the end is not the file's is a picture decoded to find out.
///
/// A picture that is damaged in its middle shows when it is decoded.
enum PictureCheck {
  /// The files that are bad, by their place; on the pool.
  static func faults(_ paths: [String]) -> [Int: DataError] {
    let faults = Mutex<[Int: DataError]>([:])
    ThreadPool.shared.split(paths.count, grain: 16) { start, count in
      for place in start..<start + count {
        guard let fault = fault(paths[place]) else { continue }
        faults.withLock { $0[place] = fault }
      }
    }
    return faults.withLock { $0 }
  }

  /// What is wrong with a file; nil for nothing.
  static func fault(_ path: String) -> DataError? {
    do throws(DataError) {
      let file = try InputFile(path, inflating: false)
      if try PictureHeader(file).endsWell { return nil }
      // The smallest size that can be had takes least.
      _ = try Picture(readPictureFile(path), path, shorterSide: 1)
      return nil
    } catch {
      return error
    }
  }
}
