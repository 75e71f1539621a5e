import FoveaReport
import FoveaTensor

extension ConvolutionMatrix {
  /// What is in the matrix, and the matrix as a map.
  package var answer: Answer {
    var answer = Answer()
    let (rows, columns) = (matrix.shape[0], matrix.shape[1])
    let (uses, rest) = connections.quotientAndRemainder(dividingBy: kernel.count)
    answer.say(
      "y = A x: A has \(rows) rows (outputs \(output))",
      "and \(columns) columns (inputs \(input)x\(input))",
      "numbers     \(matrix.count.grouped), as a dense layer has",
      "not 0       \(nonZeros.grouped), so \(sparsity.percent) % are 0",
      "to learn    \(kernel.count), each used \(uses.counted("time"))\(rest == 0 ? "" : " or so")",
      "different   \(distinct)", "|A x - conv(x)| <= \(difference.significant(2)) for a random x")
    answer.say("", "row 1 of A, as the image lies:")
    let first = matrix.slice(axis: 0, 0..<1).reshaped(input, input)
    answer.say(TextGrid.lines(first.rows))
    answer.remark(AxisGeometry.unseen(geometry.vertical, geometry.horizontal))
    answer.pictures = [Picture("conv-matrix", picture)]
    return answer
  }

  private var picture: String {
    GridChart(
      "Convolution as a matrix",
      note: "\(sparsity.percent) % are 0; colours repeat: shared weights",
      cell: GridChart.cell(
        for: max(matrix.shape[0], matrix.shape[1]), within: 320, most: 24),
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
