import FoveaAutograd
import TestSupport
import Testing

/// Parameters whose value is made when it is first asked for.
@Suite struct ParameterTests {
  /// How often a value was made.
  private final class Count { var made = 0 }

  @Test func aValueIsMadeOnceAndOnlyWhenAskedFor() {
    let count = Count()
    let parameter = Parameter([2, 3]) {
      count.made += 1
      return .ones([2, 3])
    }
    #expect(parameter.shape == [2, 3])
    #expect(count.made == 0)
    #expect(parameter.variable.value.elements == [1, 1, 1, 1, 1, 1])
    parameter.value += Tensor.ones([2, 3])
    #expect(parameter.value.elements == [2, 2, 2, 2, 2, 2])
    #expect(count.made == 1)
  }

  @Test func aValueThatIsReplacedIsNeverMade() {
    let count = Count()
    let parameter = Parameter([2]) {
      count.made += 1
      return .ones([2])
    }
    parameter.value = .zeros([5])
    #expect(parameter.shape == [5] && parameter.value.count == 5)
    #expect(count.made == 0)
  }

  /// Optimisers write in place: a copy of the weights in each step would cost as much as the step.
  @Test func writingIsInPlace() {
    let parameter = Parameter([4]) { .ones([4]) }
    let before = parameter.value.read { UInt(bitPattern: $0) }
    parameter.value.write { $0[0] = 2 }
    #expect(parameter.value.read { UInt(bitPattern: $0) } == before)
    #expect(parameter.value.elements == [2, 1, 1, 1])
  }

  @Test func aValueOfAnotherShapeStopsTheProgram() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = Parameter([2, 3]) { .ones([3, 2]) }.value
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains("Parameter: a value of shape [2, 3] expected, received [3, 2]"))
  }
}
