/// What a layer makes of a picture: a map for each of its kernels.
public struct FeatureMaps {
  /// The layer's path in the network, as in "features.1".
  public let path: String
  /// What the layer is called.
  public let kind: String
  /// The maps, [height, width, maps].
  public let maps: Tensor
}

extension TrainedModel {
  /// What the network makes of a picture: the maps of the last layer of each map size, from the largest on.
  ///
  /// - Parameter image: [1, height, width, channels], in 0 ... 1, as the model takes it.
  public func featureMaps(of image: Tensor) -> [FeatureMaps] {
    mapsBySize(of: model, preprocessor.transform(image))
  }
}

/// The maps of the last layer of each size of maps, from the largest on, of one preprocessed picture.
package func mapsBySize(of model: any Layer, _ image: Tensor) -> [FeatureMaps] {
  var paths: [ObjectIdentifier: String] = [:]
  model.forEachLayer { path, layer in paths[ObjectIdentifier(layer)] = path }
  var found: [FeatureMaps] = []
  withoutGradients {
    _ = model.run(Variable(image), .inference) { layer, output in
      // A map of one pixel is a number.
      guard output.rank == 4, output.shape[1] * output.shape[2] > 1 else { return true }
      let maps = output.reshaped(to: Shape(Array(output.shape.dimensions[1...])))
      if let last = found.last, last.maps.shape[0] == maps.shape[0],
        last.maps.shape[1] == maps.shape[1]
      {
        found.removeLast()
      }
      found.append(
        FeatureMaps(
          path: paths[ObjectIdentifier(layer)] ?? "", kind: layer.kind, maps: maps))
      return true
    }
  }
  return found
}
