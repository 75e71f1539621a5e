/// How a data set of one's own is read: a folder of pictures, a table, arrays, time series.
///
/// Published sets come in one form and take none of these.
public struct ReadingOptions: Hashable, Sendable {
  /// What is done about pictures that cannot be read.
  public enum BadPictures: String, CaseIterable, Sendable {
    /// Nothing is loaded, and the error names the first of them.
    case refuse
    /// They are left out, and `DataSet.badPictures` lists them. Each picture is decoded once when the set is loaded,
    /// as damage in the middle of one does not show otherwise.
    case skip
  }

  /// Pixels a side that pictures of files get. 64 by default: large enough to tell things apart, and an epoch takes
  /// a twelfth of what 224 takes.
  public var imageSize = 64
  /// 1 for grey or 3 for colour, which pictures of files become; 3 by default.
  public var channels = 3
  /// What pictures show; nil when nobody said, and nothing is known of what would change their class.
  public var content: PictureContent?
  /// The column of a table that has the classes: its name, or its number from 1; nil for "label", "class" or
  /// "target", whichever there is.
  public var label: String?
  /// The share of each class that is set aside to test with, where nothing says what is for that, in 0 ..< 1. A
  /// fifth by default, as is usual.
  public var testShare = 0.2
  /// Decides which those are. The same for all runs by default, so that a model is not tested with what another
  /// run of it, of the same share, learned from.
  public var splitSeed: UInt64 = 0
  /// What is done about pictures that cannot be read: refused by default, since a set that has fewer pictures than
  /// its owner thinks is no longer the set.
  public var badPictures = BadPictures.refuse
  /// The most bytes of decoded pictures that are kept in memory, for all sets of this process together. 512 MiB by
  /// default: some 43,000 pictures of 64 x 64, without crowding a machine of 4 GiB. The first that are decoded
  /// stay: in each epoch every picture is wanted once, and throwing the oldest out would throw each out just before
  /// its turn.
  public var cacheBytes = 512 << 20

  /// The defaults.
  public init() {}

  /// Refuses what is out of range.
  ///
  /// - Throws: `DataError` naming the option.
  public func validate() throws(DataError) {
    let faults: [(String, Bool, String, String)] = [
      ("imageSize", (8...1024).contains(imageSize), "8 to 1024 pixels a side", "\(imageSize)"),
      ("channels", channels == 1 || channels == 3, "1 or 3", "\(channels)"),
      ("testShare", testShare > 0 && testShare < 1, "a share above 0 and below 1", "\(testShare)"),
      ("cacheBytes", cacheBytes >= 0, "0 bytes or more", "\(cacheBytes)"),
    ]
    if let (place, _, expected, found) = faults.first(where: { !$0.1 }) {
      throw DataError("reading", at: place, expected: expected, found: found)
    }
  }
}
