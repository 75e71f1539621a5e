/// What torchvision calls the layers of our models.
enum TorchvisionNames {
  /// The models whose weights are read from torchvision's files.
  static func knows(_ model: any Layer) -> Bool {
    switch model {
    case is AlexNet, is VGG, is GoogLeNet, is MobileNetV2: true
    case is ResNet: !hasGates(model)
    default: false
    }
  }

  /// The error of a model that torchvision does not have.
  static func unknown(_ kind: String, in path: String) -> DataError {
    DataError(
      path, at: "model", expected: "AlexNet, VGG, GoogLeNet, ResNet or MobileNetV2", found: kind,
      advice: "torchvision's names are known of these")
  }

  /// torchvision's path of a layer that has a path in `model`; nil where there is none.
  static func name(of path: String, in model: any Layer) -> String? {
    let parts = path.split(separator: ".").map(String.init)
    // The model itself.
    if parts.isEmpty { return nil }
    switch model {
    case is AlexNet, is VGG: return path
    case is ResNet: return resNet(parts)
    case is GoogLeNet: return googLeNet(parts)
    case is MobileNetV2: return mobileNet(parts)
    default: return nil
    }
  }

  /// The model of the catalogue that a file's tensors are called after; nil for none. No weights are drawn for it.
  static func model(of names: some Sequence<String>) -> String? {
    let layers = Set(
      names.filter { !$0.hasPrefix("aux") }.compactMap { name in
        name.lastIndex(of: ".").map { String(name[..<$0]) }
      })
    return ModelCatalog.entries.first { entry in
      guard let model = try? makeModelToRestore(entry.make, entry.usual.picture, 1), knows(model)
      else { return false }
      var own: Set<String> = []
      model.forEachLayer { path, layer in
        let stores = layer is Conv2D || layer is Dense || layer is BatchNorm
        if stores, let name = name(of: path, in: model), !name.hasPrefix("aux") { own.insert(name) }
      }
      return own == layers
    }?.name
  }

  private static func hasGates(_ model: any Layer) -> Bool {
    var found = false
    model.forEachLayer { _, layer in found = found || layer is SqueezeExcite }
    return found
  }

  /// stem.0, stage1.0.body.3, stage2.0.projection.1, head.1.
  private static func resNet(_ parts: [String]) -> String? {
    switch (parts[0], parts.count) {
    case ("stem", 2): return ["0": "conv1", "1": "bn1"][parts[1]]
    case ("head", 2): return "fc"
    case (_, 4) where parts[0].hasPrefix("stage"):
      let block = "layer\(parts[0].dropFirst(5)).\(parts[1])."
      if parts[2] == "projection" { return block + "downsample." + parts[3] }
      // Convolution, normalisation, ReLU, and so on.
      return Int(parts[3]).map { block + ($0 % 3 == 0 ? "conv" : "bn") + "\($0 / 3 + 1)" }
    default: return nil
    }
  }

  /// Where our three parts have torchvision's convolutions and blocks.
  private static let googLeNetPlaces = [
    "stem.0": "conv1.conv", "stem.1": "conv1.bn", "stem.4": "conv2.conv", "stem.5": "conv2.bn",
    "stem.7": "conv3.conv", "stem.8": "conv3.bn", "stem.11": "inception3a",
    "stem.12": "inception3b", "stem.14": "inception4a", "middle.0": "inception4b",
    "middle.1": "inception4c", "middle.2": "inception4d", "top.0": "inception4e",
    "top.2": "inception5a", "top.3": "inception5b", "head.2": "fc", "aux1.1": "aux1.conv.conv",
    "aux1.2": "aux1.conv.bn", "aux1.5": "aux1.fc1", "aux1.8": "aux1.fc2",
    "aux2.1": "aux2.conv.conv", "aux2.2": "aux2.conv.bn", "aux2.5": "aux2.fc1",
    "aux2.8": "aux2.fc2",
  ]

  /// stem.0, stem.11.1.3: the second branch's second convolution; head.2, aux1.5.
  private static func googLeNet(_ parts: [String]) -> String? {
    guard parts.count >= 2, let place = googLeNetPlaces["\(parts[0]).\(parts[1])"] else {
      return nil
    }
    guard parts.count == 4, let branch = Int(parts[2]), let index = Int(parts[3]) else {
      return parts.count == 2 ? place : nil
    }
    // Behind the pooling of the last branch everything is one place further.
    let shifted = branch == 3 ? index - 1 : index
    let kind = shifted % 3 == 0 ? "conv" : "bn"
    switch branch {
    case 0: return "\(place).branch1.\(kind)"
    case 1, 2: return "\(place).branch\(branch + 1).\(shifted / 3).\(kind)"
    default: return "\(place).branch4.1.\(kind)"
    }
  }

  /// features.0.0, features.2.3, features.3.0.3 with a skip around; head.2.
  private static func mobileNet(_ parts: [String]) -> String? {
    guard parts[0] == "features" else { return parts == ["head", "2"] ? "classifier.1" : nil }
    guard parts.count >= 3, let stage = Int(parts[1]), let index = Int(parts[parts.count - 1])
    else {
      return nil
    }
    // The first and the last stage are a convolution each.
    if stage == 0 || stage == 18 { return "features.\(stage).\(index)" }
    let block = "features.\(stage).conv."
    // A convolution's three layers are one in torchvision, but for the last, which has no activation.
    let last = stage == 1 ? 1 : 2
    let (convolution, part) = (index / 3, index % 3)
    return convolution == last
      ? block + "\(last + part)" : block + "\(convolution).\(part)"
  }
}
