import Testing

@Suite("fovea summary")
struct SummaryCommandTests {
  @Test("LeNet-5: 61,706 parameters and 416,520 multiply-adds, layer by layer")
  func leNet5() throws {
    let outcome = try Command.run("summary", "lenet5")
    #expect(outcome.status == 0 && outcome.errors.isEmpty)
    #expect(outcome.output.contains("\nparameters     61,706 ("))
    #expect(outcome.output.contains("\nmultiply-adds  416,520 a picture\n"))
    let rows = outcome.outputLines.map { $0.split(separator: " ").map(String.init) }
    // 5 * 5 * 1 * 6 + 6 parameters; 28 * 28 places, each 25 * 6 multiply-adds.
    let first = rows.first { $0.first == "features.0" }
    #expect(first.map { Array($0.suffix(3)) } == ["28x28x6", "156", "117,600"])
    let last = rows.first { $0.first == "classifier.4" }
    #expect(last.map { Array($0.suffix(3)) } == ["10", "850", "840"])
    #expect(outcome.outputLines.allSatisfy { !$0.contains("~") })
  }

  @Test("--json: the same numbers for programs")
  func json() throws {
    let outcome = try Command.run("summary", "lenet5", "--json")
    #expect(outcome.status == 0 && outcome.errors.isEmpty && outcome.outputLines.count == 1)
    let summary = try object(outcome.output)
    #expect(summary["parameters"] as? Int == 61_706)
    #expect(summary["multiplyAdds"] as? Int == 416_520)
    #expect(summary["picture"] as? [Int] == [28, 28, 1])
    let layers = try #require(summary["layers"] as? [[String: Any]])
    #expect(layers.reduce(0) { $0 + ($1["parameters"] as? Int ?? 0) } == 61_706)
    #expect(layers.first?["path"] as? String == "features.0")
    #expect(layers.first?["output"] as? [Int] == [28, 28, 6])
  }

  @Test("another input and number of classes")
  func otherInput() throws {
    let outcome = try Command.run("summary", "lenet5", "--input", "32x32x3", "--classes", "100")
    // First stage (5*5*3 + 1) * 6, second 2,416, then 6 * 6 * 16 inputs, and 100 outputs.
    let expected = 456 + 2416 + (576 + 1) * 120 + 121 * 84 + 85 * 100
    #expect(expected == 90_776)
    #expect(outcome.output.contains("\nparameters     90,776 ("))
  }
}
