import Foundation
import Fovea

/// Where a trained model lies that a command was given: a file, or the folder of a training run.
struct ModelFile {
  /// The file.
  let path: String

  /// The file itself, or the best weights in a folder.
  init(_ given: String) {
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: given, isDirectory: &isFolder)
    let best = RunFolder(given).bestPath
    let isRun = exists && isFolder.boolValue && FileManager.default.fileExists(atPath: best)
    path = isRun ? best : given
  }

  /// Reads the model.
  func load() throws -> TrainedModel { try TrainedModel.load(path) }
}
