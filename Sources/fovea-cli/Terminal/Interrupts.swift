import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The signals that ask the process to stop: Ctrl-C (SIGINT), SIGTERM and, unless the process was started
/// to outlive its terminal (`nohup`), SIGHUP.
///
/// The first asks: whoever works looks at `received` between two steps, saves, and ends. A second one ends
/// the process at once; files that are written by renaming stay whole. But SIGHUP only asks, however often it comes:
/// of a terminal that closes both the shell and the system may tell.
enum Interrupts {
  /// The first signal that came; nil while there was none.
  static var received: CInt? {
    let signal = firstSignal.load(ordering: .relaxed)
    return signal == 0 ? nil : signal
  }

  /// The exit code of a process that a signal ended: 130 for Ctrl-C.
  static func exitCode(of signal: CInt) -> CInt { 128 + signal }

  /// From now on, signals ask before they end the process.
  static func watch() {
    // Touched once here: a handler must not be the first to make it.
    firstSignal.store(0, ordering: .relaxed)
    var watched = sigset_t()
    sigemptyset(&watched)
    for number in [SIGINT, SIGTERM, SIGHUP] {
      sigaddset(&watched, number)
      var before = sigaction()
      sigaction(number, nil, &before)
      if number == SIGHUP, isIgnored(before) { continue }
      var action = sigaction()
      // Reads and writes that a signal meets go on afterwards.
      action.sa_flags = CInt(SA_RESTART)
      setHandler(&action)
      sigaction(number, &action, nil)
    }
    // Whoever started this process may have held signals back, as Foundation's threads do; the mask is
    // inherited, and would leave the process deaf.
    pthread_sigmask(SIG_UNBLOCK, &watched, nil)
  }

  private static func isIgnored(_ action: sigaction) -> Bool {
    #if canImport(Darwin)
      unsafeBitCast(action.__sigaction_u.__sa_handler, to: Int.self)
        == unsafeBitCast(SIG_IGN, to: Int.self)
    #else
      unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
        == unsafeBitCast(SIG_IGN, to: Int.self)
    #endif
  }

  private static func setHandler(_ action: inout sigaction) {
    #if canImport(Darwin)
      action.__sigaction_u.__sa_handler = { Interrupts.receive($0) }
    #else
      action.__sigaction_handler.sa_handler = { Interrupts.receive($0) }
    #endif
  }

  /// Runs inside the handler: only what is safe there.
  private static func receive(_ number: CInt) {
    let isFirst = firstSignal.compareExchange(
      expected: 0, desired: number, ordering: .relaxed
    ).exchanged
    if !isFirst, number != SIGHUP { _exit(exitCode(of: number)) }
  }
}

private let firstSignal = Atomic<CInt>(0)
