// JPEG pictures. libjpeg reports errors by longjmp, which Swift code must not be unwound by: use the
// TurboJPEG interface (tj*), which catches its own errors. Of it, what versions 2 and 3 share.
#pragma once
#include <turbojpeg.h>
