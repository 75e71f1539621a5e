/// An idea of the lecture that can be computed: the list, the subcommands and the book all go by `Topic.all`.
package struct Topic: Sendable {
  /// Its name, which is its subcommand's.
  package let name: String
  /// Where in the lecture it comes up.
  package let section: LectureSection
  /// A line for lists.
  package let summary: String
  /// What there is to understand, in a few sentences of our own.
  package let story: String
  /// The command that gives the book's answer.
  package let command: String
  /// Computes what is said without arguments.
  package let answer: @Sendable () throws -> Answer

  /// - Parameters:
  ///   - name: its subcommand's.
  ///   - section: where in the lecture it comes up.
  ///   - summary: a line for lists.
  ///   - story: what there is to understand.
  ///   - arguments: what the book's command has beyond the name; nothing by default.
  ///   - answer: computes what is said without arguments.
  package init(
    _ name: String, _ section: LectureSection, _ summary: String, story: String,
    arguments: String = "", answer: @escaping @Sendable () throws -> Answer
  ) {
    self.name = name
    self.section = section
    self.summary = summary
    self.story = story
    command = "fovea explain \(name)" + (arguments.isEmpty ? "" : " " + arguments)
    self.answer = answer
  }
}
