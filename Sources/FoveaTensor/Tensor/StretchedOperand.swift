import FoveaKernels

/// One operand of a broadcast operation, as the elements that belong to a block of the result.
struct StretchedOperand {
  private let base: Input
  private let outer: [Int]
  private let steps: [Int]
  private let columns: Int
  /// 1 along a row of the operand, 0 where one element stands for the whole row.
  private let step: Int
  /// Room for one block.
  private let scratch: Output
  /// Whether the operand lies in memory as the result does.
  private let isWhole: Bool
  /// Whether all rows are the same one.
  private let repeats: Bool
  /// The rows that the scratch holds, and how many; none at first.
  private var held = (row: -1, count: 0)

  init(_ base: Input, _ extents: [Int], _ steps: [Int], _ scratch: Output) {
    self.base = base
    outer = Array(extents.dropLast())
    self.steps = Array(steps.dropLast())
    columns = extents[extents.count - 1]
    step = steps[steps.count - 1]
    self.scratch = scratch
    isWhole = steps == Shape(extents).strides
    repeats = self.steps.allSatisfy { $0 == 0 }
  }

  /// Elements start ..< start + n of one row.
  mutating func part(_ row: Int, _ start: Int, _ n: Int) -> Input {
    if isWhole { return base + row * columns + start }
    if step == 1 { return base + offset(row) + start }
    // Filled once: the first part of a row is the longest.
    if held.row != row || held.count < n {
      scratch.update(repeating: base[offset(row)], count: n)
      held = (row, n)
    }
    return Input(scratch)
  }

  /// `n` whole rows.
  mutating func rows(_ row: Int, _ n: Int) -> Input {
    if isWhole { return base + row * columns }
    if repeats, held.count >= n { return Input(scratch) }
    var index = outer
    var place = offset(row, &index)
    for i in 0..<n {
      let (from, to) = (base + place, scratch + i * columns)
      for j in 0..<columns { to[j] = from[j * step] }
      // On to the next row, as an odometer turns.
      var axis = outer.count - 1
      while axis >= 0 {
        index[axis] += 1
        place += steps[axis]
        if index[axis] < outer[axis] { break }
        place -= steps[axis] * outer[axis]
        index[axis] = 0
        axis -= 1
      }
    }
    held = (row, n)
    return Input(scratch)
  }

  private func offset(_ row: Int) -> Int {
    var index = outer
    return offset(row, &index)
  }

  /// Where a row starts; its index along the outer axes is left in `index`.
  private func offset(_ row: Int, _ index: inout [Int]) -> Int {
    var (rest, place) = (row, 0)
    for axis in stride(from: outer.count - 1, through: 0, by: -1) {
      index[axis] = rest % outer[axis]
      rest /= outer[axis]
      place += index[axis] * steps[axis]
    }
    return place
  }
}
