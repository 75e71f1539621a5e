import FoveaKernels

/// How new pixels are made when pictures grow.
public enum Interpolation: String, Hashable, Sendable, CaseIterable {
  /// Each pixel is repeated.
  case nearest
  /// Linear between the nearest pixel centres along both axes; beyond the outermost ones the picture goes on as
  /// it ends. As PyTorch without `align_corners`.
  case bilinear
}

/// Images made larger by a whole factor along each axis.
///
/// - Parameters:
///   - input: [batch, height, width, channels].
///   - scale: the factors, 1 or more.
///   - interpolation: how new pixels are made.
/// - Returns: [batch, height * scale, width * scale, channels].
public func upsampled(_ input: Tensor, _ scale: IntPair, _ interpolation: Interpolation) -> Tensor {
  require(
    input.rank == 4 && scale.height > 0 && scale.width > 0,
    "upsampled: [batch, height, width, channels] and factors of 1 or more expected, received "
      + "\(input.shape) and \(scale)")
  let s = input.shape
  return resampled(input, IntPair(s[1] * scale.height, s[2] * scale.width), interpolation)
}

/// Images of another size, linear between pixel centres as `Interpolation.bilinear`; what becomes smaller is not
/// averaged.
///
/// - Parameters:
///   - input: [batch, height, width, channels], with pixels.
///   - size: the new height and width, 1 or more.
/// - Returns: [batch, size.height, size.width, channels].
package func resized(_ input: Tensor, to size: IntPair) -> Tensor {
  require(
    input.rank == 4 && input.shape[1] > 0 && input.shape[2] > 0 && size.height > 0
      && size.width > 0,
    "resized: [batch, height, width, channels] with pixels and a size of 1 or more expected, received "
      + "\(input.shape) and \(size)")
  return resampled(input, size, .bilinear)
}

private func resampled(
  _ input: Tensor, _ size: IntPair, _ interpolation: Interpolation
) -> Tensor {
  let s = input.shape
  let output: Shape = [s[0], size.height, size.width, s[3]]
  return Tensor(output) { y in
    withTaps(s, output, interpolation) { rows, columns in
      input.read { x in
        eachRowBlock(output) { first, count in
          kernels.resample(rows, columns, s[3], x, first, count, y)
        }
      }
    }
  }
}

/// The gradient of `upsampled`: each output's gradient goes to the inputs that it was made of, by their shares.
///
/// - Parameters:
///   - outputGradient: [batch, height * scale, width * scale, channels].
///   - input: the shape of the forward pass' input.
///   - scale: that of the forward pass.
///   - interpolation: that of the forward pass.
/// - Returns: of shape `input`.
public func upsampledInputGradient(
  _ outputGradient: Tensor, input: Shape, _ scale: IntPair, _ interpolation: Interpolation
) -> Tensor {
  check(
    "upsampledInputGradient", "output gradient", outputGradient,
    [input[0], input[1] * scale.height, input[2] * scale.width, input[3]])
  return Tensor(zeroed: input) { dx in
    withTaps(input, outputGradient.shape, interpolation) { rows, columns in
      outputGradient.read { dy in
        eachImageBlock(outputGradient.shape) { first, count in
          kernels.resampleGradient(rows, columns, input[3], dy, first, count, dx)
        }
      }
    }
  }
}

/// Where the outputs along one axis come from.
private struct Taps {
  var first: [Int] = []
  var second: [Int] = []
  var share: [Scalar] = []
  let input: Int

  init(_ input: Int, _ outputs: Int, _ interpolation: Interpolation) {
    self.input = input
    let scale = Double(outputs) / Double(input)
    for output in 0..<outputs {
      // Pixel centres lie at halves.
      let place = max(0, (Double(output) + 0.5) / scale - 0.5)
      let before = min(Int(place), input - 1)
      let isBetween = interpolation == .bilinear && before + 1 < input
      first.append(interpolation == .nearest ? output * input / outputs : before)
      second.append(isBetween ? before + 1 : first[output])
      share.append(isBetween ? Scalar(place - Double(before)) : 0)
    }
  }

  func read(_ body: (ResampleAxis) -> Void) {
    first.withUnsafeBufferPointer { first in
      second.withUnsafeBufferPointer { second in
        share.withUnsafeBufferPointer { share in
          guard let a = first.baseAddress, let b = second.baseAddress, let c = share.baseAddress
          else { return }
          body(ResampleAxis(first: a, second: b, share: c, input: input, output: first.count))
        }
      }
    }
  }
}

private func withTaps(
  _ input: Shape, _ output: Shape, _ interpolation: Interpolation,
  _ body: (_ rows: ResampleAxis, _ columns: ResampleAxis) -> Void
) {
  Taps(input[1], output[1], interpolation).read { rows in
    Taps(input[2], output[2], interpolation).read { columns in body(rows, columns) }
  }
}
