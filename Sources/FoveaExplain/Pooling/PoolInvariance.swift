import FoveaKernels
import FoveaNN
import FoveaTensor

/// What a shift of the input does to max pooling: the lecture's figure, computed.
///
/// A row of detector outputs is pooled with a window of 3 at stride 1; then the input moves one place to
/// the right and is pooled again. Every input has changed, but only half of the outputs.
public struct PoolInvariance: Sendable {
  /// The detector's outputs before and after the shift.
  public let inputs: [[Scalar]]
  /// What max pooling makes of either; windows at the border hold what there is.
  public let outputs: [[Scalar]]
  /// The places that one output sees.
  public let window: Int

  /// Pools both rows.
  ///
  /// - Parameters:
  ///   - row: the detector's outputs; the slide's by default.
  ///   - entering: the value that comes in from the left when the row is shifted; the slide's by default.
  ///   - window: the places that one output sees, odd; 3 as on the slide.
  public init(row: [Scalar] = [0.1, 1, 0.2, 0.1], entering: Scalar = 0.3, window: Int = 3) {
    require(!row.isEmpty, "PoolInvariance: at least one value expected, received none")
    require(
      window > 0 && !window.isMultiple(of: 2),
      "PoolInvariance: an odd window expected, received \(window)")
    self.window = window
    let pool = MaxPool1D(window, stride: 1, padding: .same)
    inputs = [row, [entering] + row.dropLast()]
    outputs = inputs.map { values in
      let sequence = Variable(Tensor(values).reshaped(1, values.count, 1))
      return pool(sequence, .inference).value.elements
    }
  }

  /// The places whose input changed by the shift.
  public var changedInputs: Int { zip(inputs[0], inputs[1]).count { $0 != $1 } }

  /// The places whose output changed by the shift.
  public var changedOutputs: Int { zip(outputs[0], outputs[1]).count { $0 != $1 } }
}
