import Fovea

/// A fitted PCA as files: its tensors, its scree plot, its components as pictures.
struct PCAFiles {
  let pca: PCA
  /// What it was fitted on, for headings.
  let data: String

  /// The most components that are drawn.
  private static let pictureLimit = 100

  init(_ pca: PCA, of data: String) {
    self.pca = pca
    self.data = data
  }

  /// Writes into a folder.
  ///
  /// - Returns: the paths of the files.
  func write(to folder: String) throws -> [String] {
    let (tensors, plot) = ("\(folder)/pca.safetensors", "\(folder)/scree.svg")
    try Safetensors(pca.tensors.map { ($0.name, $0.tensor) }).write(to: tensors)
    try AtomicFile.write(screePlot, to: plot)
    guard let sheet else { return [tensors, plot] }
    try PNG.write(sheet, to: "\(folder)/components.png")
    return [tensors, plot, "\(folder)/components.png"]
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
      "Explained variance: \(data)", xLabel: "component", yLabel: "% of the variance",
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
    let down = (count + across - 1) / across
    let (height, width, channels) = (shape[0], shape[1], shape[2])
    let sheetWidth = across * (width + 1) - 1
    let sheetHeight = down * (height + 1) - 1
    var bytes = [UInt8](repeating: 255, count: sheetWidth * sheetHeight * channels)
    let elements = pca.components.elements
    for place in 0..<count {
      let own = Array(elements[place * shape.count..<(place + 1) * shape.count])
      let reach = max(own.map(abs).max() ?? 0, .leastNormalMagnitude)
      // Zero is grey, so that signs can be told apart.
      let picture = Picture(Tensor(shape, own), range: -reach...reach)
      let (top, left) = (place / across * (height + 1), place % across * (width + 1))
      for y in 0..<height {
        let target = ((top + y) * sheetWidth + left) * channels
        let row = y * width * channels..<(y + 1) * width * channels
        bytes.replaceSubrange(target..<target + width * channels, with: picture.bytes[row])
      }
    }
    return Picture(width: sheetWidth, height: sheetHeight, channels: channels, bytes: bytes)
  }
}
