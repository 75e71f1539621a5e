import ArgumentParser
import Fovea
import FoveaExplain

/// `fovea explain preprocessing`: two features, centred, scaled, turned and whitened.
struct ExplainPreprocessing: TopicCommand {
  static let topic = Topic.preprocessing
  static let configuration = configured(
    """
    Measures drawn shapes. 'fovea pca' finds the axes of whole pictures; 'fovea train --preprocess' takes these steps.

    Examples:
      fovea explain preprocessing
      fovea explain preprocessing --features width,height --output scatter.svg
    """)

  @Option(
    parsing: .unconditional,
    help: "Two of \(PictureFeature.names), with a comma. (default: area,brightness)",
    transform: twoFeatures)
  var features: [PictureFeature] = [.area, .brightness]

  @Option(
    parsing: .unconditional, help: "How many pictures. (default: 300)",
    transform: wholeNumber(3...2000))
  var pictures: Int = 300

  @Option(parsing: .unconditional, help: "Of the pictures. (default: 0)", transform: seedNumber)
  var seed: UInt64 = 0

  @OptionGroup var charts: PictureOutput

  func answer() throws -> Answer {
    try PreprocessingSteps(features, pictures: pictures, seed: seed).answer
  }
}

/// Reads two features that differ.
@Sendable private func twoFeatures(_ text: String) throws -> [PictureFeature] {
  let features: [PictureFeature] = try choices(text)
  guard features.count == 2, features[0] != features[1] else {
    throw ValidationError("expected two features that differ, such as area,height")
  }
  return features
}
