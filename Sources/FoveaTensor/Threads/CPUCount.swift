#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// How many CPUs this process may use, and how that is known.
public struct CPUCount: Hashable, Sendable {
  /// The number, 1 or more.
  public let count: Int
  /// Where the number comes from, as in "affinity mask" or "FOVEA_THREADS".
  public let origin: String

  /// The environment's `FOVEA_THREADS` if it is a whole number from 1 to 1024; else the smaller of the
  /// affinity mask and the control group's quota.
  public static let available: CPUCount = {
    if let count = asked.flatMap(number) { return CPUCount(count: count, origin: variable) }
    let affinity = affinityCount()
    if let quota = quotaCount(), quota < affinity {
      return CPUCount(count: quota, origin: "control group's CPU quota")
    }
    return CPUCount(count: affinity, origin: "CPUs this process may run on")
  }()

  /// What is wrong with `FOVEA_THREADS`, in one line; nil when it is not set, or a number of threads.
  package static var environmentFault: String? {
    guard let text = asked, number(text) == nil else { return nil }
    return "\(variable): expected a whole number from 1 to 1024, found '\(text)'"
  }

  private static let variable = "FOVEA_THREADS"

  private static var asked: String? {
    getenv(variable).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
  }

  private static func number(_ text: String) -> Int? {
    Int(text).flatMap { (1...1024).contains($0) ? $0 : nil }
  }

  private static func affinityCount() -> Int {
    let online = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    #if os(Linux)
      // The mask as hexadecimal words; sched_getaffinity itself is hidden from Swift's Glibc.
      if let mask = firstLine("/proc/self/status", startingWith: "Cpus_allowed:") {
        // Where nothing restricts a process, its mask may name processors that are not there.
        let count = min(processors(inMask: mask), online)
        if count > 0 { return count }
      }
    #endif
    return online
  }

  /// The bits of a mask in hexadecimal words with commas between them.
  static func processors(inMask mask: String) -> Int {
    mask.reduce(0) { $0 + ($1.hexDigitValue ?? 0).nonzeroBitCount }
  }

  /// CPUs by the quota of the control group, rounded up; nil when there is none.
  private static func quotaCount() -> Int? {
    #if os(Linux)
      let quotas = controlGroupLines("cpu.max").compactMap { line -> Int? in
        let fields = line.split(separator: " ")
        guard fields.count == 2, let quota = Double(fields[0]), let period = Double(fields[1]),
          period > 0
        else { return nil }
        return max(1, Int((quota / period).rounded(.up)))
      }
      if let smallest = quotas.min() { return smallest }
      if let quota = firstLine("/sys/fs/cgroup/cpu/cpu.cfs_quota_us").flatMap({ Double($0) }),
        let period = firstLine("/sys/fs/cgroup/cpu/cpu.cfs_period_us").flatMap({ Double($0) }),
        quota > 0, period > 0
      {
        return max(1, Int((quota / period).rounded(.up)))
      }
    #endif
    return nil
  }
}

/// The first line of a file of this process's control group and of each group above it: every one of them
/// limits the process.
func controlGroupLines(_ file: String) -> [String] {
  var path = firstLine("/proc/self/cgroup", startingWith: "0::") ?? "/"
  var lines: [String] = []
  while true {
    if let line = firstLine("/sys/fs/cgroup\(path == "/" ? "" : path)/\(file)") {
      lines.append(line)
    }
    guard path.count > 1, let slash = path.lastIndex(of: "/") else { return lines }
    path = slash == path.startIndex ? "/" : String(path[..<slash])
  }
}

/// The first line of a small text file that starts with `prefix`, without it; nil when there is none.
func firstLine(_ path: String, startingWith prefix: String = "") -> String? {
  guard let file = fopen(path, "r") else { return nil }
  defer { fclose(file) }
  var buffer = [CChar](repeating: 0, count: 8192)
  while fgets(&buffer, Int32(buffer.count), file) != nil {
    let bytes = buffer.prefix { $0 != 0 && $0 != 10 }.map { UInt8(bitPattern: $0) }
    let line = String(decoding: bytes, as: UTF8.self)
    if line.hasPrefix(prefix) { return String(line.dropFirst(prefix.count)) }
  }
  return nil
}
