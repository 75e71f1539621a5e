/// How a training run names and marks its files; what is loaded for use goes by it to say what it was given.
package enum RunFile {
  /// The file with the best weights, ready to use.
  package static let best = "best.safetensors"
  /// The text that tells a checkpoint from a trained model.
  package static let checkpointKey = "fovea.checkpoint"
}
