import ArgumentParser
import Fovea
import FoveaReport

/// `fovea-bench cases`: what is measured; other engines' scripts read it with `--json`.
struct CasesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cases",
    abstract: "Lists the layers and models that are measured.",
    discussion: """
      With --json a line each: 'kind' is conv or model, lengths are in pixels, 'first' says that the \
      layer needs no input gradient. Scripts/peers reads these lines.
      """)

  @Flag(help: "Print JSON lines alone, for programs.")
  var json = false

  func run() throws {
    if json {
      for line in Self.lines { try emit(line) }
    } else {
      try emit(Self.list())
    }
  }

  /// The lines for programs, layers first.
  static var lines: [String] {
    ConvolutionCase.table.map { layer in
      JSONLine(
        ("kind", .text("conv")), ("name", .text(layer.name)), ("batch", .integer(layer.batch)),
        ("in", .integer(layer.inputs)), ("size", .integer(layer.size)),
        ("out", .integer(layer.outputs)), ("kernel", .integer(layer.kernel)),
        ("stride", .integer(layer.stride)), ("pad", .integer(layer.padding)),
        ("groups", .integer(layer.groups)), ("first", .truth(layer.isFirst))
      ).text
    }
      + ModelCase.table.map { model in
        JSONLine(
          ("kind", .text("model")), ("name", .text(model.name)), ("batch", .integer(model.batch)),
          ("in", .integer(model.channels)), ("size", .integer(model.size)),
          ("classes", .integer(model.classes))
        ).text
      }
  }

  /// The list for people.
  static func list() throws -> String {
    var table = Table([.text("case"), .text("what")])
    for layer in ConvolutionCase.table { table.append(layer.name, try layer.summary()) }
    for model in ModelCase.table {
      table.append(
        model.name,
        "whole model, \(model.batch) x \(model.size)x\(model.size)x\(model.channels), "
          + "\(model.classes) classes")
    }
    return table.text(width: nil)
  }
}
