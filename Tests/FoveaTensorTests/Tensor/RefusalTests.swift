import FoveaTensor
import TestSupport
import Testing

/// Misuse stops the program with a sentence that names the operation and both shapes.
@Suite struct RefusalTests {
  enum Misuse: String, CaseIterable, Codable, Sendable {
    case negativeExtent, elementCount, hugeShape, hugeTensor, axis
    case reshapeCount, reshapeOpen, reshapeTwoOpen, reshapeNothing
    case subscriptRank, subscriptRange, subscriptNegative, item
    case add, compound, growing, broadcast, maximum, sumAxis
    case matmulRank, matmulInner, matmulTransposed, matmulBias, dot
    case transpose, transposeTwice, sliceRange, sliceStep, gather, flip
    case concatenateNothing, concatenateShapes, stackShapes, concatenateNumbers
    case maxOfNothing, argmaxOfNumber, softmaxOfNumber
    case channelScale, channelCentre, reluOfSum

    func commit() {
      let x = Tensor.ones([2, 3])
      var y = x
      switch self {
      case .negativeExtent: y = .zeros([2, -1])
      case .elementCount: y = Tensor([2, 3], [1, 2, 3])
      case .hugeShape: y = .zeros([1 << 40, 1 << 40])
      case .hugeTensor: y = .zeros([1 << 40, 1 << 20])
      case .axis: y = x.flipped(axis: 2)
      case .reshapeCount: y = x.reshaped(4, 2)
      case .reshapeOpen: y = x.reshaped(4, -1)
      case .reshapeTwoOpen: y = x.reshaped(-1, -1)
      case .reshapeNothing: y = Tensor.zeros([0, 3]).reshaped(0, -1)
      case .subscriptRank: y[0] = 1
      case .subscriptRange: y[1, 3] = 1
      case .subscriptNegative: y[0, -1] = 1
      case .item: y = Tensor(x.item)
      case .add: y = x + Tensor.ones([2])
      case .compound: y += Tensor.ones([3, 2])
      case .growing: y *= Tensor.ones([4, 2, 3])
      case .broadcast: y = x.broadcast(to: [3, 3])
      case .maximum: y = x.maximum(.ones([2]))
      case .sumAxis: y = x.sum(axes: [0, -3])
      case .matmulRank: y = x.matmul(.ones([3]))
      case .matmulInner: y = x.matmul(x)
      case .matmulTransposed: y = x.matmul(.ones([3, 4]), transposeSelf: true)
      case .matmulBias: y = x.matmul(.ones([3, 4]), addingToRows: .ones([2]))
      case .dot: y = Tensor(x.dot(.ones([5])))
      case .transpose: y = x.transposed(axes: [0])
      case .transposeTwice: y = x.transposed(axes: [0, 0])
      case .sliceRange: y = x.slice(axis: 1, 1..<4)
      case .sliceStep: y = x.slice(axis: 1, 1..<3, step: 0)
      case .gather: y = x.gather(rows: [0, 2])
      case .flip: y = Tensor(1).flipped(axis: 0)
      case .concatenateNothing: y = .concatenated([], axis: 0)
      case .concatenateShapes: y = .concatenated([x, .ones([2, 4])], axis: 0)
      case .stackShapes: y = .stacked([x, .ones([3, 2])])
      case .concatenateNumbers: y = .concatenated([Tensor(1), Tensor(2)], axis: 0)
      case .maxOfNothing: y = Tensor.zeros([2, 0]).max(axes: [1])
      case .argmaxOfNumber: y = Tensor(Tensor(1).argmax().map { Scalar($0) })
      case .softmaxOfNumber: y = Tensor(1).softmax()
      case .channelScale: y = x.scaledAndShifted(by: .ones([2]), .ones([3]))
      case .reluOfSum: y = x.relu(adding: .ones([3]))
      case .channelCentre: y = x.columnProducts(centre: .ones([4]), with: x)
      }
      print(y)
    }

