// The catalogue's entries, a group a paper. Names are torchvision's where it has the model.
extension ModelCatalog {
  private static let mnist: (Shape, Int) = ([28, 28, 1], 10)
  private static let cifar: (Shape, Int) = ([32, 32, 3], 10)
  private static let imageNet: (Shape, Int) = ([224, 224, 3], 1000)

  static let small = [
    Entry("lenet5", "LeNet-5 (LeCun et al., 1998): digits, zip codes", usual: mnist) {
      try LeNet5(inputChannels: $0[2], size: IntPair($0[0], $0[1]), classes: $1, random: &$2)
    },
    Entry(
      "lenet5_original", "LeNet-5 as published: connection table, learned subsampling",
      usual: mnist
    ) {
      try LeNet5Original(
        inputChannels: $0[2], size: IntPair($0[0], $0[1]), classes: $1, random: &$2)
    },
    Entry("small_cnn", "two 3x3 convolutions with ReLU and max pooling", usual: mnist) {
      try SmallCNN(inputChannels: $0[2], size: IntPair($0[0], $0[1]), classes: $1, random: &$2)
    },
    Entry("staged_cnn", "the lecture's complete picture: two stages, then dense", usual: mnist) {
      try StagedCNN(inputChannels: $0[2], size: IntPair($0[0], $0[1]), classes: $1, random: &$2)
    },
    Entry("compact_cnn", "399,000 parameters for accuracy on small pictures", usual: mnist) {
      CompactCNN(inputChannels: $0[2], classes: $1, random: &$2)
    },
  ]

  static let alexNet = [
    Entry("alexnet", "AlexNet in one column (Krizhevsky et al., 2012): ImageNet", usual: imageNet) {
      AlexNet(inputChannels: $0[2], classes: $1, random: &$2)
    },
    Entry(
      "alexnet_original", "AlexNet as published: groups, local response normalisation",
      usual: imageNet
    ) {
      AlexNetOriginal(inputChannels: $0[2], classes: $1, random: &$2)
    },
    Entry("zfnet", "ZFNet (Zeiler and Fergus, 2014): ImageNet", usual: imageNet) {
      ZFNet(inputChannels: $0[2], classes: $1, random: &$2)
    },
  ]

  static let vgg = VGG.Depth.allCases.flatMap { depth in
    [false, true].map { normalized in
      Entry(
        "vgg\(depth.rawValue)" + (normalized ? "_bn" : ""),
        "VGG-\(depth.rawValue)" + (normalized ? " with batch normalisation" : "")
          + " (Simonyan and Zisserman, 2015): ImageNet",
        usual: imageNet
      ) {
        VGG(depth, normalized: normalized, inputChannels: $0[2], classes: $1, random: &$2)
      }
    }
  }

  static let googLeNet = [
    Entry(
      "googlenet", "GoogLeNet with batch normalisation (Szegedy et al., 2015): ImageNet",
      usual: imageNet
    ) {
      GoogLeNet(inputChannels: $0[2], classes: $1, random: &$2)
    }
  ]

  static let resNet = ResNet.Depth.allCases.map { depth in
    Entry(
      "resnet\(depth.rawValue)", "ResNet-\(depth.rawValue) (He et al., 2016): ImageNet",
      usual: imageNet
    ) {
      ResNet(depth, inputChannels: $0[2], classes: $1, random: &$2)
    }
  }

  static let cifarResNet = CIFARResNet.Depth.allCases.map { depth in
    Entry(
      "resnet\(depth.rawValue)", "ResNet-\(depth.rawValue) (He et al., 2016): CIFAR", usual: cifar
    ) {
      CIFARResNet(depth, inputChannels: $0[2], classes: $1, random: &$2)
    }
  }

  static let seResNet = ResNet.Depth.allCases.map { depth in
    Entry(
      "seresnet\(depth.rawValue)", "SE-ResNet-\(depth.rawValue) (Hu et al., 2018): ImageNet",
      usual: imageNet
    ) {
      ResNet(depth, inputChannels: $0[2], classes: $1, reduction: 16, random: &$2)
    }
  }

  static let mobileNet = [
    Entry("mobilenet_v2", "MobileNetV2 (Sandler et al., 2018): ImageNet", usual: imageNet) {
      MobileNetV2(inputChannels: $0[2], classes: $1, random: &$2)
    }
  ]

  static let series = [
    Entry(
      "conv1d", "three convolutions along time (Wang et al., 2017): series",
      usual: ([1, 150, 1], 2)
    ) {
      SeriesFCN(inputChannels: $0[0] * $0[2], classes: $1, random: &$2)
    }
  ]
}
