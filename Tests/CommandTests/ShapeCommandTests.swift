import Testing

@Suite("fovea shape")
struct ShapeCommandTests {
  @Test(
    "the lecture's figures: 7x7 and kernel 3 with strides 1 and 2, with padding, same padding",
    arguments: [
      // Rows B4 to B7 of the lecture.
      ("--input 7 --kernel 3", "(7 + 2*0 - 3) / 1 + 1 = 5", "output  5 x 5"),
      ("--input 7 --kernel 3 --stride 2", "(7 + 2*0 - 3) / 2 + 1 = 3", "output  3 x 3"),
      ("--input 7 --kernel 3 --padding 1", "(7 + 2*1 - 3) / 1 + 1 = 7", "output  7 x 7"),
      ("--input 7 --kernel 3 --padding same", "(7 + 2*1 - 3) / 1 + 1 = 7", "output  7 x 7"),
      ("--input 7 --kernel 5 --padding same", "(7 + 2*2 - 5) / 1 + 1 = 7", "output  7 x 7"),
      ("--input 7 --kernel 7 --padding same", "(7 + 2*3 - 7) / 1 + 1 = 7", "output  7 x 7"),
      ("--input 7 --kernel 4 --padding same", "(7 + 1 + 2 - 4) / 1 + 1 = 7", "output  7 x 7"),
      ("--input 7 --kernel 3 --dilation 2", "2*(3 - 1) + 1 = 5", "output  3 x 3"),
      ("--input 7 --kernel 3 --padding full", "(7 + 2*2 - 3) / 1 + 1 = 9", "output  9 x 9"),
    ])
  func fits(arguments: String, formula: String, output: String) throws {
    let outcome = try run(arguments)
    #expect(outcome.status == 0)
    #expect(outcome.output.contains(formula))
    #expect(outcome.outputLines.last == output)
    #expect(outcome.errors.isEmpty)
  }

  @Test("height and width by themselves")
  func rectangular() throws {
    let outcome = try run("--input 7x9 --kernel 3x5 --stride 2x1 --padding 1x2")
    #expect(
      outcome.output == """
        height  (7 + 2*1 - 3) / 2 + 1 = 4
        width  (9 + 2*2 - 5) / 1 + 1 = 9
        output  4 x 9

        """)
  }

  @Test("what doesn't fit: the fraction, the uncovered rest, the nearest choices, exit 1")
  func doesNotFit() throws {
    let outcome = try run("--input 7 --kernel 3 --stride 3")
    #expect(outcome.status == 1)
    #expect(outcome.output == "height and width  (7 + 2*0 - 3) / 3 + 1 = 7/3 = 2.33\n")
    #expect(
      outcome.errors == "error: doesn't fit: height and width: 7/3 is not a whole number, 1 of 7 "
        + "uncovered; nearest that fit: padding 1 -> 3, stride 2 -> 3, stride 4 -> 2; --floor leaves "
        + "it uncovered\n")
    let oneAxis = try run("--input 7x6 --kernel 3 --stride 3")
    #expect(oneAxis.status == 1)
    #expect(oneAxis.errors.contains("height: 7/3") && !oneAxis.errors.contains("width:"))
  }

  @Test("--floor leaves the rest uncovered")
  func floor() throws {
    let outcome = try run("--input 7 --kernel 3 --stride 3 --floor")
    #expect(outcome.status == 0)
    #expect(outcome.outputLines.last == "output  2 x 2")
  }

  @Test("parameters: five 3x3 kernels have (9 + 1) * 5 = 50")
  func parameters() throws {
    // Row B10.
    let outcome = try run("--input 7 --kernel 3 --kernels 5")
    #expect(
      outcome.outputLines.suffix(2) == ["output  5 x 5 x 5", "parameters  (3*3*1 + 1)*5 = 50"])
    let largest = try run("--input 1048576 --kernel 1048576 --kernels 1048576 --channels 1048576")
    #expect(largest.outputLines.last?.hasSuffix("= more than 2^63") == true)
  }

  private func run(_ arguments: String) throws -> Command.Outcome {
    try Command.run(["shape"] + arguments.split(separator: " ").map(String.init))
  }
}
