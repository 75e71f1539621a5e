import FoveaData

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The folder of one training run, as `runs/lenet5-3`: configuration, metrics, best weights, checkpoint.
///
/// Every file in it appears whole or not at all, whenever the run is stopped, but the metrics: a line is
/// added to them after each epoch. A power cut may cut off the last line; resuming writes it anew.
public struct RunFolder: Hashable, Sendable {
  /// The file with the best weights, ready to use.
  public static let bestName = RunFile.best
  /// The file that the run can be resumed from.
  public static let checkpointName = "last.checkpoint.safetensors"

  /// The folder's path.
  public let path: String
  /// The configuration with every choice made.
  public var configurationPath: String { path + "/config.json" }
  /// One line an epoch.
  public var metricsPath: String { path + "/metrics.csv" }
  /// The losses over the epochs, as a picture; the command `fovea train` draws it.
  public var curvesPath: String { path + "/curves.svg" }
  /// All that is to be seen of the run, as a page; the command `fovea train` writes it.
  public var reportPath: String { path + "/report.html" }
  /// Where the time went, as a trace; `fovea train --profile` writes it.
  public var tracePath: String { path + "/trace.json" }
  /// The best weights, ready to use.
  public var bestPath: String { path + "/" + Self.bestName }
  /// What the run can be resumed from.
  public var checkpointPath: String { path + "/" + Self.checkpointName }

  /// A folder that is there.
  public init(_ path: String) { self.path = path }

  /// The folder that a file lies in.
  public init(containing file: String) { path = parentFolder(of: file) }

  /// Whether the path is that of a folder.
  var isFolder: Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Whether there is a run to go on with; a fresh one in the same folder is refused then.
  public var hasCheckpoint: Bool { access(checkpointPath, F_OK) == 0 }

  /// Makes the next folder of a model: one higher than the highest number that is there.
  ///
  /// Making a folder is atomic, so two runs that start at once get two folders.
  ///
  /// - Parameters:
  ///   - parent: where runs lie; made when it is not there.
  ///   - model: the model's name.
  /// - Throws: `DataError` when no folder can be made.
  public static func create(
    in parent: String = "runs", model: String
  ) throws(DataError)
    -> RunFolder
  {
    try makeFolder(parent)
    var number = highestNumber(in: parent, model: model) + 1
    while true {
      let path = "\(parent)/\(model)-\(number)"
      if mkdir(path, 0o777) == 0 { return RunFolder(path) }
      guard errno == EEXIST else {
        throw DataError(
          path, expected: "a place to make a folder", found: systemReason(),
          advice: "name another folder for runs")
      }
      number += 1
    }
  }

  private static func highestNumber(in parent: String, model: String) -> Int {
    guard let folder = opendir(parent) else { return 0 }
    defer { closedir(folder) }
    var highest = 0
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name.hasPrefix(model + "-"), let number = Int(name.dropFirst(model.count + 1)),
        number < 1 << 32
      {
        highest = max(highest, number)
      }
    }
    return highest
  }
}
