/// How much of a thing its reader sees.
public enum Sight: String, Codable, CaseIterable, Comparable, Sendable {
  /// That it is there: number, state, who is responsible.
  case existence
  /// All but what tells who the person is.
  case pseudonymised
  /// All of it.
  case full

  public static func < (left: Sight, right: Sight) -> Bool {
    rank(left) < rank(right)
  }

  private static func rank(_ sight: Sight) -> Int {
    switch sight {
    case .existence: 0
    case .pseudonymised: 1
    case .full: 2
    }
  }
}

/// An answer of which some see less: what is named nowhere is content and is left out below the full sight.
public protocol Sighted: Codable, Sendable {
  /// How much its reader sees.
  var sight: Sight { get }
  /// Whether a field is shown at a sight below the full one.
  static func shows(_ field: String, at sight: Sight) -> Bool
}
