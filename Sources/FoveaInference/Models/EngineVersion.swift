/// The version of Fovea, which files carry.
public let engineVersion = "0.1.0"
