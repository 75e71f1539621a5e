// The C interface of BLAS as OpenBLAS declares it, its version and its run-time queries.
#pragma once
#include <cblas.h>
#include <openblas_config.h>
