import FoveaExplain
import FoveaModels
import Testing

/// Networks by what characterises them (rows A1, A2 and A5).
@Suite struct ModelCardTests {
  private func card(_ name: String) throws -> ModelCard {
    try ModelCard(#require(ModelCatalog.entry(named: name)))
  }

  @Test(
    "depths are those in the networks' names, branchings their blocks",
    arguments: [
      ("lenet5", 5, 0), ("alexnet", 8, 0), ("vgg16", 16, 0), ("resnet20", 20, 9),
      ("resnet18", 18, 8), ("resnet50", 50, 16), ("googlenet", 22, 9), ("mobilenet_v2", 53, 10),
    ])
  func depth(_ name: String, _ depth: Int, _ branchings: Int) throws {
    let card = try card(name)
    #expect(
      card.depth == depth && card.branchings == branchings, "\(card.depth), \(card.branchings)")
    #expect(card.convolutions > 0 && card.weighted >= card.depth)
  }

  @Test("LeNet-5 and a ResNet: what convolves, what fires, what is learned")
  func axes() throws {
    let (chain, branching) = (try card("lenet5"), try card("resnet20"))
    #expect(chain.convolutions == 2 && chain.weighted == 5 && chain.parameters == 61_706)
    #expect(chain.activations.map(\.name) == ["tanh"] && chain.activations[0].count == 4)
    // 19 convolutions and two projections; a ReLU behind the first, and two a block.
    #expect(branching.convolutions == 21 && branching.weighted == 22)
    #expect(branching.activations.map(\.name) == ["relu"] && branching.activations[0].count == 19)
    // Without its auxiliary classifiers.
    #expect(try card("googlenet").parameters == 6_624_904)
    #expect(ModelCard.training[0].hasPrefix("sgd: rate 0.05"))
  }

  @Test("the diagram: a chain has one unit a row; branches stand side by side, skips are empty")
  func diagrams() throws {
    let chain = try card("lenet5").diagram()
    #expect(chain.rows.map(\.nodes.count) == [1, 1, 1, 1, 1, 1, 1, 1])
    #expect(
      chain.rows.map { $0.nodes[0].label } == ["", "5x5", "avg", "5x5", "avg", "fc", "fc", "fc"])
    #expect(chain.rows[1].name == "Conv2D, 6, tanh" && chain.edges.count == 7)
    let branching = try card("resnet20").diagram(most: 6)
    #expect(branching.rows.map(\.nodes.count) == [1, 1, 2, 2, 1, 2])
    #expect(branching.rows[4].nodes.map(\.label) == ["+"])
    #expect(branching.rows[4].name == "joined by sum")
    #expect(branching.rows[2].nodes.map(\.kind) == [.plain, .absent])
    // One to one, one to two, two straight, both into their sum, which begins the next.
    #expect((0..<5).map { row in branching.edges.count { $0.row == row } } == [1, 2, 2, 2, 2])
    #expect(branching.note == "5 of 30 rows, from the input; dashed: as it is")
    #expect(try card("resnet20").diagram(most: 64).rows.count == 31)
    let gated = try card("seresnet18").diagram(most: 64).rows.flatMap(\.nodes).map(\.label)
    #expect(gated.contains("gate") && !gated.contains("sque"))
  }
}
