import FoveaReport
import FoveaTensor

extension ConvolutionMatrix {
  /// What is in the matrix, and the matrix as a map.
  package var answer: Answer {
    var answer = Answer()
    let (rows, columns) = (matrix.shape[0], matrix.shape[1])
    let uses = kernel.elements.count { $0 != 0 }
    answer.say(
      "y = A x: A has \(rows) rows (outputs \(output))",
      "and \(columns) columns (inputs \(input)x\(input))",
      "numbers     \(matrix.count.grouped), as a dense layer has",
      "not 0       \(nonZeros.grouped), so \(sparsity.percent) % are 0",
      "to learn    \(uses), each used \((nonZeros / max(1, uses)).grouped) times or so",
      "different   \(distinct)", "|A x - conv(x)| <= \(difference.significant(2)) for a random x")
    answer.say("", "row 1 of A, as the image lies:")
    let first = matrix.slice(axis: 0, 0..<1).reshaped(input, input)
    answer.say(TextGrid.lines(first.rows))
    answer.pictures = [Picture("conv-matrix", picture)]
    return answer
  }

  private var picture: String {
    let longest = max(matrix.shape[0], matrix.shape[1])
    let cell = min(max((400 / Double(longest)).rounded(.down), 2), 24)
    return GridChart(
      "Convolution as a matrix",
      note: "\(sparsity.percent) % are 0; colours repeat: shared weights",
      cell: cell,
      panels: [
        GridChart.Panel(
          "\(matrix.shape[0]) outputs down, \(matrix.shape[1]) inputs across",
          values: matrix.rows.map { $0.map { $0 == 0 ? nil : $0 } })
      ]
    ).svg
  }
}

extension Topic {
  package static let convMatrix = Topic(
    "conv-matrix", .why, "A convolution as a matrix: mostly 0, the rest repeated.",
    story: """
      Convolution is linear, so there is a matrix that does the same: a row for each output, a column for each \
      pixel. Each row is the kernel laid out along the image, and the next row is the same moved on. Sparse \
      interactions are its zeros; shared parameters are the numbers that come again and again.
      """
  ) { try ConvolutionMatrix().answer }
}
