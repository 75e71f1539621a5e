// Trains LeNet-5 for a few steps, saves it, and loads it into a fresh model: both must predict the same. Then asks the
// lecture for a value.
import Foundation
import Fovea
import FoveaExplain

let pictures = try Shapes(.train, count: 640, seed: 1)
let unseen = try Shapes(.test, count: 100, seed: 1)

var random = RandomSource(seed: 42)
let model = try LeNet5(random: &random)
let optimizer = SGD(model.parameters, learningRate: 0.05, momentum: 0.9)
var losses: [Scalar] = []
for _ in 1...3 {
  for batch in pictures.batches(of: 64, shuffledBy: &random) {
    let loss = softmaxCrossEntropy(model(Variable(batch.images), .training(&random)), batch.labels)
    try optimizer.step(loss.backward())
    losses.append(loss.value.item)
  }
}
require(losses[losses.count - 1] < losses[0], "the loss fell: \(losses)")

let path = FileManager.default.temporaryDirectory
  .appendingPathComponent("downstream-\(UUID().uuidString).safetensors").path
defer { try? FileManager.default.removeItem(atPath: path) }
try model.save(to: path)
let loaded = try LeNet5(random: &random)
let before = logits(of: loaded)
try loaded.load(from: path)

require(before != logits(of: loaded), "a fresh model predicts something else")
require(logits(of: model) == logits(of: loaded), "the loaded model predicts the same")
let classes = logits(of: loaded).argmax().prefix(3).map { Shapes.classNames[$0] }
print(
  "downstream: \(losses.count) steps, loss \(losses[0]) to \(losses[losses.count - 1]); saved, loaded;",
  "predicts the same: \(classes.joined(separator: ", ")) ...")

let corner = try DotProduct(image: Slide.image, kernel: Slide.diagonal)
require(corner.sum == 3, "the slide's kernel fits its image's first corner: \(corner.sum)")

/// What a model says of the unseen pictures, [100, 10].
func logits(of model: LeNet5) -> Tensor {
  let all = unseen.batches(of: unseen.count)[0].images
  return withoutGradients { model(Variable(all), .inference).value }
}

/// Ends the app unless `fact` holds.
func require(_ fact: Bool, _ what: String) {
  if !fact {
    print("downstream: not true: \(what)")
    exit(1)
  }
}
