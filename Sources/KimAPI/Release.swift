/// What this package is.
public enum Release {
  /// Its version; client and daemon tell it to each other.
  public static let version = "0.1.0"
}
