/// The median: the middle value, the upper one of two, as the peers' scripts have it. Traps on no values.
func median(_ values: [Double]) -> Double {
  precondition(!values.isEmpty)
  return values.sorted()[values.count / 2]
}

/// The median time of `body` in seconds.
///
/// Two runs warm up caches, allocator and threads; then it runs until both `seconds` have passed and
/// `least` runs are done.
func medianTime(seconds: Double, least: Int = 5, _ body: () throws -> Void) rethrows -> Double {
  try body()
  try body()
  let clock = ContinuousClock()
  let start = clock.now
  var times: [Double] = []
  while times.count < least || clock.now - start < .seconds(seconds) {
    times.append(try time(clock, body))
  }
  return median(times)
}

/// The time of one run of `body` in seconds.
func time(
  _ clock: ContinuousClock = ContinuousClock(), _ body: () throws -> Void
) rethrows
  -> Double
{
  try clock.measure(body) / .seconds(1)
}
