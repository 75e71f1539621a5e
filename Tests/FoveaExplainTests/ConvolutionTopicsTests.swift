import FoveaData
import FoveaExplain
import FoveaTensor
import TestSupport
import Testing

/// Section B: the operation, its sizes, its parameters.
@Suite struct ConvolutionTopicsTests {
  @Test("the sum at one place is the slide's, added up by hand and by the engine")
  func dotProduct() throws {
    let first = try DotProduct()
    #expect(first.patch.elements == [1, 0, 0, 0, 1, 0, 0, 0, 1])
    #expect(first.products.elements.reduce(0, +) == 3 && first.sum == 3)
    for y in 0..<4 {
      for x in 0..<4 {
        let place = try DotProduct(kernel: Slide.vertical, at: IntPair(y, x))
        #expect(place.sum == Double(place.map[y, x]), "\(y),\(x)")
      }
    }
    #expect(first.formula.first == "a.b = 1*1 + 0*(-1) + 0*(-1)")
    #expect(first.formula.last == "    = 3")
  }

  @Test("in the padding the window covers zeros; a place that is not there is refused")
  func padded() throws {
    let corner = try DotProduct(
      image: Tensor([2, 2], [1, 2, 3, 4]), kernel: .ones([3, 3]), padding: .zeros(1))
    #expect(corner.patch.elements == [0, 0, 0, 0, 1, 2, 0, 3, 4])
    #expect(corner.origin == IntPair(-1, -1) && corner.sum == 10)
    #expect { try DotProduct(at: IntPair(4, 0)) } throws: {
      "\($0)" == "a place from 0,0 to 3,3 expected, found 4,0"
    }
  }

  /// Worked out by hand from the slide's image, which has six columns.
  @Test("both kernels at strides 1 and 2")
  func slide() throws {
    let maps = try SlideConvolution().maps
    #expect(maps.map { [$0.kernel, $0.stride] } == [[1, 1], [1, 2], [2, 1], [2, 2]])
    #expect(
      maps.map(\.output.elements) == [
        [3, -1, -3, -1, -3, 1, 0, -3, -3, -3, 0, 1, 3, -2, -2, -1], [3, -3, -3, 0],
        [-1, -1, -1, -1, -1, -1, -2, 1, -1, -1, -2, 1, -1, 0, -4, 3], [-1, -1, -1, -2],
      ])
  }

  @Test(
    "kernels are called as on the slide, whichever come first; others have numbers of their own")
  func kernelNames() throws {
    let other = Tensor([1, 1], [5])
    let names = try SlideConvolution(kernels: [other, Slide.diagonal, Slide.vertical, other]).names
    #expect(names == ["matrix 1", "kernel 1", "kernel 2", "matrix 2"])
    let answer = try SlideConvolution(kernels: [Slide.vertical], strides: [1, 3]).answer
    for text in [answer.text(), answer.pictures[0].svg] {
      #expect(text.contains("kernel 2") && !text.contains("kernel 1"))
    }
  }

  @Test("padding is drawn, and the window whole")
  func paddedPicture() throws {
    let figure = try DotProduct(at: IntPair(0, 1), padding: .zeros(2))
    let text = try figure.answer().text()
    #expect(text.contains("image and its padding") && text.filter { $0 == "[" }.count == 9 + 1)
    let svg = try ParsedMarkup(figure.answer().pictures[0].svg)
    #expect(svg.all("rect", class: "muted").count == 100 - 36)
    #expect(svg.all("rect", class: "curve").compactMap { $0["width"] }.contains(3 * 24))
  }

  @Test("of a picture with padding only its own pixels are counted as unseen")
  func unseenPadding() throws {
    let figure = try OutputSize(input: 28, kernel: 5, padding: 2, strides: [2])
    #expect(figure.rows[0].uncoveredPixels == 0)
    #expect(figure.answer.text().contains("14 windows a side, only padding is unseen"))
    // Windows over 4 of 7 pixels and the zero before.
    let rows = try OutputSize(input: 7, kernel: 5, padding: 1, strides: [5]).rows
    #expect(rows[0].uncoveredRows == 3 && rows[0].uncoveredPixels == 49 - 16)
  }

  @Test("7x7 and a kernel of 3: 5, 3, and 2.33, which doesn't fit and leaves 13 pixels unseen")
  func sizes() throws {
    let rows = try OutputSize().rows
    #expect(rows.map(\.axis.output) == [5, 3, 2])
    #expect(rows.map(\.axis.fits) == [true, true, false])
    #expect(abs(rows[2].axis.exactOutput - 7.0 / 3) < 1e-12)
    #expect(rows.map(\.uncoveredPixels) == [0, 0, 49 - 36])
    // The middle pixel is seen by all nine windows of a kernel of 3 at stride 1, the corner by one.
    #expect(rows[0].coverage[3, 3] == 9 && rows[0].coverage[0, 0] == 1)
    let text = try OutputSize().answer.text()
    #expect(text.contains("stride 3: (7 + 2*0 - 3) / 3 + 1 = 2.33: doesn't fit!"))
    #expect(text.contains("13 of 49 pixels"))
    // With a zero on every side the lecture's 9x9 is covered, and at stride 1 the output stays 7x7.
    #expect(try OutputSize(padding: 1).rows.map(\.axis.output) == [7, 4, 3])
  }

  @Test("steps longer than the window leave gaps, whether it fits or not")
  func gaps() throws {
    let rows = try OutputSize(kernel: 2, strides: [3, 5]).rows
    // Windows over 0-1 and 3-4, then over 0-1 and 5-6, which fits.
    #expect(rows.map(\.rowCoverage) == [[1, 1, 0, 1, 1, 0, 0], [1, 1, 0, 0, 0, 1, 1]])
    #expect(rows.map(\.uncoveredRows) == [3, 3] && rows.map(\.axis.fits) == [false, true])
    #expect(rows.map(\.uncoveredPixels) == [49 - 16, 49 - 16])
    let text = try OutputSize(kernel: 2, strides: [5]).answer.text()
    #expect(text.contains("2 windows a side, 3 of 7 rows and columns unseen:"))
    #expect(text.contains("33 of 49 pixels, as steps are longer than windows"))
    #expect(!text.contains("these fit"))
  }

  @Test("larger inputs are drawn in smaller squares without numbers, and from some size on not")
  func sizesThatAreDrawn() throws {
    let answer = try OutputSize(input: 28, kernel: 5, padding: 2, strides: [1, 2, 4]).answer
    #expect(answer.pictures.map(\.name) == ["stride-1", "stride-2", "stride-4"])
    let svg = try ParsedMarkup(answer.pictures[0].svg)
    // 32x32 squares of 15 pixels, the frame and the paper.
    #expect(svg.all("rect").count == 32 * 32 + 2)
    #expect((svg.elements.first?["width"] ?? 0) == 40 + 32 * 15)
    #expect(svg.all("text").count == 3)
    #expect(try OutputSize(input: 128).answer.pictures.count == 3)
    #expect(try OutputSize(input: 127, padding: 1).answer.pictures.isEmpty)
    #expect(try PaddingRules(input: 28, kernels: [2, 5]).answer.pictures.count == 2)
    #expect(try PaddingRules(input: 125, kernels: [3, 7]).answer.pictures.isEmpty)
  }

  @Test("F of 3, 5, 7 is padded with 1, 2, 3; an even F has no such number")
  func padding() throws {
    let rows = try PaddingRules(kernels: [3, 5, 7, 4]).rows
    #expect(rows.map(\.padding) == [1, 2, 3, nil])
    #expect(rows.map(\.narrow.output) == [5, 3, 1, 4])
    #expect(rows.map(\.wide.output) == [7, 7, 7, 7])
    #expect(rows.map(\.full.output) == [9, 11, 13, 10])
    #expect(rows[0].wide.padded == 9)
    #expect([rows[3].wide.paddingBefore, rows[3].wide.paddingAfter] == [1, 2])
  }

  @Test("five kernels of 3x3 on 7x7: 50 parameters; as deep as there are kernels")
  func parameters() throws {
    let count = try ParameterCount()
    #expect(count.counted == 50 && count.expected == 50)
    #expect(count.output == [5, 5, 5] && count.dense == 50 * 125)
    let deep = try ParameterCount(input: 9, channels: 3, kernel: 5, kernels: 2)
    #expect(deep.counted == (5 * 5 * 3 + 1) * 2 && deep.counted == deep.expected)
    #expect(deep.output == [5, 5, 2])
  }

  @Test("matrices as people write them; what is none is refused with its row")
  func matrices() throws {
    let matrix = try Tensor(matrix: "1, 2 3\n\n-4,5e-1,6\n", from: "m")
    #expect(matrix.shape == [2, 3] && matrix.elements == [1, 2, 3, -4, 0.5, 6])
    #expect(try Tensor(matrix: "1,0/0,1", from: "m").shape == [2, 2])
    // With the byte-order mark of some editors.
    #expect(try Tensor(matrix: "\u{FEFF}1\t0\r\n0 1\r\n", from: "m").elements == [1, 0, 0, 1])
    for (text, complaint) in [
      ("1,0/0", "row 2: expected 2 numbers, as in the first row, found 1"),
      ("1,x", "row 1: expected a number from -1e6 to 1e6, found 'x'"), ("", "found nothing"),
      ("1,,1/2,3", "row 1: expected a number from -1e6 to 1e6, found ''"),
      ("1,2/3,4,", "row 2: expected 2 numbers, as in the first row, found 3"),
      ("nan", "found 'nan'"), (String(repeating: "1 ", count: 17), "found 1x17"),
    ] {
      #expect {
        try Tensor(matrix: text, from: "m")
      } throws: {
        "\($0)".contains(complaint)
      }
    }
  }
}
