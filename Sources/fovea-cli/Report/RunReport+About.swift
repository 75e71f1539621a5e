import Fovea

// What the run was told, and where it ran.
extension RunReport {
  /// Configuration and machine.
  var about: HTML {
    .all([
      Page.section(
        "Configuration", note: "config.json, to be given back by --config",
        Page.facts(
          data.configuration.fields.map { ($0.name.printable, $0.value.printable) })),
      Page.section("Data, model, machine", Page.facts(data.facts)),
    ])
  }
}
