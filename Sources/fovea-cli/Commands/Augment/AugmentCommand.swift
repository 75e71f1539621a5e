import ArgumentParser
import Fovea

/// `fovea augment`: how training pictures are changed, to be looked at before training.
struct AugmentCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "augment",
    abstract: "Shows what augmentation does to pictures, and which of it changes their class.",
    discussion: """
      Examples:
        fovea augment preview --augment shift:2,flip,erase --output sheet.png
        fovea augment audit runs/lenet5-1
      """,
    subcommands: [AugmentPreview.self, AugmentAudit.self])
}
