import FoveaTensor

/// How the brightness of the parts of a picture goes together over a training set: the structure that PCA works
/// on.
///
///     r_ij = covariance_ij / (deviation_i * deviation_j)
///
/// Pictures are cut into blocks, few enough to look at; a block's value is its mean over pixels and channels.
public struct PixelCorrelation: Sendable {
  /// Blocks down and across.
  public let blocks: (rows: Int, columns: Int)
  /// [blocks][blocks], -1 to 1, blocks counted row by row; nil where a block never changes.
  public let matrix: [[Double?]]

  /// The correlation of a training set's blocks.
  ///
  /// - Parameters:
  ///   - data: the training set.
  ///   - limit: blocks along each axis at most; fewer for smaller pictures. 7 by default: 49 blocks.
  /// - Throws: `DataError` when the set is another split, or has fewer than two pictures.
  public init(fitting data: DataSet, blocksPerSide limit: Int = 7) throws(DataError) {
    let shape = data.imageShape
    let blocks = (rows: min(limit, shape[0]), columns: min(limit, shape[1]))
    let count = blocks.rows * blocks.columns
    let pictures = try Rows(trainingOn: data)
    let rows = try Rows(data.count, [count]) { range in
      Self.means(of: pictures[range], shape, blocks)
    }
    guard rows.count >= 2 else {
      throw DataError(
        data.name, at: "correlation", expected: "2 pictures or more", found: "\(rows.count)")
    }
    let covariance = FoveaData.covariance(of: rows, around: try rows.means())
    let deviations = (0..<count).map { covariance[$0 * count + $0].squareRoot() }
    self.blocks = blocks
    matrix = (0..<count).map { i in
      (0..<count).map { j in
        // Only the lower triangle is there.
        let value = covariance[max(i, j) * count + min(i, j)]
        let scale = deviations[i] * deviations[j]
        return scale > 0 ? min(max(value / scale, -1), 1) : nil
      }
    }
  }

  private static func means(
    of images: Tensor, _ shape: Shape, _ blocks: (rows: Int, columns: Int)
  ) -> Tensor {
    let (height, width, channels) = (shape[0], shape[1], shape[2])
    return Tensor([images.shape[0], blocks.rows * blocks.columns]) { out in
      images.read { x in
        for i in 0..<images.shape[0] {
          for row in 0..<blocks.rows {
            for column in 0..<blocks.columns {
              let rows = row * height / blocks.rows..<(row + 1) * height / blocks.rows
              let columns =
                column * width / blocks.columns..<(column + 1) * width / blocks.columns
              var sum: Scalar = 0
              for y in rows {
                let start = ((i * height + y) * width + columns.lowerBound) * channels
                for j in start..<start + columns.count * channels { sum += x[j] }
              }
              out[(i * blocks.rows + row) * blocks.columns + column] =
                sum / Scalar(rows.count * columns.count * channels)
            }
          }
        }
      }
    }
  }
}
