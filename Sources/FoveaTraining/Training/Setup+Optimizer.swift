import FoveaKernels

// What the configuration's choices become.
extension Setup {
  /// Batches an epoch.
  var batchesPerEpoch: Int {
    training.batches(of: configuration.batchSize, droppingLast: configuration.dropLast).count
  }

  /// Steps of the optimiser an epoch.
  var stepsPerEpoch: Int {
    (batchesPerEpoch + configuration.accumulation - 1) / configuration.accumulation
  }

  /// The rate as a function of the step; with `plateau`, what is lowered.
  var schedule: Schedule {
    let c = configuration
    // Less than was validated only where 1 is more than half: in a run of one epoch.
    let warmUp = steps(min(c.warmUpEpochs ?? 0, Double(c.epochs) / 2))
    let rest = max(1, c.epochs * stepsPerEpoch - warmUp)
    let decay = max(1, steps(c.decayEpochs ?? 1))
    let curve: Schedule =
      switch c.schedule {
      case .constant, .plateau: .constant
      case .step: .step(every: decay, factor: c.decayRate)
      case .multistep: .multiStep(at: c.decayMilestones.map(steps), factor: c.decayRate)
      case .exponential: .exponential(factor: c.decayRate, every: decay)
      case .polynomial: .polynomial(steps: rest, power: c.power, minimum: c.minimumRate)
      case .cosine: .cosine(steps: rest, minimum: c.minimumRate)
      case .restarts:
        .cosineRestarts(
          period: max(1, steps(c.cycleEpochs ?? 1)), growth: c.cycleGrowth, minimum: c.minimumRate)
      case .onecycle:
        .oneCycle(steps: rest, momentum: c.cyclesMomentum ? 0.85...0.95 : nil)
      }
    return curve.warmedUp(over: warmUp)
  }

  /// What a plateau schedule begins with; nil for others.
  var plateau: PlateauSchedule? {
    guard configuration.schedule == .plateau else { return nil }
    return PlateauSchedule(
      factor: configuration.decayRate, patience: configuration.plateauPatience,
      minimum: configuration.minimumRate)
  }

  /// What early stopping begins with; nil without.
  var stopping: EarlyStopping? {
    guard configuration.patience > 0 else { return nil }
    return EarlyStopping(
      patience: configuration.patience, minDelta: configuration.minDelta,
      restoreBest: configuration.restoreBest)
  }

  /// The model with what is to be frozen frozen, and its optimiser.
  ///
  /// - Throws: `DataError` when a pattern of names matches nothing, or all of them everything; `StateError` for a body
  ///   that cannot be frozen.
  func optimizer(of model: any Layer) throws -> any Optimizer {
    let c = configuration
    do {
      if c.freezeBody { try model.freezeBody(picture: inputShape) }
    } catch let error as StateError {
      throw StateError("configuration: \(error)")
    }
    if !c.freeze.isEmpty {
      do { try model.freeze(matching: c.freeze) } catch {
        throw StateError("configuration: freeze: \(error)")
      }
    }
    let groups: [ParameterGroup]
    do { groups = try model.parameterGroups(c.groups, penalty: c.penalty) } catch {
      throw StateError("configuration: groups: \(error)")
    }
    let rate = Scalar(c.learningRate ?? c.optimizer.usualLearningRate)
    let (momentum, beta1) = (Scalar(c.momentum), Scalar(c.beta1))
    let (beta2, epsilon) = (Scalar(c.beta2 ?? 0.999), Scalar(c.epsilon ?? 1e-8))
    let optimizer: any Optimizer =
      switch c.optimizer {
      case .sgd:
        SGD(groups: groups, learningRate: rate, momentum: momentum, nesterov: c.nesterov)
      case .adam, .adamw:
        Adam(
          groups: groups, learningRate: rate, beta1: beta1, beta2: beta2, epsilon: epsilon,
          amsgrad: c.amsgrad)
      case .rmsprop:
        RMSProp(
          groups: groups, learningRate: rate, momentum: momentum, beta2: beta2, epsilon: epsilon,
          centered: c.centered)
      case .adagrad: Adagrad(groups: groups, learningRate: rate, epsilon: epsilon)
      }
    if c.clipGradient > 0 {
      let bound = Scalar(c.clipGradient)
      optimizer.clipping = c.clipMode == .norm ? .norm(bound) : .value(bound)
    }
    return optimizer
  }

  private func steps(_ epochs: Double) -> Int { Int((epochs * Double(stepsPerEpoch)).rounded()) }
}

extension TrainingConfiguration {
  /// Whether the decay is taken off the weights themselves, and not added to their gradients.
  var decaysWeights: Bool { decoupledDecay || optimizer == .adamw }

  /// The penalty of the parameters that a rule matched; nil for the others.
  fileprivate func penalty(_ rule: ParameterRule?) -> Penalty {
    let decay = Scalar(rule?.weightDecay ?? weightDecay)
    let l1 = Scalar(rule?.l1 ?? self.l1)
    let second: Penalty = decaysWeights ? .weightDecay(decay) : .l2(decay)
    return second + (proximalL1 ? .proximalL1(l1) : .l1(l1))
  }

  /// Whether there is a momentum that the schedule moves. (SGD without any is to stay without.)
  fileprivate var cyclesMomentum: Bool {
    switch optimizer {
    case .sgd, .rmsprop: cycleMomentum && momentum > 0
    case .adam, .adamw: cycleMomentum
    case .adagrad: false
    }
  }
}
