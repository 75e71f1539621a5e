// Trains as an app does: stopped by its user in the second epoch, gone on with, and the model used.
import Fovea

let folder = RunFolder(CommandLine.arguments[1])
var configuration = TrainingConfiguration()
configuration.data = "shapes"
configuration.epochs = 3
configuration.batchSize = 100
configuration.validationShare = 0.9

let screen = TrainingScreen()
let user = Task { @MainActor in
  // The main actor is free while the run goes on, or this would never come to its turn.
  while screen.losses.isEmpty { try await Task.sleep(for: .milliseconds(1)) }
  screen.stop()
}
let stopped = try await screen.train(configuration, in: folder)
try await user.value
let epochs = screen.losses.count
let result = stopped.status == .finished ? stopped : try await screen.resume(folder)
guard result.status == .finished, screen.losses.count == 3, let model = try result.model else {
  fatalError("three epochs expected, found \(screen.losses.count): \(screen.status)")
}
let picture = try Shapes(.test, count: 1, seed: 1).data.picture(at: 0)
print(
  "training app: stopped after \(epochs) epochs, gone on with, \(screen.status);",
  "a \(try model.predict([picture])[0].best.name)")
