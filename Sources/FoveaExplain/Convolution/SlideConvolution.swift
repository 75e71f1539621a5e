import FoveaReport
import FoveaTensor

/// Both of the slide's kernels over its image, at strides 1 and 2 (rows B2, B3 and B9).
public struct SlideConvolution: Sendable {
  /// One output.
  public struct Map: Sendable {
    /// Which of the kernels, from 1.
    public let kernel: Int
    /// The steps of the window.
    public let stride: Int
    /// What comes out, [rows, columns].
    public let output: Tensor
    /// The window over the image.
    let geometry: Conv2DGeometry
  }

  /// The image, [height, width].
  public let image: Tensor
  /// The kernels, [height, width] each.
  public let kernels: [Tensor]
  /// What the kernels are called: the slide's by the slide's numbers, others as matrices by their own.
  public let names: [String]
  /// For each kernel the outputs at each stride.
  public let maps: [Map]

  /// Convolves.
  ///
  /// - Parameters:
  ///   - image: [height, width]; the slide's by default.
  ///   - kernels: [height, width] each; the slide's two by default.
  ///   - strides: 1 and 2 by default. A rest that is not covered stays so.
  /// - Throws: `ShapeError` when a kernel is larger than the image.
  public init(
    image: Tensor = Slide.image, kernels: [Tensor] = Slide.kernels, strides: [Int] = [1, 2]
  ) throws {
    (self.image, self.kernels) = (image, kernels)
    names = Self.names(of: kernels)
    maps = try kernels.enumerated().flatMap { index, kernel in
      try strides.map { stride in
        let geometry = try Conv2DGeometry(
          input: image.asImage.shape, kernel: kernel.asKernel.shape, stride: IntPair(stride),
          policy: .floor)
        return Map(
          kernel: index + 1, stride: stride,
          output: convolution(image.asImage, kernel.asKernel, geometry)
            .reshaped(geometry.vertical.output, geometry.horizontal.output), geometry: geometry)
      }
    }
  }

  private static func names(of kernels: [Tensor]) -> [String] {
    var others = 0
    return kernels.map { kernel in
      let place = Slide.kernels.firstIndex {
        $0.shape == kernel.shape && $0.elements == kernel.elements
      }
      if let place { return "kernel \(place + 1)" }
      others += 1
      return "matrix \(others)"
    }
  }

  /// The outputs beside their kernels.
  package var answer: Answer {
    var answer = Answer()
    answer.say(["image"] + TextGrid.lines(image.rows))
    for (index, kernel) in kernels.enumerated() {
      let own = maps.filter { $0.kernel == index + 1 }
      answer.say("")
      answer.say(
        TextGrid.beside(
          [(names[index], TextGrid.lines(kernel.rows))]
            + own.map { ("stride \($0.stride)", TextGrid.lines($0.output.rows)) }))
    }
    // Kernels of one size leave the same.
    let unseen = maps.map { AxisGeometry.unseen($0.geometry.vertical, $0.geometry.horizontal) }
    for (place, line) in unseen.enumerated() where unseen.firstIndex(of: line) == place {
      answer.remark(line)
    }
    // One reach, so that the outputs' colours can be compared.
    let reach = maps.map(\.output.largestMagnitude).max() ?? 1
    let charts = kernels.enumerated().map { index, kernel in
      [GridChart.Panel(names[index], values: kernel.rows)]
        + maps.filter { $0.kernel == index + 1 }.map {
          GridChart.Panel("stride \($0.stride)", values: $0.output.rows, reach: reach)
        }
    }
    answer.pictures = [
      Picture(
        "slide6x6",
        GridChart(
          "An activation map for each kernel", note: "blue above 0, orange below", cell: 28,
          columns: 1 + maps.count / max(1, kernels.count),
          panels: charts.flatMap { $0 }
        ).svg)
    ]
    return answer
  }
}

extension Topic {
  package static let slide6x6 = Topic(
    "slide6x6", .convolution, "The slide's image through both kernels, at strides 1 and 2.",
    story: """
      Each kernel makes an output of its own, its activation map; with two kernels the layer has two channels. The 3s \
      are the places where the image shows exactly the kernel's pattern. A stride of 2 moves the window two pixels at \
      a time: a quarter of the places, and the 3s between them are never looked at.
      """
  ) { try SlideConvolution().answer }
}
