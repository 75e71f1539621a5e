import FoveaKernels

extension Variable {
  /// The gradients of this loss with respect to everything it was computed from and that requires one.
  ///
  /// Goes through the graph once, newest first, and frees it on the way: a second call on the same graph
  /// traps. Gradients are added where a value was used more than once.
  ///
  /// - Parameter cotangent: the gradient to start from, of this variable's shape. It may be left out for a
  ///   loss, which has one element: 1 then.
  public func backward(_ cotangent: Tensor? = nil) -> Gradients {
    require(
      cotangent != nil || value.count == 1,
      "backward: a loss of one element expected, received shape \(shape); pass a cotangent")
    require(
      cotangent.map { $0.shape == shape } ?? true,
      "backward: a cotangent of shape \(shape) expected, received \(cotangent?.shape ?? [])")
    require(
      requiresGradient, "backward: nothing that this value was computed from requires a gradient")
    var gradients = Gradients()
    var pending: [Int: Tensor] = [history.id: cotangent ?? Tensor(repeating: 1, shape)]
    var queue = Newest(history)
    let profile = OperationProfile.current
    while let variable = queue.popLast() {
      guard let gradient = pending.removeValue(forKey: variable.id) else { continue }
      guard let node = variable.takeNode() else {
        gradients.add(gradient, to: variable)
        continue
      }
      if let product = node.product {
        gradients.add(product.make(gradient), to: product.parameter)
      }
      let parts = node.pullback(gradient)
      profile?.ranBack(variable.id)
      for (parent, part) in zip(node.parents, parts) {
        guard parent.requiresGradient, let part else { continue }
        require(
          part.shape == parent.shape,
          "backward: a gradient of shape \(parent.shape) expected, the pullback gave \(part.shape)")
        if pending[parent.id] == nil { queue.insert(parent) }
        pending.accumulate(part, at: parent.id)
      }
    }
    return gradients
  }
}

extension History {
  /// What the variable was computed from and how, which it forgets; nil for a leaf.
  fileprivate func takeNode() -> (
    parents: [History], pullback: (consuming Tensor) -> [Tensor?], product: Product?
  )? {
    guard let node else { return nil }
    guard let pullback = node.pullback else {
      stop("backward: this graph was freed by an earlier call; compute it anew")
    }
    self.node = Node(parents: [], pullback: nil, product: nil)
    return (node.parents, pullback, node.product)
  }
}

/// Variables that wait for their turn, as a heap: the newest comes first.
///
/// What uses a value is newer than the value, so a variable's gradient is complete when its turn comes.
private struct Newest {
  private var heap: [History]

  init(_ first: History) { heap = [first] }

  mutating func insert(_ variable: History) {
    heap.append(variable)
    var child = heap.count - 1
    while child > 0, heap[(child - 1) / 2].id < heap[child].id {
      heap.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  mutating func popLast() -> History? {
    guard let top = heap.first, let last = heap.popLast() else { return nil }
    if heap.isEmpty { return top }
    heap[0] = last
    var parent = 0
    while true {
      var child = 2 * parent + 1
      if child >= heap.count { return top }
      if child + 1 < heap.count, heap[child + 1].id > heap[child].id { child += 1 }
      if heap[child].id < heap[parent].id { return top }
      heap.swapAt(child, parent)
      parent = child
    }
  }
}
