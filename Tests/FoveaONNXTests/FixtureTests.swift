import Foundation
import FoveaData
import FoveaNN
import FoveaTensor
import TestSupport
import Testing

@testable import FoveaInference
@testable import FoveaONNX

/// Files that onnxruntime has run: they are still written so, byte for byte, and it gave what the models give.
@Suite struct FixtureTests {
  private func fixture(_ name: String) throws -> String {
    let folder = try #require(Bundle.module.url(forResource: "Fixtures", withExtension: nil))
    return folder.appendingPathComponent(name).path
  }

  @Test(arguments: FixtureNetworks.names)
  func theFileIsTheOneThatRan(_ name: String) throws {
    let model = try FixtureNetworks.model(name)
    if let folder = ProcessInfo.processInfo.environment["FOVEA_ONNX_FIXTURES"] {
      try model.onnxFile(producer: "fixture").write(to: "\(folder)/\(name).onnx")
      return
    }
    try withTemporaryDirectory { folder in
      let path = folder.appendingPathComponent("a.onnx").path
      try model.onnxFile(producer: "fixture").write(to: path)
      let written = try Data(contentsOf: URL(filePath: path))
      let expected = try Data(contentsOf: URL(filePath: fixture("\(name).onnx")))
      #expect(written == expected)
    }
  }

  @Test(
    .enabled(if: ProcessInfo.processInfo.environment["FOVEA_ONNX_FIXTURES"] == nil),
    arguments: FixtureNetworks.names)
  func onnxruntimeGaveTheSame(_ name: String) throws {
    let file = try Safetensors(contentsOf: fixture("\(name).safetensors"))
    let given = Dictionary(uniqueKeysWithValues: file.tensors.map { ($0.name, $0.value) })
    let model = try FixtureNetworks.model(name)
    let images = try #require(given["images"])
    let logits = try #require(given["logits"])
    let probabilities = try #require(given["probabilities"])
    // A dozen layers of sums of up to some hundreds, in single precision there.
    let found = model.frozen(model.preprocessor.transform(images))
    #expect(difference(found, logits) < 1e-5)
    #expect(difference(try model.probabilities(images), probabilities) < 1e-5)
  }

  /// The largest difference, relative to the largest element.
  private func difference(_ a: Tensor, _ b: Tensor) -> Double {
    guard a.shape == b.shape else { return .infinity }
    let largest = b.elements.map { abs(Double($0)) }.max() ?? 0
    return zip(a.elements, b.elements).map { abs(Double($0) - Double($1)) / largest }.max() ?? 0
  }
}
