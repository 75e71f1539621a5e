// PNG pictures. libpng reports errors by longjmp, which Swift code must not be unwound by: use the
// simplified interface (png_image_*), which catches its own errors.
#pragma once
#include <stdio.h>
#include <png.h>
