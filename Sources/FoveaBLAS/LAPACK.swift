/// Dense linear algebra by LAPACK: eigenvalues, singular values, least squares, Cholesky.
///
/// Matrices come and go as row-major arrays with their sizes. LAPACK itself is column-major and so
/// sees every matrix transposed; each routine says how it makes use of that instead of copying.
///
/// An array whose length does not match its sizes is misuse and stops the program with a text. What
/// depends on the numbers throws `LAPACKError`: a NaN or an infinity in the input (on which some
/// routines would never return), no convergence, a matrix that is not positive definite.
public enum LAPACK {}
