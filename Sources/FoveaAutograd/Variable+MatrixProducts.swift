extension Variable {
  /// The matrix product [m, k] x [k, n] -> [m, n].
  ///
  /// - Parameters:
  ///   - other: the right-hand matrix.
  ///   - transposeSelf: whether this one is stored as [k, m].
  ///   - transposeOther: whether the other is stored as [n, k].
  public func matmul(
    _ other: Variable, transposeSelf: Bool = false, transposeOther: Bool = false
  ) -> Variable {
    let (a, b) = (value, other.value)
    let (wantsA, wantsB) = (requiresGradient, other.requiresGradient)
    let y = a.matmul(b, transposeSelf: transposeSelf, transposeOther: transposeOther)
    return record(
      y, from: [self, other],
      multiplyAdds: y.count * (transposeSelf ? value.shape[0] : value.shape[1]),
      operation: "matmul"
    ) { g in
      let g = g
      var (da, db): (Tensor?, Tensor?)
      if wantsA {
        // op(A)' = g op(B)^T; stored transposed, its transpose op(B) g^T.
        da =
          transposeSelf
          ? b.matmul(g, transposeSelf: transposeOther, transposeOther: true)
          : g.matmul(b, transposeOther: !transposeOther)
      }
      if wantsB {
        db =
          transposeOther
          ? g.matmul(a, transposeSelf: true, transposeOther: transposeSelf)
          : a.matmul(g, transposeSelf: !transposeSelf)
      }
      return [da, db]
    }
  }

  /// The inner product of two variables of as many elements, [ ].
  public func dot(_ other: Variable) -> Variable {
    (reshaped(-1) * other.reshaped(-1)).sum()
  }

  /// x * weight + bias: a dense layer, with x [batch, inputs] and weight [inputs, outputs].
  public func affine(_ weight: Variable, _ bias: Variable?) -> Variable {
    let (x, w) = (value, weight.value)
    let (wantsX, wantsW) = (requiresGradient, weight.requiresGradient)
    let wantsBias = bias?.requiresGradient ?? false
    let y = x.matmul(w, addingToRows: bias?.value)
    let product = wantsW ? weight.gradientProduct(x) : nil
    let multiplies = wantsW && product == nil
    return record(
      y, from: [self, weight] + (bias.map { [$0] } ?? []), product: product,
      multiplyAdds: y.shape[0] * weight.value.count, operation: "affine"
    ) { g in
      let g = g
      return [
        wantsX ? g.matmul(w, transposeOther: true) : nil,
        multiplies ? x.matmul(g, transposeSelf: true) : nil,
        wantsBias ? g.columnSums() : nil,
      ]
    }
  }

  /// How this weight's gradient stays a product with the layer's input x, where that pays.
  private func gradientProduct(_ x: Tensor) -> History.Product? {
    guard let parameter = history.parameter,
      GradientProduct.pays(batch: x.shape[0], inputs: shape[0], outputs: shape[1])
    else { return nil }
    return .init(parameter: parameter) { GradientProduct(x: x, dy: $0) }
  }
}
