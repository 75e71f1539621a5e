// Sums over neighbouring channels: what local response normalisation divides by.

/// y[row][j] = sum of x[row][j - before ... j + after], as far as the row goes.
@inlinable @inline(__always)
func windowSums<I: InstructionSet>(
  _: I.Type, _ x: Input, _ y: Output, _ before: Int, _ after: Int, _ rows: Int, _ columns: Int
) {
  for row in 0..<rows {
    let x = x + row &* columns
    let y = y + row &* columns
    var j = 0
    while j < columns {
      // A whole vector of windows that lie inside the row; near its ends one by one.
      if j >= before, j &+ lanes &+ after <= columns {
        var sum = Vector(repeating: 0)
        var place = j &- before
        while place <= j &+ after {
          sum += load(x + place)
          place &+= 1
        }
        storeFirst(sum, y + j, lanes)
        j &+= lanes
      } else {
        var sum: Scalar = 0
        var place = max(0, j &- before)
        while place <= min(columns &- 1, j &+ after) {
          sum += x[place]
          place &+= 1
        }
        y[j] = sum
        j &+= 1
      }
    }
  }
}
