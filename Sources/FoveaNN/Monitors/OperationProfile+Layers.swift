extension OperationProfile {
  /// A profile that has seen nothing, with the names of a network's layers.
  public convenience init(of network: any Layer) {
    var layers: [(path: String, layer: AnyObject)] = []
    network.forEachLayer { path, layer in layers.append((path, layer)) }
    self.init(network.namedParameters, layers: layers)
  }
}
