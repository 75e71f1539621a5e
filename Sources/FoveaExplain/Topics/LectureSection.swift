/// The parts of the lecture, in its order.
package enum LectureSection: CaseIterable, Sendable {
  case foundations, convolution, why, picture, evolution, preprocessing, activations, starts,
    regularization, rates, ensembles, appendix

  /// Its heading.
  package var title: String {
    switch self {
    case .foundations: "Foundations"
    case .convolution: "The convolution operation"
    case .why: "Why convolution"
    case .picture: "The complete picture: pooling and what follows"
    case .evolution: "Evolution of convolutional networks"
    case .preprocessing: "Preprocessing"
    case .activations: "Activation functions"
    case .starts: "How weights start"
    case .regularization: "Regularisation"
    case .rates: "The learning rate"
    case .ensembles: "Ensembles"
    case .appendix: "Appendix: the way back through a maximum"
    }
  }

  /// What it is about, in a sentence or two.
  package var introduction: String {
    switch self {
    case .foundations:
      "A neural network is known by who is connected with whom, by how its weights are found, and by what makes a "
        + "neuron fire. A convolutional one slides its weights over a grid: of pixels, or of moments in time."
    case .convolution:
      "A small window of weights slides over a picture. At every place it is multiplied with what it covers, "
        + "number by number, and the sum is one number of the output."
    case .why:
      "A dense layer could compute the same. Three things speak for the window: each output looks at few inputs, "
        + "all places share the same weights, and what moves in the picture moves in the output."
    case .picture:
      "A layer has three stages: convolution, a nonlinearity that detects, and pooling, which replaces "
        + "neighbours by one number that stands for all of them."
    case .evolution:
      "Twenty years from reading zip codes to naming a thousand kinds of things: deeper, then cheaper."
    case .preprocessing:
      "Numbers that mean different things come in different sizes. Training goes more easily when all are centred "
        + "and of about the same scale."
    case .activations:
      "Without a curve between them, layers of weights are one layer of weights. What curve it is decides how "
        + "much of a gradient comes through."
    case .starts:
      "Training begins somewhere. Too small, too large or all the same, and it never gets away from there."
    case .regularization:
      "Ways of giving up a little on the training pictures in order to be right about others."
    case .rates: "How far a step goes is the one setting to get right before all others."
    case .ensembles:
      "Several networks that err in different places are right together more often than each alone."
    case .appendix:
      "A maximum passes the gradient on to the one input that it was, and must remember which."
    }
  }
}
