#if os(Linux)
  import Foundation
  import Testing

  /// A terminal without a screen: what is written to `slave` is read from the other end.
  final class PseudoTerminal {
    /// The end that a process takes for its terminal.
    let slave: FileHandle
    private let master: CInt

    /// A terminal of so many columns.
    init(columns: Int) throws {
      // Linux's own way; posix_openpt and its kin are hidden from Swift's Glibc.
      master = open("/dev/ptmx", O_RDWR | O_NOCTTY)
      var (unlocked, number): (CInt, CUnsignedInt) = (0, 0)
      let (setLock, getNumber): (UInt, UInt) = (0x4004_5431, 0x8004_5430)  // TIOCSPTLCK, TIOCGPTN
      try #require(master >= 0 && ioctl(master, setLock, &unlocked) == 0)
      try #require(ioctl(master, getNumber, &number) == 0)
      let descriptor = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY)
      try #require(descriptor >= 0)
      slave = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
      try #require(setColumns(columns))
    }

    private func setColumns(_ columns: Int) -> Bool {
      var size = winsize(
        ws_row: 24, ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
      return ioctl(master, UInt(TIOCSWINSZ), &size) == 0
    }

    deinit { close(master) }

    /// Runs the command with its standard error on this terminal.
    ///
    /// - Parameter resize: the columns that the terminal has from then on, when this text has come to it.
    /// - Returns: its exit code, what it wrote to standard output, and what came to the terminal.
    func run(
      _ arguments: [String], in folder: URL, environment: [String: String],
      resize: (columns: Int, after: String)? = nil
    ) throws -> (status: Int32, output: String, screen: String) {
      let process = Process()
      process.executableURL = try Command.executable()
      process.arguments = arguments
      process.currentDirectoryURL = folder
      process.environment = environment
      process.standardInput = FileHandle.nullDevice
      let output = folder.appendingPathComponent("output.txt")
      try Data().write(to: output)
      process.standardOutput = try FileHandle(forWritingTo: output)
      process.standardError = slave
      try process.run()
      // Once this end is closed too, reading ends with the process.
      try slave.close()
      var screen: [UInt8] = []
      var buffer = [UInt8](repeating: 0, count: 65536)
      var resize = resize
      while case let count = read(master, &buffer, buffer.count), count > 0 {
        screen += buffer[..<count]
        if let (columns, text) = resize, String(decoding: screen, as: UTF8.self).contains(text) {
          try #require(setColumns(columns))
          resize = nil
        }
      }
      process.waitUntilExit()
      return (
        process.terminationStatus, try String(contentsOf: output, encoding: .utf8),
        String(decoding: screen, as: UTF8.self)
      )
    }
  }
#endif
