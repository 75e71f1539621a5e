// swift-format-ignore
extension ConvolutionCase {
  /// The layers of LeNet-5, AlexNet, VGG, ResNets and MobileNet's kind, by which engines are compared.
  ///
  /// Names and numbers are those of the table that other engines' scripts read; a test compares them.
  static let table: [ConvolutionCase] = [
    ConvolutionCase("lenet_c1",   batch: 128, inputs: 1,    size: 28,  outputs: 6,   kernel: 5, padding: 2, isFirst: true),
    ConvolutionCase("lenet_c2",   batch: 128, inputs: 6,    size: 14,  outputs: 16,  kernel: 5),
    ConvolutionCase("alex_c1",    batch: 8,   inputs: 3,    size: 224, outputs: 64,  kernel: 11, stride: 4, padding: 2, isFirst: true),
    ConvolutionCase("alex_c2",    batch: 8,   inputs: 64,   size: 27,  outputs: 192, kernel: 5, padding: 2),
    ConvolutionCase("vgg_1_2",    batch: 2,   inputs: 64,   size: 224, outputs: 64,  kernel: 3, padding: 1),
    ConvolutionCase("vgg_2_2",    batch: 2,   inputs: 128,  size: 112, outputs: 128, kernel: 3, padding: 1),
    ConvolutionCase("vgg_3_2",    batch: 4,   inputs: 256,  size: 56,  outputs: 256, kernel: 3, padding: 1),
    ConvolutionCase("vgg_4_2",    batch: 4,   inputs: 512,  size: 28,  outputs: 512, kernel: 3, padding: 1),
    ConvolutionCase("vgg_5_2",    batch: 8,   inputs: 512,  size: 14,  outputs: 512, kernel: 3, padding: 1),
    ConvolutionCase("rn_stem",    batch: 8,   inputs: 3,    size: 224, outputs: 64,  kernel: 7, stride: 2, padding: 3, isFirst: true),
    ConvolutionCase("rn18_64",    batch: 8,   inputs: 64,   size: 56,  outputs: 64,  kernel: 3, padding: 1),
    ConvolutionCase("rn18_down",  batch: 8,   inputs: 64,   size: 56,  outputs: 128, kernel: 3, stride: 2, padding: 1),
    ConvolutionCase("rn18_128",   batch: 8,   inputs: 128,  size: 28,  outputs: 128, kernel: 3, padding: 1),
    ConvolutionCase("rn18_256",   batch: 8,   inputs: 256,  size: 14,  outputs: 256, kernel: 3, padding: 1),
    ConvolutionCase("rn18_512",   batch: 8,   inputs: 512,  size: 7,   outputs: 512, kernel: 3, padding: 1),
    ConvolutionCase("rn50_1x1a",  batch: 8,   inputs: 64,   size: 56,  outputs: 256, kernel: 1),
    ConvolutionCase("rn50_1x1b",  batch: 8,   inputs: 256,  size: 56,  outputs: 64,  kernel: 1),
    ConvolutionCase("rn50_1x1c",  batch: 8,   inputs: 1024, size: 14,  outputs: 256, kernel: 1),
    ConvolutionCase("cifar_16",   batch: 128, inputs: 16,   size: 32,  outputs: 16,  kernel: 3, padding: 1),
    ConvolutionCase("cifar_32",   batch: 128, inputs: 32,   size: 16,  outputs: 32,  kernel: 3, padding: 1),
    ConvolutionCase("cifar_64",   batch: 128, inputs: 64,   size: 8,   outputs: 64,  kernel: 3, padding: 1),
    ConvolutionCase("depthwise",  batch: 8,   inputs: 128,  size: 56,  outputs: 128, kernel: 3, padding: 1, groups: 128),
    ConvolutionCase("depthwise2", batch: 8,   inputs: 128,  size: 56,  outputs: 128, kernel: 3, stride: 2, padding: 1, groups: 128),
    ConvolutionCase("grouped_4",  batch: 8,   inputs: 128,  size: 28,  outputs: 128, kernel: 3, padding: 1, groups: 4),
  ]
}
