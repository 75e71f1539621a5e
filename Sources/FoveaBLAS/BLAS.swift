/// Basic linear algebra on row-major matrices in memory, computed by OpenBLAS.
///
/// Sizes, strides and leading dimensions are `Int`s and count elements. Every routine comes for
/// `Float` and for `Double` by overload, so a call is never generic.
///
/// Misuse (a leading dimension shorter than its row, a negative size, a size that OpenBLAS's index
/// type cannot hold) stops the program with the routine, the argument, what was expected and what
/// was received, in release builds too: OpenBLAS itself would print a line and go on with wrong
/// results. Memory is the caller's: nothing here can check that a pointer covers its matrix.
///
/// All routines may be called from several threads at once.
public enum BLAS {
  /// Whether a matrix enters a product as it is stored or transposed.
  public enum Transpose: Sendable {
    /// As stored.
    case no
    /// Rows and columns exchanged; nothing is moved in memory.
    case yes
  }

  /// The half of a symmetric matrix, diagonal included, that is read or written.
  public enum Triangle: Sendable {
    /// The elements with row <= column.
    case upper
    /// The elements with row >= column.
    case lower
  }
}
