import Fovea

/// A whole model that is measured, with square pictures.
struct ModelCase: Hashable, Sendable {
  /// The model's name, here as in the catalogue.
  let name: String
  /// Pictures at once.
  let batch: Int
  /// Channels of the pictures.
  let channels: Int
  /// Height and width of the pictures.
  let size: Int
  /// Classes that are told apart.
  let classes: Int

  /// The models by which engines are compared.
  static let table: [ModelCase] = [
    ModelCase(name: "lenet5", batch: 128, channels: 1, size: 28, classes: 10),
    ModelCase(name: "small_cnn", batch: 128, channels: 1, size: 28, classes: 10),
    ModelCase(name: "resnet20", batch: 128, channels: 3, size: 32, classes: 10),
    ModelCase(name: "alexnet", batch: 32, channels: 3, size: 224, classes: 1000),
    ModelCase(name: "resnet18", batch: 16, channels: 3, size: 224, classes: 1000),
    ModelCase(name: "vgg11", batch: 8, channels: 3, size: 224, classes: 1000),
  ]
}
