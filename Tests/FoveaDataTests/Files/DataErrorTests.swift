import FoveaData
import Testing

@Suite struct DataErrorTests {
  @Test func namesSourcePlaceExpectedFoundAndAdvice() {
    let error = DataError("a.gz", at: "byte 3", expected: "1", found: "2", advice: "get it again")
    #expect("\(error)" == "a.gz: byte 3: expected 1, found 2; get it again")
    #expect("\(DataError("a", expected: "b", found: "c"))" == "a: expected b, found c")
  }

  @Test func staysOneLineWhateverTheFileIsCalled() {
    let error = DataError("a\nb\u{1B}[2J\u{2028}", expected: "1", found: "2")
    #expect("\(error)" == "a\\u{a}b\\u{1b}[2J\\u{2028}: expected 1, found 2")
  }
}
