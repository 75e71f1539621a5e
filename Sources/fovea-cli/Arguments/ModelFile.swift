import Foundation
import Fovea

/// Where a trained model lies that a command was given: a file, the folder of a training run, or that of averaged
/// weights.
struct ModelFile {
  /// The file.
  let path: String

  /// The file itself, or the best or averaged weights in a folder.
  ///
  /// - Throws: `Failure` for a folder without any, which says how it would get them, or for a path where nothing is;
  ///   `DataError` for the plan of an ensemble that cannot be read.
  init(_ given: String) throws {
    let manager = FileManager.default
    var isFolder: ObjCBool = false
    guard manager.fileExists(atPath: given, isDirectory: &isFolder) else {
      throw Failure(
        "\(given.printable): expected a trained model, its file or the folder of its run, found none there"
      )
    }
    guard isFolder.boolValue else {
      path = given
      return
    }
    let ensemble = EnsembleFolder(given)
    if let plan = try ensemble.plan {
      let models = try ensemble.modelPaths
      guard models.count == 1 else {
        throw Failure(
          "\(given.printable): expected one model, found an ensemble of \(plan.members); name a member, as "
            + ensemble.run(of: 1).path.shellPath)
      }
      path = models[0]
      return
    }
    let run = RunFolder(given)
    path = run.bestPath
    guard !manager.fileExists(atPath: path) else { return }
    let advice =
      if manager.fileExists(atPath: run.checkpointPath) {
        "the run has not finished an epoch; go on with 'fovea train --resume \(given.shellPath)'"
      } else if manager.fileExists(atPath: run.configurationPath) {
        "the run ended before its first checkpoint; \(run.beginningAnew)"
      } else {
        "name the folder of a training run, or a model's file"
      }
    throw Failure(
      "\(given.printable): expected \(RunFolder.bestName) in this folder, found none; \(advice)")
  }

  /// Reads the model.
  func load() throws -> TrainedModel {
    if let format = PictureFormat(of: path) {
      throw Failure(
        "\(path): expected a trained model, found a \(format.name) picture; pictures come after the model: "
          + "'fovea predict <model> \(path.shellPath)'")
    }
    if PyTorchFile.isMeant(path) {
      throw Failure(
        "\(path): expected a trained model, found a file of PyTorch; make one of it: 'fovea convert \(path.shellPath) "
          + "--model <name> --output model.safetensors'")
    }
    if FileForm(of: path) == .onnx {
      throw Failure(
        "\(path): expected a trained model, found a file of ONNX, which is written but not read; name the run or the "
          + ".safetensors file that it was made of")
    }
    return try TrainedModel.load(path)
  }
}
