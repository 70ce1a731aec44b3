/// A social district of a municipality (Sozialbezirk); they may be cut anew.
public struct SocialDistrict: Codable, Sendable, Equatable {
  /// Stable name.
  public var id: Slug<SocialDistrict>
  /// Name for people.
  public var name: Label
  /// The municipality it is a part of.
  public var municipality: Slug<Municipality>

  /// All fields; what is optional may be left out.
  public init(id: Slug<SocialDistrict>, name: Label, municipality: Slug<Municipality>) {
    self.id = id
    self.name = name
    self.municipality = municipality
  }
}
