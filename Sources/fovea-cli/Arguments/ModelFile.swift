import Foundation
import Fovea

/// Where a trained model lies that a command was given: a file, or the folder of a training run.
struct ModelFile {
  /// The file.
  let path: String

  /// The file itself, or the best weights in a folder.
  ///
  /// - Throws: `Failure` for a folder without any, which says how it would get them.
  init(_ given: String) throws(Failure) {
    let manager = FileManager.default
    var isFolder: ObjCBool = false
    guard manager.fileExists(atPath: given, isDirectory: &isFolder), isFolder.boolValue else {
      path = given
      return
    }
    let run = RunFolder(given)
    path = run.bestPath
    guard !manager.fileExists(atPath: path) else { return }
    let advice =
      manager.fileExists(atPath: run.checkpointPath)
      ? "the run has not finished an epoch; go on with 'fovea train --resume "
        + "\(given.shellPath)'"
      : "name the folder of a training run, or a model's file"
    throw Failure("\(given): expected \(RunFolder.bestName) in this folder, found none; \(advice)")
  }

  /// Reads the model.
  func load() throws -> TrainedModel {
    if let format = PictureFormat(of: path) {
      throw Failure(
        "\(path): expected a trained model, found a \(format.name) picture; pictures come after the model: "
          + "'fovea predict <model> \(path.shellPath)'")
    }
    if isPresent(path), PyTorchFile.isMeant(path) {
      throw Failure(
        "\(path): expected a trained model, found a file of PyTorch; make one of it: 'fovea convert \(path.shellPath) "
          + "--model <name> --output model.safetensors'")
    }
    return try TrainedModel.load(path)
  }
}
