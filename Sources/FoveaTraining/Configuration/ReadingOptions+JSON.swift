import FoveaData

extension ReadingOptions: Codable {
  enum CodingKeys: String, CodingKey, CaseIterable {
    case imageSize, channels, content, label, testShare, splitSeed, badPictures, cacheBytes
  }

  /// Reads the fields that are given; the others keep their defaults.
  ///
  /// - Throws: `DataError` naming a field that there is none of, or that holds something else.
  public init(from decoder: any Decoder) throws {
    self.init()
    let fields = try StrictFields<CodingKeys>(decoder)
    try fields.read(.imageSize, "a whole number", into: &imageSize)
    try fields.read(.channels, "a whole number", into: &channels)
    try fields.readChoice(.content, into: &content)
    try fields.read(.label, "a column's name or number", into: &label)
    try fields.read(.testShare, "a number", into: &testShare)
    try fields.read(.splitSeed, "a whole number of 0 or more", into: &splitSeed)
    try fields.readChoice(.badPictures, into: &badPictures)
    try fields.read(.cacheBytes, "a whole number", into: &cacheBytes)
  }

  /// Writes all fields; what is not named is left out.
  public func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(imageSize, forKey: .imageSize)
    try fields.encode(channels, forKey: .channels)
    try fields.encodeIfPresent(content, forKey: .content)
    try fields.encodeIfPresent(label, forKey: .label)
    try fields.encode(testShare, forKey: .testShare)
    try fields.encode(splitSeed, forKey: .splitSeed)
    try fields.encode(badPictures.rawValue, forKey: .badPictures)
    try fields.encode(cacheBytes, forKey: .cacheBytes)
  }
}
