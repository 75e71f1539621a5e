import Testing

@testable import FoveaData

@Suite struct NearestNameTests {
  private let names = ["fashion-mnist", "mnist", "shapes"]

  @Test(arguments: [
    ("mnits", "mnist"), ("minst", "mnist"), ("mnist2", "mnist"), ("MNIST", "mnist"),
    ("shape", "shapes"),
    ("fashon-mnist", "fashion-mnist"), ("fashion_mnist", "fashion-mnist"), ("cifar10", nil),
    ("", nil),
  ])
  func findsWhatWasMeant(_ text: String, _ meant: String?) {
    #expect(nearestName(to: text, among: names) == meant)
  }
}
