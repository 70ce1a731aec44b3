/// What this kimctl is.
enum Version {
  /// The version of the package.
  static let text = "0.1.0"
}
