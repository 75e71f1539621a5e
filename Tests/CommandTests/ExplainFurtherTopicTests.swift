import Fovea
import FoveaExplain
import Testing

@testable import fovea_cli

extension ExplainTopicTests {
  @Test(
    "further topics: arguments change the answer",
    arguments: [
      ("explain model-card vgg16", "16, 16 in a row"),
      ("explain conv1d --series 0,0,1,1,0 --kernel=-1,0,1", "a.b = 0.00*(-1) + 0.00*0 + 1.00*1"),
      ("explain conv1d --samples 100 --stride 3", "100 samples, stride 3"),
      ("explain strides --stride 3 --epochs 0 --size 12", "4x4x8"),
      ("explain sharing --units 7 --kernel 5", "convolution           29"),
      ("explain stages --pooling none --epochs 0 --size 8", "8x8x6"),
      ("explain pooling --input 1,2/3,9 --grid 1", "2.25"),
      ("explain first-layers vgg16 --layers 2", "224x224x64"),
      ("explain preprocessing --features contrast,width --pictures 50", "contrast and width of 50"),
      ("explain softmax --logits 0,0 --temperature 3", "softmax, T 3"),
      ("explain softmax --raise 1 --by 4", "z of class 1 raised by 4"),
      ("explain batch-norm --batch 4 --steps 3 --scale 0.5", "times 0.5, plus 1"),
    ])
  func furtherArguments(_ line: String, _ text: String) throws { try arguments(line, text) }

  @Test(
    "further topics, wrong arguments: one line, and 64",
    arguments: [
      ("explain model-card lenet6", "unknown model 'lenet6'; did you mean 'lenet5'?"),
      ("explain model-card vgg11 vgg13 vgg16 vgg19", "expected up to three models, found 4"),
      ("explain conv1d --series 1,2,x,4", "expected 4 to 512 numbers from -1000000 to 1000000"),
      ("explain conv1d --noise -1", "expected a number from 0 to 10"),
      ("explain strides --stride 0", "expected 1 to 6 whole numbers from 1 to 16"),
      ("explain sharing --kernel 4", "expected an odd number from 1 to 9"),
      ("explain stages --size 7", "expected a whole number from 8 to 32"),
      ("explain stages --pooling mean", "expected one of none, max, average"),
      (
        "explain pooling --window 6",
        "--window: expected up to 5x5, as large as the input, found 6x6"
      ),
      (
        "explain conv1d --series 1,2,3,4 --samples 9", "--samples is for the signal, found --series"
      ),
      ("explain pooling --exponent 0.5", "expected a number from 1 to 16"),
      ("explain first-layers conv1d", "conv1d: expected a network that convolves pictures"),
      ("explain first-layers a", "unknown model 'a'"),
      ("explain preprocessing --features area", "expected two features that differ"),
      ("explain preprocessing --features area,size", "expected one of area, width, height"),
      ("explain softmax --logits 1", "expected 2 to 8 numbers from -1000 to 1000"),
      ("explain softmax --temperature 0", "expected 1 to 3 numbers from 0.01 to 1000"),
      ("explain softmax --raise 4", "--raise: expected a class from 1 to 3, found 4"),
      ("explain batch-norm --batch 1", "expected a whole number from 2 to 256"),
      ("explain batch-norm --momentum 2", "expected a number from 0 to 1"),
    ])
  func furtherRefusals(_ line: String, _ text: String) throws { try refusals(line, text) }

  @Test(
    "further topics: the book's command gives the book's answer",
    arguments: [
      "model-card", "conv1d", "strides", "sharing", "stages", "pooling", "first-layers",
      "preprocessing", "softmax", "batch-norm",
    ])
  func sameAsBook(_ name: String) throws {
    let topic = try #require(Topic.all.first { $0.name == name })
    let words = topic.command.split(separator: " ").dropFirst().map(String.init)
    let command = try #require(FoveaCommand.parseAsRoot(words) as? any TopicCommand)
    #expect(try command.answer().text() == topic.answer().text())
  }

  @Test(
    "the largest arguments give pictures, too",
    arguments: [
      "explain softmax --logits 1000,-1000,0,0,0,0,0,0 --temperature 0.01",
      "explain batch-norm --scale 0 --shift 0 --momentum 0 --steps 2 --batch 2 --channels 6",
      "explain preprocessing --pictures 3 --features brightness,contrast",
      "explain conv1d --series 0,0,0,0 --kernel 1 --stride 16",
      "explain conv1d --series 1000000,-1000000,0,1 --kernel=-1000000,1000000,0,1,2,3,4,5,6,7,8,9",
      "explain pooling --input 1000000,0/0,-1000000 --window 2 --exponent 16 --factor 16 --grid 3",
      "explain pooling --input 5,5 --window 1 --stride 16",
      "explain pooling --input 5/5 --window 2x1",
      "explain stages --size 32 --kernels 3 --epochs 0 --pooling distance",
      "explain strides --stride 16,1 --size 8 --kernel 9 --epochs 0",
      "explain sharing --units 1 --kernel 9",
      "explain first-layers mobilenet_v2 --layers 10",
      "explain model-card googlenet seresnet18 mobilenet_v2",
      "explain init --depth 3 --width 20 --init constant:0.5,zeros,orthogonal,he,xavier,he-uniform,normal:1e38",
      "explain augmentation --augment rotate:180 --augment none",
      "explain conv --image 1000,2000/3000,4000 --kernel 1000,0/0,1000",
    ])
  func extremes(_ line: String) throws {
    let words = line.split(separator: " ").map(String.init)
    let command = try #require(FoveaCommand.parseAsRoot(words) as? any TopicCommand)
    try command.check()
    let answer = try command.answer()
    #expect(!answer.pictures.isEmpty && answer.pictures.allSatisfy { $0.svg.hasPrefix("<svg") })
    #expect(
      answer.pictures.allSatisfy { !$0.svg.contains("\"nan\"") && !$0.svg.contains("\"inf\"") })
    let lines = answer.text().split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.allSatisfy { $0.count <= 80 }, "\(lines.filter { $0.count > 80 })")
  }
}
