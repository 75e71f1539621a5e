import ArgumentParser

/// A command that looks at its arguments before it runs.
///
/// ArgumentParser's own `validate` comes before misspelt flags are found: in `train --epoch 3` it would
/// complain about a model called 3.
protocol CheckedCommand: ParsableCommand {
  /// Throws `ValidationError` for arguments that do not go together.
  func check() throws
}
