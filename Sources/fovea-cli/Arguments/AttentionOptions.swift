import ArgumentParser
import Fovea

/// The flags of `fovea predict` that ask where a model looks.
struct AttentionOptions: ParsableArguments {
  @Option(
    help: """
      Folder for pictures of where the network looks, by Grad-CAM: <picture>-grad-cam.png, yellow to red for what speaks \
      for the predicted class.
      """, completion: .directory)
  var gradCam: String?

  @Option(help: "Layer whose maps Grad-CAM takes, as in features.3. (default: the last with maps)")
  var gradCamLayer: String?

  @Option(
    help: """
      Folder for pictures of what the predicted class hangs on, by hiding one part after the other: \
      <picture>-occlusion.png; cyan to blue where hiding makes it likelier.
      """, completion: .directory)
  var occlusion: String?

  @Option(
    parsing: .unconditional,
    help: "Side of the part that is hidden, in pixels of the network's input. (default: a quarter)",
    transform: wholeNumber(1...65536))
  var occlusionPatch: Int?

  /// Whether any is asked for.
  var isGiven: Bool { gradCam != nil || occlusion != nil }

  func check() throws {
    for (flag, value) in [("--grad-cam", gradCam), ("--occlusion", occlusion)] where value == "" {
      throw ValidationError("\(flag): expected a folder, found ''")
    }
    if gradCam == nil, gradCamLayer != nil {
      throw ValidationError("--grad-cam-layer is for --grad-cam; leave it out")
    }
    if occlusion == nil, occlusionPatch != nil {
      throw ValidationError("--occlusion-patch is for --occlusion; leave it out")
    }
  }
}
