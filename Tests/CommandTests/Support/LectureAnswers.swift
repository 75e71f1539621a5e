import FoveaExplain

/// The book's answers, computed once in this process.
enum LectureAnswers {
  private static let book = Result { try LectureBook() }

  /// All topics with their answers.
  static func all() throws -> [(topic: Topic, answer: Answer)] { try book.get().topics }
}
