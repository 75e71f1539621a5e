/// How a training run names and marks its files; what is loaded for use goes by it to say what it was given.
package enum RunFile {
  /// The file with the best weights, ready to use.
  package static let best = "best.safetensors"
  /// The text that tells a checkpoint from a trained model.
  package static let checkpointKey = "fovea.checkpoint"
  /// The text that tells a denoising network from one that classifies.
  package static let denoisingKey = "fovea.denoising"

  /// What a file of tensors that is no trained classifier is, by its texts.
  package static func kind(of metadata: [String: String]) -> String {
    if metadata[checkpointKey] != nil { return "a checkpoint" }
    return metadata[denoisingKey] != nil ? "a denoising network" : "tensors alone"
  }
}
