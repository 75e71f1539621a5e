// The C interface of LAPACK.
#pragma once
// Swift cannot import C's complex numbers. Fovea calls no complex routine, so plain pairs of the
// same layout stand in for them and keep <complex.h>, with its macro `I`, out of the module.
#define LAPACK_COMPLEX_CUSTOM
typedef struct { float real, imaginary; } fovea_complex_float;
typedef struct { double real, imaginary; } fovea_complex_double;
#define lapack_complex_float fovea_complex_float
#define lapack_complex_double fovea_complex_double
#include <lapacke.h>
// `lapack_int` is a macro, which Swift does not import as a type.
typedef lapack_int fovea_lapack_int;
