import FoveaNN
import TestSupport
import Testing

/// What the lecture says of its activations (rows H2 to H7).
@Suite struct ActivationTests {
  let x = Tensor([-100, -20, -3, -1, -0.1, 0, 0.1, 1, 3, 20, 100])

  @Test func sigmoidLiesBetweenZeroAndOneAndSaturates() {
    let y = x.sigmoid().elements
    #expect(y.allSatisfy { $0 >= 0 && $0 <= 1 })
    #expect(y[5] == 0.5)
    #expect(y[0] < 1e-37 && y[10] == 1)
    expectClose(Double(y[7]), 0.731058578630004879, reduction: 4)
  }

  /// tanh is a scaled sigmoid: tanh(x) = 2 sigmoid(2x) - 1.
  @Test func tanhIsAScaledSigmoid() {
    expectClose(x.tanh(), (x * 2).sigmoid() * 2 - 1, reduction: 8, scale: 1)
    #expect(x.tanh().elements.allSatisfy { $0 >= -1 && $0 <= 1 })
    expectClose(Double(x.tanh().elements[7]), 0.761594155955764888, reduction: 4)
  }

  /// Rows H2 and H5: for inputs around zero, sigmoid's outputs are all above it and lie around 1/2; tanh's lie around
  /// zero.
  @Test func tanhIsCentredOnZeroAndSigmoidIsNot() {
    var random = TestRandom("centred")
    let half = random.uniform([5000], 0.01...4)
    let z = Tensor.concatenated([half, half * -1], axis: 0)
    #expect(z.sigmoid().elements.allSatisfy { $0 > 0 })
    // Each is its opposite's complement or negative, to a rounding.
    expectClose(Double(z.sigmoid().mean().item), 0.5, reduction: 100)
    expectClose(Double(z.tanh().mean().item), 0, reduction: 100, scale: 1)
    #expect(z.tanh().elements.count { $0 < 0 } == 5000)
  }

  /// Rows H6 and H7: a unit that is below 0 for every input gets no gradient behind a ReLU and stays where it is, dead;
  /// behind a leaky one it gets a tenth of it and comes back.
  @Test(arguments: [false, true]) func aUnitPushedBelowZero(isLeaky: Bool) throws {
    let dense = Dense(weight: Tensor([1, 1], [1]), bias: Tensor([-10]))
    let network = Sequential(dense, isLeaky ? LeakyReLU() : ReLU())
    let x = Variable(Tensor([4, 1], [0, 0.25, 0.5, 1]))
    func gradients() -> Gradients {
      meanSquaredError(network(x, .inference), .ones([4, 1])).backward()
    }
    let bias = try #require(dense.bias)
    let first = try #require(gradients()[bias]).item
    // 2 (y - 1) y' with y of -1 on average, but for a tenth of the inputs' mean: -0.4 or so.
    #expect(isLeaky ? abs(first + 0.4) < 0.05 : first == 0)
    let optimizer = SGD(network.parameters, learningRate: 0.1)
    for _ in 0..<1000 { try optimizer.step(gradients()) }
    let y = network(x, .inference).value.elements
    #expect(isLeaky ? y.allSatisfy { $0 > 0 } : y == [0, 0, 0, 0])
    #expect((bias.value.item == -10) == !isLeaky)
  }

  @Test func reluIsTheLargerOfZeroAndX() {
    #expect(x.relu().elements == x.elements.map { max(0, $0) })
  }

  /// The slide's constant: max(0.1 x, x).
  @Test func leakyReLUHasTheSlopeOfTheSlide() {
    #expect(x.leakyReLU().elements == x.elements.map { max(0.1 * $0, $0) })
    #expect(LeakyReLU().slope == 0.1)
  }

  @Test func softmaxGivesProbabilitiesThatSumToOneAndKeepTheOrder() {
    var random = RandomSource(seed: testSeed())
    let z = Tensor(uniform: -10..<10, [20, 7], using: &random)
    let p = z.softmax()
    #expect(p.elements.allSatisfy { $0 >= 0 && $0 <= 1 })
    expectClose(p.sum(axes: [1]), .ones([20]), reduction: 16)
    for row in 0..<20 {
      let zs = z.elements[row * 7..<row * 7 + 7]
      let ps = p.elements[row * 7..<row * 7 + 7]
      let byZ = zs.indices.sorted { zs[$0] < zs[$1] }
      #expect(byZ == ps.indices.sorted { ps[$0] < ps[$1] })
    }
  }

  /// Row H3: the temperature evens the probabilities out, or favours the largest.
  @Test func temperatureFlattensOrSharpens() {
    let z = Tensor([1, 3], [1, 2, 4])
    let p = [0.1, 1, 10, 1e6].map { z.softmax(temperature: $0).elements }
    #expect(p[0][2] > p[1][2] && p[1][2] > p[2][2])
    #expect(p[0][0] < p[1][0] && p[1][0] < p[2][0])
    // Everything for the largest; all alike.
    #expect(p[0][2] > 0.999_999)
    // They differ by what is left of z: a third times z less its mean, over the temperature.
    for share in p[3] { #expect(abs(Double(share) - 1.0 / 3) < 1e-6) }
    expectClose(Double(p[2][2] / p[2][1]), 1.22140275816016983, reduction: 8)
    for p in p { expectClose(Double(p.reduce(0, +)), 1, reduction: 8) }
    expectSameBits(z.softmax(temperature: 1), z.softmax())
    #expect(Softmax(temperature: 2).hyperparameters == "temperature 2.0")
  }

  /// Row H4: softmax shares 1 out among classes that exclude each other; sigmoid asks of each by itself.
  @Test func classesCompeteInSoftmaxAndNotInSigmoid() {
    let z = Tensor([1, 4], [0.5, -1, 2, 0.25])
    let raised = Tensor([1, 4], [0.5, -1, 3, 0.25])
    let (p, q) = (z.softmax().elements, raised.softmax().elements)
    let (s, t) = (z.sigmoid().elements, raised.sigmoid().elements)
    #expect(q[2] > p[2] && t[2] > s[2])
    for other in [0, 1, 3] {
      #expect(q[other] < p[other])
      #expect(t[other] == s[other])
    }
    expectClose(Double(p.reduce(0, +)), 1, reduction: 8)
    #expect(s.reduce(0, +) > 1.5)
  }

  /// Row H4: of two classes, softmax is the sigmoid of the difference.
  @Test func sigmoidIsTheSoftmaxOfTwoClasses() {
    let pairs = Tensor.stacked([x, .zeros(x.shape)], axis: 1)
    expectClose(
      pairs.softmax().slice(axis: 1, 0..<1).reshaped(-1), x.sigmoid(), reduction: 8, scale: 1)
  }

  @Test func softmaxDoesNotOverflow() {
    let p = Tensor([1, 3], [1000, 999, -1000]).softmax().elements
    expectClose(Double(p[0]), 0.731058578630004879, reduction: 8)
    #expect(p[2] == 0)
  }

  @Test func notANumberStaysOne() {
    let strange = Tensor([.nan, .infinity, -.infinity])
    for y in [strange.sigmoid(), strange.tanh(), strange.relu(), strange.leakyReLU()] {
      #expect(y.elements[0].isNaN)
    }
    #expect(Array(strange.tanh().elements[1...]) == [1, -1])
    #expect(Array(strange.sigmoid().elements[1...]) == [1, 0])
  }
}
