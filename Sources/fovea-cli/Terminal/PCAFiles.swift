import Fovea

/// A fitted PCA as files: its tensors, its scree plot, the data along two components, how the picture's parts go
/// together, its components as pictures.
struct PCAFiles {
  let pca: PCA
  /// The PCA, and what pictures go through before it.
  let pipeline: Pipeline
  /// What it was fitted on.
  let data: DataSet

  /// The most components that are drawn.
  private static let pictureLimit = 100
  /// The most pictures that become points: more hide each other, and make a large file.
  private static let pointLimit = 2000

  init(_ pca: PCA, behind pipeline: Pipeline, of data: DataSet) {
    self.pca = pca
    self.pipeline = pipeline
    self.data = data
  }

  /// Writes into a folder.
  ///
  /// - Returns: the paths of the files.
  func write(to folder: String) throws -> [String] {
    var files: [String] = []
    func place(_ name: String) -> String {
      files.append("\(folder)/\(name)")
      return files[files.count - 1]
    }
    let tensors = pipeline.steps.count == 1 ? pca.tensors : pipeline.tensors
    try Safetensors(tensors.map { ($0.name, $0.tensor) }).write(to: place("pca.safetensors"))
    try AtomicFile.write(screePlot, to: place("scree.svg"))
    if let scatter { try AtomicFile.write(scatter, to: place("scatter.svg")) }
    try AtomicFile.write(correlation(), to: place("correlation.svg"))
    if let sheet { try PNG.write(sheet, to: place("components.png")) }
    return files
  }

  /// The first pictures along the first two components, by class; nil for a single component.
  private var scatter: String? {
    guard pca.components.shape[0] >= 2 else { return nil }
    let part = data.prefix(Self.pointLimit)
    let places = pipeline.transform(part.images).elements
    let width = pca.components.shape[0]
    let groups = data.classNames.indices.map { label in
      let own = part.labels.indices.filter { part.labels[$0] == label }
      return ScatterChart.Group(
        data.classNames[label],
        points: own.map {
          LineChart.Point(x: Double(places[$0 * width]), y: Double(places[$0 * width + 1]))
        })
    }
    let shares = pca.explainedVarianceShare.map { "\((100 * $0).fixed(1)) %" }
    return ScatterChart(
      "\(data.name): \(part.count.grouped) pictures along two components",
      xLabel: "component 1 (\(shares[0]) of the variance)", yLabel: "component 2 (\(shares[1]))",
      groups: groups
    ).svg
  }

  /// How the brightness of the picture's parts goes together.
  private func correlation() throws -> String {
    let correlation = try PixelCorrelation(fitting: data)
    let (down, across) = correlation.blocks
    // A name where a row of blocks begins.
    let names = (0..<down * across).map { $0 % across == 0 ? "row \($0 / across + 1)" : "" }
    return HeatMap(
      "\(data.name): correlation of the picture's parts",
      note: "\(down) x \(across) blocks, row by row; 1 for blocks that are bright together",
      rows: names, columns: names, values: correlation.matrix, colours: .diverging(limit: 1)
    ).svg
  }

  /// Share of the variance along each component, alone and together with those before it.
  private var screePlot: String {
    let shares = pca.explainedVarianceShare.map { 100 * $0 }
    var sum = 0.0
    let together = shares.map { share in
      sum += share
      return sum
    }
    let chart = LineChart(
      "\(data.name): explained variance of \(data.count.grouped) pictures", xLabel: "component",
      yLabel: "% of the variance",
      series: [
        LineChart.Series("each", values: shares), LineChart.Series("together", values: together),
      ])
    return chart.svg
  }

  /// The first components side by side, each from its own darkest to its own brightest; nil for pictures
  /// that cannot be looked at.
  private var sheet: Picture? {
    let shape = pca.mean.shape
    guard shape.rank == 3, shape[2] == 1 || shape[2] == 3 else { return nil }
    let count = min(pca.components.shape[0], Self.pictureLimit)
    let across = Int(Double(count).squareRoot().rounded(.up))
    let elements = pca.components.elements
    let pictures = (0..<count).map { place in
      let own = Array(elements[place * shape.count..<(place + 1) * shape.count])
      let reach = max(own.map(abs).max() ?? 0, .leastNormalMagnitude)
      // Zero is grey, so that signs can be told apart.
      return Picture(Tensor(shape, own), range: -reach...reach)
    }
    let rows = stride(from: 0, to: count, by: across).map { start in
      Array(pictures[start..<min(start + across, count)])
    }
    return ContactSheet(rows).picture
  }
}
