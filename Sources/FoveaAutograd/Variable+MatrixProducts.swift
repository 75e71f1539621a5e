extension Variable {
  /// The matrix product [m, k] x [k, n] -> [m, n].
  public func matmul(_ other: Variable) -> Variable {
    let (a, b) = (value, other.value)
    let (wantsA, wantsB) = (requiresGradient, other.requiresGradient)
    return record(a.matmul(b), from: self, other) { g in
      let g = g
      return [
        wantsA ? g.matmul(b, transposeOther: true) : nil,
        wantsB ? a.matmul(g, transposeSelf: true) : nil,
      ]
    }
  }

  /// x * weight + bias: a dense layer, with x [batch, inputs] and weight [inputs, outputs].
  public func affine(_ weight: Variable, _ bias: Variable?) -> Variable {
    let (x, w) = (value, weight.value)
    let (wantsX, wantsW) = (requiresGradient, weight.requiresGradient)
    let wantsBias = bias?.requiresGradient ?? false
    let y = x.matmul(w, addingToRows: bias?.value)
    return record(y, from: [self, weight] + (bias.map { [$0] } ?? [])) { g in
      let g = g
      return [
        wantsX ? g.matmul(w, transposeOther: true) : nil,
        wantsW ? x.matmul(g, transposeSelf: true) : nil,
        wantsBias ? g.columnSums() : nil,
      ]
    }
  }
}
