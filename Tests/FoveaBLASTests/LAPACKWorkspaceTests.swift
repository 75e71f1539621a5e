import Testing

@testable import FoveaBLAS

/// Lengths that do not fit LAPACK's index type are found before LAPACK computes them wrongly.
@Suite("LAPACK workspaces") struct LAPACKWorkspaceTests {
  @Test("the largest problem of each routine is allowed, the next is refused")
  func limits() {
    func line(_ length: Int) -> String {
      do throws(LAPACKError) { try Float.checkWorkspace(length, "routine") } catch {
        return "\(error)"
      }
      return "none"
    }
    let tooLarge =
      "LAPACK routine: the problem is too large for LAPACK's index type (info -1010)"
    #expect(line(LAPACKWorkspace.symmetricEigen(32_766)) == "none")
    #expect(line(LAPACKWorkspace.symmetricEigen(32_767)) == tooLarge)
    // 2 n^2 is 0 in 32 bits here.
    #expect(line(LAPACKWorkspace.symmetricEigen(1 << 16)) == tooLarge)
    #expect(line(LAPACKWorkspace.thinSVD(1 << 20, 23_169)) == "none")
    #expect(line(LAPACKWorkspace.thinSVD(23_170, 1 << 20)) == tooLarge)
    #expect(line(LAPACKWorkspace.leastSquares(60_000, 40_000, rightHandSides: 1)) == "none")
    #expect(line(LAPACKWorkspace.leastSquares(46_340, 90_000, rightHandSides: 1)) == tooLarge)
    #expect(line(LAPACKWorkspace.leastSquares(50_000, 50_000, rightHandSides: 50_000)) == tooLarge)
  }

  /// LAPACK asks for no less where it can count: the formulas are those of its manual.
  @Test("LAPACK asks for at least the lengths that are worked out here", arguments: [2, 30, 700])
  func formulas(n: Int) throws {
    let order = LAPACKInt(n)
    var (answer, index, info): (Double, LAPACKInt, LAPACKInt) = (0, 0, 0)
    var (a, b, s): (Double, Double, Double) = (0, 0, 0)
    var rank: LAPACKInt = 0
    info = Double.syevd(ascii("U"), order, &a, &s, &answer, -1, &index, -1)
    #expect(info == 0 && Int(answer) >= LAPACKWorkspace.symmetricEigen(n))
    for (m, n) in [(n, n), (n, 3 * n), (3 * n, n)] {
      let (rows, columns) = (LAPACKInt(m), LAPACKInt(n))
      var (u, vt): (Double, Double) = (0, 0)
      info = Double.gesdd(rows, columns, &a, &s, &u, &vt, &answer, -1, &index)
      // Matrices that are nearly square need less than the manual says.
      #expect(info == 0 && (m == n || Int(answer) >= LAPACKWorkspace.thinSVD(m, n)), "\(m) x \(n)")
      info = Double.gelsd(
        rows, columns, 7, &a, &b, &s, 0, &rank, &answer, -1, &index)
      #expect(
        info == 0 && Int(answer) >= LAPACKWorkspace.leastSquares(m, n, rightHandSides: 7),
        "\(m) x \(n)")
    }
  }
}
