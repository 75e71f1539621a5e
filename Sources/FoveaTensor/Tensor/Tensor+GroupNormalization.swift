import FoveaKernels

// Normalisation of groups of channels, each image by itself: batch normalisation's loops, an image at a time.
extension Tensor {
  /// The mean and 1 / deviation of each group of channels of each image, repeated for each of its channels,
  /// [batch, channels] each.
  ///
  /// Two passes, as in `ChannelStatistics`: the deviations are from the mean itself.
  package func groupStatistics(groups: Int, epsilon: Scalar) -> (mean: Tensor, inverse: Tensor) {
    let (batch, channels) = (shape[0], shape[-1])
    let pixels = count / Swift.max(1, batch * channels)
    let share = 1 / Scalar(Swift.max(1, pixels * channels / groups))
    let sums = imageSums(channels) { x, _, first, n, sums in
      kernels.addColumnSums(x + first * channels, sums, n, channels)
    }
    let mean = (sums.overGroups(groups) * share)
    let squares = mean.read { mean in
      imageSums(channels) { x, image, first, n, sums in
        kernels.addColumnSquares(
          x + first * channels, mean + image * channels, sums, n, channels)
      }
    }
    return (mean, (squares.overGroups(groups) * share + epsilon).sqrt().reciprocal())
  }

  /// x * scale + shift, image by image and channel by channel; both [batch, channels].
  package func scaledAndShiftedPerImage(by scale: Tensor, _ shift: Tensor) -> Tensor {
    let (batch, channels) = (shape[0], shape[-1])
    check("scaledAndShiftedPerImage", "scale", scale, [batch, channels])
    check("scaledAndShiftedPerImage", "shift", shift, [batch, channels])
    let pixels = count / Swift.max(1, batch * channels)
    return Tensor(shape) { y in
      FoveaTensor.read(self, scale, shift) { x, scale, shift in
        ThreadPool.shared.run(tasks: batch) { image in
          let (at, row) = (image * pixels * channels, image * channels)
          kernels.scaleAndShiftRows(
            x + at, scale + row, shift + row, -.infinity, y + at, pixels, channels)
        }
      }
    }
  }

  /// Down each channel of each image the sum of the gradient, and that of the gradient times x - mean,
  /// [batch, channels] each; self is x.
  package func groupNormalizationSums(
    of gradient: Tensor, mean: Tensor
  ) -> (sum: Tensor, products: Tensor) {
    let channels = shape[-1]
    check("groupNormalizationSums", "gradient", gradient, shape)
    let zero = Tensor.zeros([channels])
    let (pixels, one) = (count / Swift.max(1, shape[0] * channels), Tensor.ones([channels]))
    let both = FoveaTensor.read(gradient, mean) { dy, mean in
      FoveaTensor.read(zero, one) { zero, one in
        imageSums(2 * channels) { x, image, first, n, sums in
          let at = first * channels
          kernels.addNormalizationSums(
            x + at, dy + (image * pixels * channels + at), mean + image * channels, zero, one,
            sums, n, channels)
        }
      }
    }
    return (
      both.slice(axis: 1, 0..<channels), both.slice(axis: 1, channels..<2 * channels)
    )
  }

  /// gradient * a + x * b + c, image by image and channel by channel, all [batch, channels]; self is the
  /// gradient, written over where it is not shared.
  package consuming func groupNormalizationGradient(
    _ x: Tensor, gradient a: Tensor, input b: Tensor, constant c: Tensor
  ) -> Tensor {
    check("groupNormalizationGradient", "input", x, shape)
    let (batch, channels) = (x.shape[0], x.shape[-1])
    let pixels = x.count / Swift.max(1, batch * channels)
    let (zero, one) = (Tensor.zeros([channels]), Tensor.ones([channels]))
    var result = self
    FoveaTensor.read(a, b, c) { a, b, c in
      FoveaTensor.read(x, zero, one) { x, zero, one in
        result.write { g in
          ThreadPool.shared.run(tasks: batch) { image in
            let (at, row) = (image * pixels * channels, image * channels)
            let factors = NormalizationFactors(
              gradient: a + row, input: b + row, constant: c + row, scale: zero, shift: one)
            kernels.normalizationGradient(factors, g + at, x + at, g + at, pixels, channels)
          }
        }
      }
    }
    return result
  }

  /// Each element as the sum of its group's: [batch, channels] to the same shape.
  package func overGroups(_ groups: Int) -> Tensor {
    let (batch, channels) = (shape[0], shape[1])
    return reshaped(batch, groups, channels / groups).sum(axes: [2], keepingDimensions: true)
      .broadcast(to: [batch, groups, channels / groups]).reshaped(batch, channels)
  }

  /// Sums down each image's pixels, [batch, width]; `add` is handed the image's first element and adds the
  /// pixels first ..< first + n.
  private func imageSums(
    _ width: Int,
    _ add: (_ x: Input, _ image: Int, _ first: Int, _ n: Int, _ sums: Output) -> Void
  ) -> Tensor {
    let (batch, channels) = (shape[0], shape[-1])
    let pixels = count / Swift.max(1, batch * channels)
    stockSums(tasks: batch, pixels, width)
    return Tensor([batch, width]) { sums in
      read { x in
        ThreadPool.shared.run(tasks: batch) { image in
          let x = x + image * pixels * channels
          sumRows(pixels, width, into: sums + image * width) { first, n, sums in
            add(x, image, first, n, sums)
          }
        }
      }
    }
  }
}
