// Uses the model that TrainingApp left. No training code is in this program.
import FoveaInference

let classifier = try Classifier(CommandLine.arguments[1])
let picture = try Shapes(.test, count: 1, seed: 1).data.picture(at: 0)
let classes = try await classifier.classes(of: picture)
let drawn = try await classifier.attention(for: picture)
guard classes.count == 3, drawn.width >= 224 else { fatalError("\(classes), \(drawn.width)") }
print("inference app: a \(classes[0].name), or \(classes[1].name), or \(classes[2].name)")