    var text: String {
      switch self {
      case .negativeExtent: "Shape: extents are 0 or more, received [2, -1]"
      case .elementCount: "Tensor: shape [2, 3] takes 6 elements, received 3"
      case .hugeShape:
        "Shape: [1099511627776, 1099511627776] has more elements than can be counted"
      case .hugeTensor: "Tensor: 1152921504606846976 elements are more than any memory holds"
      case .axis: "axis: expected one in -2 ..< 2 for shape [2, 3], received 2"
      case .reshapeCount: "reshaped: [2, 3] has 6 elements, [4, 2] has 8"
      case .reshapeOpen: "reshaped: [2, 3] has 6 elements, which do not divide into [4, -1]"
      case .reshapeTwoOpen: "reshaped: [2, 3] has 6 elements, which do not divide into [-1, -1]"
      case .reshapeNothing: "reshaped: [0, 3] has 0 elements, which do not divide into [0, -1]"
      case .subscriptRank: "subscript: an index within shape [2, 3] expected, received [0]"
      case .subscriptRange: "subscript: an index within shape [2, 3] expected, received [1, 3]"
      case .subscriptNegative: "subscript: an index within shape [2, 3] expected, received [0, -1]"
      case .item: "item: a tensor of one element expected, received shape [2, 3]"
      case .add: "+: shapes [2, 3] and [2] do not broadcast to one another"
      case .compound: "+=: a right-hand side that stretches to [2, 3] expected, received [3, 2]"
      case .growing: "*=: a right-hand side that stretches to [2, 3] expected, received [4, 2, 3]"
      case .broadcast: "broadcast: [2, 3] does not stretch to [3, 3]"
      case .maximum: "maximum: shapes [2, 3] and [2] do not broadcast to one another"
      case .sumAxis: "axis: expected one in -2 ..< 2 for shape [2, 3], received -3"
      case .matmulRank: "matmul: two matrices expected, received [2, 3] and [3]"
      case .matmulInner: "matmul: inner extents that agree expected, received [2, 3] and [2, 3]"
      case .matmulTransposed:
        "matmul: inner extents that agree expected, received [2, 3]^T and [3, 4]"
      case .matmulBias: "matmul: bias of shape [4] expected, received [2]"
      case .dot: "dot: as many elements expected, received [2, 3] and [5]"
      case .transpose: "transposed: an order of the axes 0 ..< 2 expected, received [0]"
      case .transposeTwice: "transposed: an order of the axes 0 ..< 2 expected, received [0, 0]"
      case .sliceRange: "slice: a range within 0 ..< 3 of [2, 3] expected, received 1..<4"
      case .sliceStep: "slice: a range within 0 ..< 3 of [2, 3] expected, received 1..<3 step 0"
      case .gather: "gather: rows within shape [2, 3] expected, received [0, 2]"
      case .flip: "axis: expected one in 0 ..< 0 for shape [ ], received 0"
      case .concatenateNothing: "concatenated: 1 tensor or more expected"
      case .concatenateShapes:
        "concatenated: extents that agree but for axis 0 expected, received [2, 3] and [2, 4]"
      case .stackShapes: "stacked: tensors of one shape expected, received [2, 3] and [3, 2]"
      case .concatenateNumbers: "axis: expected one in 0 ..< 0 for shape [ ], received 0"
      case .maxOfNothing: "max: a tensor with elements expected, received shape [2, 0]"
      case .argmaxOfNumber: "argmax: a last axis of 1 or more expected, received [ ]"
      case .softmaxOfNumber: "softmax: a tensor of rank 1 or more expected, received [ ]"
      case .channelScale: "scaledAndShifted: scale of shape [3] expected, received [2]"
      case .reluOfSum: "relu(adding:): summand of shape [2, 3] expected, received [3]"
      case .channelCentre: "columnProducts: centre of shape [3] expected, received [4]"
      }
    }
  }

  @Test("Each with its sentence", arguments: Misuse.allCases)
  func refused(_ misuse: Misuse) async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { [misuse] in misuse.commit() }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains(misuse.text), "\(text)")
  }
}
