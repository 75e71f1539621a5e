// Inflate, deflate and gzip files.
#pragma once
#include <zlib.h>
