import FoveaBLAS
import FoveaKernels

// A convolution whose kernel is another one at each place: nothing is shared. Beside each other: for place p,
// y[batch x O] = patches[batch x K] * kernels[p][K x O].

/// Slides a window over every image and applies at each place that place's own kernels.
///
/// - Parameters:
///   - input: [batch, height, width, channels].
///   - kernels: [places, kernel height * kernel width * channels, output channels], places in row-major order.
///   - geometry: of the window, in one group; other shapes trap.
/// - Returns: [batch, output height, output width, output channels].
public func locallyConnected(
  _ input: Tensor, _ kernels: Tensor, _ geometry: Conv2DGeometry
)
  -> Tensor
{
  geometry.checkPlaces("locallyConnected", input, kernels)
  let (depth, outputs) = (geometry.patchSize, geometry.outputChannels)
  let places = geometry.outputPixels
  return Tensor(geometry.outputShape) { y in
    read(input, kernels) { x, w in
      geometry.eachPlace(x, of: input.shape[0]) { place, patches in
        BLAS.gemm(
          .no, .no, m: geometry.batch, n: outputs, k: depth, alpha: 1, a: patches, lda: depth,
          b: w + place * depth * outputs, ldb: outputs, beta: 0, c: y + place * outputs,
          ldc: places * outputs)
      }
    }
  }
}

/// The gradient of `locallyConnected` with respect to its kernels: of place p patches^T * dy.
public func locallyConnectedWeightGradient(
  _ input: Tensor, _ outputGradient: Tensor, _ geometry: Conv2DGeometry
) -> Tensor {
  check("locallyConnectedWeightGradient", "input", input, geometry.inputShape)
  check(
    "locallyConnectedWeightGradient", "output gradient", outputGradient, geometry.outputShape)
  let (depth, outputs) = (geometry.patchSize, geometry.outputChannels)
  let places = geometry.outputPixels
  if geometry.batch == 0 { return .zeros(geometry.placesShape) }
  return Tensor(geometry.placesShape) { dw in
    read(input, outputGradient) { x, dy in
      geometry.eachPlace(x, of: input.shape[0]) { place, patches in
        BLAS.gemm(
          .yes, .no, m: depth, n: outputs, k: geometry.batch, alpha: 1, a: patches, lda: depth,
          b: dy + place * outputs, ldb: places * outputs, beta: 0,
          c: dw + place * depth * outputs, ldc: outputs)
      }
    }
  }
}

/// The gradient of `locallyConnected` with respect to its input.
///
/// Windows of one image overlap, so an image's places run one after the other; blocks of 16 images run side by
/// side, each reading all kernels once.
public func locallyConnectedInputGradient(
  _ outputGradient: Tensor, _ kernels: Tensor, _ geometry: Conv2DGeometry
) -> Tensor {
  check("locallyConnectedInputGradient", "output gradient", outputGradient, geometry.outputShape)
  check("locallyConnectedInputGradient", "kernels", kernels, geometry.placesShape)
  let (depth, outputs) = (geometry.patchSize, geometry.outputChannels)
  let (places, block) = (geometry.outputPixels, 16)
  let window = PatchWindow(geometry)
  return Tensor(zeroed: geometry.inputShape) { dx in
    read(outputGradient, kernels) { dy, w in
      let tasks = (geometry.batch + block - 1) / block
      ThreadPool.shared.run(tasks: tasks, scratch: block * depth) { task, patches in
        let first = task * block
        let count = min(block, geometry.batch - first)
        for place in 0..<places {
          BLAS.gemm(
            .no, .yes, m: count, n: depth, k: outputs, alpha: 1,
            a: dy + (first * places + place) * outputs, lda: places * outputs,
            b: w + place * depth * outputs, ldb: outputs, beta: 0, c: patches, ldc: depth)
          for image in 0..<count {
            FoveaTensor.kernels.scatterPatches(
              window, patches + image * depth, (first + image) * places + place, 1, dx)
          }
        }
      }
    }
  }
}

extension Conv2DGeometry {
  /// [places, elements under a window, output channels]: a kernel for each place.
  public var placesShape: Shape { [outputPixels, patchSize, outputChannels] }

  fileprivate func checkPlaces(_ name: String, _ input: Tensor, _ kernels: Tensor) {
    require(groups == 1, "\(name): one group expected, received \(groups)")
    check(name, "input", input, inputShape)
    check(name, "kernels", kernels, placesShape)
  }

  /// Calls `body` on the pool with each place and the patches of the whole batch there, a row an image.
  fileprivate func eachPlace(
    _ x: Input, of batch: Int, _ body: (_ place: Int, _ patches: Output) -> Void
  ) {
    let window = PatchWindow(self)
    ThreadPool.shared.run(tasks: outputPixels, scratch: batch * patchSize) { place, patches in
      for image in 0..<batch {
        kernels.gatherPatches(
          window, x, image * outputPixels + place, 1, patches + image * patchSize)
      }
      body(place, patches)
    }
  }
}
