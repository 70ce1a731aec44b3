/// Whether the plan says where a post belongs.
public enum PostState: String, Codable, CaseIterable, Sendable {
  /// It has its place.
  case allocated
  /// The plan counts it and gives it no place (concept paper §6.1 against §6.2).
  case unallocated
}
