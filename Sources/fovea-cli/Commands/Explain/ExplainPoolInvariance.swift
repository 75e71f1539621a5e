import ArgumentParser
import Fovea
import FoveaExplain

/// `fovea explain pool-invariance`: the lecture's figure of max pooling under a shift.
struct ExplainPoolInvariance: CheckedCommand {
  static let configuration = CommandConfiguration(
    commandName: "pool-invariance",
    abstract: "Max pooling hardly notices a shift by one place.",
    discussion: """
      A row of detector outputs is pooled at stride 1, moved one place to the right, and pooled again. With \
      --model, the same is measured on a trained network: test pictures are moved by one pixel, and for each \
      max pooling it is counted how many of its inputs and outputs change.

      Examples:
        fovea explain pool-invariance
        fovea explain pool-invariance --output pool-invariance.svg
        fovea explain pool-invariance --row 0,0.5,0.9,0.2,0.1,0 --entering 0 --window 5
        fovea explain pool-invariance --model runs/small_cnn-1
      """)

  @Option(
    parsing: .unconditional,
    help: "The detector's outputs, with commas. (default: 0.1,1,0.2,0.1, the slide's)",
    transform: numbers)
  var row: [Double]?

  @Option(
    parsing: .unconditional,
    help: "What comes in from the left when the row moves. (default: 0.3)",
    transform: number(-1e6...1e6))
  var entering: Double?

  @Option(
    parsing: .unconditional, help: "Places that one output sees, odd. (default: 3)",
    transform: wholeNumber(1...99))
  var window: Int?

  @OptionGroup(title: "On a trained network") var trained: TrainedPoolOptions

  @OptionGroup var engine: EngineOptions

  @Option(
    help: "SVG file for the two rows as the slide draws them, or the shares. (default: none)")
  var output: String?

  func check() throws {
    try engine.check()
    try trained.check()
    if let window, window.isMultiple(of: 2) {
      throw ValidationError("--window: expected an odd number, found \(window)")
    }
    if output == "" { throw ValidationError("--output: expected a path, found ''") }
    let slides = [
      ("--row", row != nil), ("--entering", entering != nil), ("--window", window != nil),
    ]
    if trained.model != nil, let flag = slides.first(where: \.1)?.0 {
      throw ValidationError("\(flag) is for the slide's figure, found --model; leave it out")
    }
    if trained.model == nil, let flag = trained.given.first {
      throw ValidationError("\(flag) is for a trained network: expected --model, found none")
    }
  }

  func run() throws {
    if let model = trained.model {
      engine.applied()
      try trained.measure(ModelFile(model), chart: output)
    } else {
      try draw()
    }
  }

  private func draw() throws {
    let row = row ?? [0.1, 1, 0.2, 0.1]
    let entering = entering ?? 0.3
    let figure = PoolInvariance(
      row: row.map { Scalar($0) }, entering: Scalar(entering), window: window ?? 3)
    // One digit as on the slide; more where the values have more.
    let isShort = (row + [entering]).allSatisfy { ($0 * 10).rounded() == $0 * 10 }
    func text(_ value: Scalar) -> String {
      isShort ? Double(value).fixed(1) : Double(value).significant(4)
    }
    let width = figure.inputs.joined().map { text($0).count }.max() ?? 0
    func line(_ name: String, _ values: [Scalar]) {
      let cells = values.map { value in
        let text = text(value)
        return "   " + String(repeating: " ", count: width - text.count) + text
      }
      Stream.results.line("  \(name)\(cells.joined())")
    }
    for (place, name) in ["before", "shifted"].enumerated() {
      Stream.results.line(name)
      line("pooled  ", figure.outputs[place])
      line("detector", figure.inputs[place])
    }
    Stream.results.line(
      "\(figure.changedInputs) of \(figure.inputs[0].count) inputs changed, "
        + "\(figure.changedOutputs) of \(figure.outputs[0].count) outputs")
    if let output {
      try AtomicFile.write(figure.diagram.svg, to: output)
      Stream.results.line("wrote  \(output.printable)")
    }
  }
}

/// Reads numbers with commas between, 1 to 16 of them: as many as a picture has room for.
@Sendable private func numbers(_ text: String) throws -> [Double] {
  let parts = text.split(separator: ",", omittingEmptySubsequences: false)
  let numbers = parts.compactMap { Double($0) }.filter { $0.magnitude <= 1e6 }
  guard numbers.count == parts.count, (1...16).contains(numbers.count) else {
    throw ValidationError("expected 1 to 16 numbers with commas, such as 0.1,1,0.2,0.1")
  }
  return numbers
}
