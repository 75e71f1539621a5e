import FoveaModels
import FoveaReport

/// The networks of the lecture's "evolution of CNNs", with the figures that it gives and what ours are.
public enum ModelZoo {
  /// A row of the lecture's list, or a network beside it.
  public struct Entry: Sendable {
    /// When it was published, or entered ImageNet's challenge.
    public let year: Int
    /// What the lecture calls it.
    public let name: String
    /// The lecture's top-5 error in percent: of the challenge's entry, most of them ensembles. Nil for networks that
    /// are not on its list.
    public let error: Double?
    /// Our model by its name in the catalogue; nil where no architecture was published.
    public let model: String?
    /// What a reader should know of the figure; nil for nothing.
    public let note: String?
  }

  /// In the order of their years.
  public static let entries = [
    Entry(year: 1998, name: "LeNet-5", error: nil, model: "lenet5_original", note: nil),
    Entry(year: 2012, name: "AlexNet", error: 15.4, model: "alexnet_original", note: nil),
    Entry(year: 2013, name: "ZFNet", error: 11.2, model: "zfnet", note: nil),
    Entry(year: 2014, name: "VGGNet", error: 7.3, model: "vgg16", note: nil),
    Entry(year: 2014, name: "GoogLeNet", error: 6.7, model: "googlenet", note: nil),
    Entry(year: 2015, name: "ResNet", error: 3.57, model: "resnet152", note: nil),
    Entry(
      year: 2016, name: "CUImage", error: 2.99, model: nil,
      note:
        "an ensemble of networks known from elsewhere, without an architecture of its own; that the figure "
        + "is theirs is doubtful, it is printed as the lecture has it"),
    Entry(
      year: 2017, name: "SENet", error: 2.251, model: "seresnet152",
      note:
        "the entry was an ensemble with SENet-154; the same gates in a ResNet-152 are counted here"),
    Entry(year: 2018, name: "MobileNetV2", error: nil, model: "mobilenet_v2", note: nil),
  ]

  /// What one of ours is, for one picture of the size that it was made for.
  public struct Figures {
    /// The numbers that training changes; without auxiliary classifiers, which are there for training alone.
    public let parameters: Int
    /// Of convolutions and dense layers.
    public let multiplyAdds: Int
    /// Of the last map before everything is looked at; nil when its places differ in it.
    public let receptiveField: ReceptiveField?
    /// The picture, [height, width, channels].
    public let picture: Shape
    /// The network itself; its weights are drawn when they are asked for.
    public let model: any Layer
  }

  /// The figures of an entry; nil for one without a model.
  ///
  /// - Throws: `ShapeError` when the model does not take its own pictures.
  public static func figures(of entry: Entry) throws -> Figures? {
    guard let entry = entry.model.flatMap(ModelCatalog.entry(named:)) else { return nil }
    var random = RandomSource(seed: 0)
    let (picture, classes) = entry.usual
    let model = try entry.make(picture, classes, &random)
    var trace = Trace()
    _ = try model.outputShape(for: Shape([1] + picture.dimensions), &trace)
    let auxiliary = (model as? any AuxiliaryHeads)?.auxiliaries ?? []
    return Figures(
      parameters: model.parameterCount - auxiliary.reduce(0) { $0 + $1.parameterCount },
      multiplyAdds: trace.multiplyAdds,
      receptiveField: model.receptiveField, picture: picture, model: model)
  }

  /// The names of entries, with a star more for each that has a note; and the notes with the same stars.
  package static func footnoted(_ entries: [Entry]) -> (names: [String], notes: [String]) {
    var notes: [String] = []
    let names = entries.map { entry in
      guard let note = entry.note else { return entry.name }
      let stars = String(repeating: "*", count: notes.count + 1)
      notes.append("\(stars) \(note)")
      return "\(entry.name) \(stars)"
    }
    return (names, notes)
  }

  /// The lecture's errors by year as bars, and errors over multiply-adds as bubbles as large as the networks.
  ///
  /// - Parameter rows: the entries with their figures.
  public static func chart(_ rows: [(entry: Entry, figures: Figures?)]) -> ChartColumn {
    let known = rows.compactMap { row in row.entry.error.map { (row.entry, $0, row.figures) } }
    let (names, notes) = footnoted(known.map { $0.0 })
    let bars = BarChart(
      "ImageNet's challenge by year", unit: "top-5 error in percent, as the lecture lists it",
      name: "top-5 error",
      bars: zip(known, names).map { ("\($0.0.year) \($1)", $0.1) },
      footnotes: notes.flatMap { $0.wrapped(to: 52) })
    let bubbles = BubbleChart(
      "What it costs", xLabel: "10^9 multiply-adds a picture",
      yLabel: "top-5 error in percent", sizeLabel: "million parameters", xScale: .logarithmic,
      bubbles: known.compactMap { entry, error, figures in
        figures.map {
          BubbleChart.Bubble(
            entry.name, x: Double($0.multiplyAdds) / 1e9, y: error,
            size: Double($0.parameters) / 1e6)
        }
      })
    return ChartColumn("The evolution of CNNs", bars, bubbles)
  }
}
