import ArgumentParser
import Fovea
import FoveaExplain

/// `fovea explain`: what the lecture says, computed at this moment.
///
/// Without a topic `ExplainBook` runs. A topic is a library function of FoveaExplain first, a `Topic` of its list after,
/// and a subcommand in a file of its own in this folder.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Shows an idea of the lecture happen: computed, as numbers and as a picture.",
    discussion: """
      Without a topic, lists them in the order of the lecture. '--all --output FOLDER' makes one page of all of them, \
      to be read in a browser without a network.

      Examples:
        fovea explain
        fovea explain conv --at 0,0
        fovea explain output-size --input 7 --kernel 3 --stride 1,2,3
        fovea explain init --depth 10 --init normal:0.01,xavier,he
        fovea explain --all --output book
      """,
    subcommands: topics + [ExplainBook.self], defaultSubcommand: ExplainBook.self)

  /// A subcommand for each of `Topic.all`, in their order.
  static let topics: [any TopicCommand.Type] = [
    ExplainModelCard.self, ExplainConv1D.self,
    ExplainConv.self, ExplainSlide.self, ExplainOutputSize.self, ExplainPadding.self,
    ExplainParameters.self, ExplainStrides.self,
    ExplainConvMatrix.self, ExplainInfluence.self, ExplainCost.self, ExplainSharing.self,
    ExplainEquivariance.self,
    ExplainStages.self, ExplainPooling.self, ExplainPoolInvariance.self, ExplainDistancePool.self,
    ExplainLayers.self,
    ExplainEvolution.self, ExplainFirstLayers.self,
    ExplainPreprocessing.self, ExplainActivations.self, ExplainSoftmax.self,
    ExplainInit.self, ExplainZeroInit.self,
    ExplainPenalties.self, ExplainDropout.self, ExplainBatchNorm.self, ExplainAugmentation.self,
    ExplainLearningRate.self, ExplainBagging.self, ExplainRouter.self,
  ]

  /// What the subcommands are called.
  static var topicNames: [String] { topics.map { $0.topic.name } }
}
