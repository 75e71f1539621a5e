import Fovea

extension DenoiseCommand {
  /// Takes the noise out of pictures with a network that was trained earlier.
  ///
  /// - Parameter given: its file, or the folder of its run.
  func denoise(with given: String) throws {
    experiment.engine.applied()
    let output = self.output ?? "denoised"
    try RunFolder.checkEmpty(output, advice: "name another by --output")
    let denoiser = try TrainedDenoiser.load(
      isFolder(given) ? "\(given)/\(Self.modelName)" : given)
    let items = try PictureInputs(pictures).items
    // A bad picture that was named ends the command: before anything is written, so that it can be given again.
    for item in items where !item.isFound { _ = try item.picture() }
    try makeFolder(output)
    var names = FileNames()
    var failures = 0
    for item in items {
      let read = Result { () throws(DataError) in try item.picture() }
      guard let picture = try item.pictureOrNote(read) else {
        failures += 1
        continue
      }
      let file = "\(output)/\(names.name(for: item.name)).png"
      try PNG.write(denoiser.denoised(picture), to: file)
      if json {
        Stream.results.json(Denoised(picture: item.name, file: file))
      } else {
        Stream.results.line("wrote  \(file.printable)")
      }
    }
    if failures > 0 { throw Failure(skipped: failures) }
  }

  private struct Denoised: Encodable {
    let picture: String
    let file: String
  }
}
