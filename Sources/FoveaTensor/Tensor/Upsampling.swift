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
  let output: Shape = [s[0], s[1] * scale.height, s[2] * scale.width, s[3]]
  return Tensor(output) { y in
    withTaps(s, scale, interpolation) { rows, columns in
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
    withTaps(input, scale, interpolation) { rows, columns in
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

  init(_ input: Int, _ scale: Int, _ interpolation: Interpolation) {
    self.input = input
    for output in 0..<input * scale {
      // Pixel centres lie at halves.
      let place = max(0, (Double(output) + 0.5) / Double(scale) - 0.5)
      let before = min(Int(place), input - 1)
      let isBetween = interpolation == .bilinear && before + 1 < input
      first.append(interpolation == .nearest ? output / scale : before)
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
  _ shape: Shape, _ scale: IntPair, _ interpolation: Interpolation,
  _ body: (_ rows: ResampleAxis, _ columns: ResampleAxis) -> Void
) {
  Taps(shape[1], scale.height, interpolation).read { rows in
    Taps(shape[2], scale.width, interpolation).read { columns in body(rows, columns) }
  }
}
