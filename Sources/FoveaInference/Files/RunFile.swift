/// How a training run names and marks its files; what is loaded for use goes by it to say what it was given.
package enum RunFile {
  /// The file with the best weights, ready to use.
  package static let best = "best.safetensors"
  /// The text that tells a checkpoint from a trained model.
  package static let checkpointKey = "fovea.checkpoint"
  /// The text that tells a denoising network from one that classifies.
  package static let denoisingKey = "fovea.denoising"

  /// What a file of tensors is, by its texts.
  package static func kind(of metadata: [String: String]) -> String {
    if metadata[checkpointKey] != nil { return "a checkpoint" }
    if metadata[denoisingKey] != nil { return "a denoising network" }
    return metadata[TrainedModel.metadataKey] != nil ? "a trained model" : "tensors alone"
  }
}
