/// A social district of a municipality (Sozialbezirk); they may be cut anew.
public struct SocialDistrict: Codable, Sendable, Equatable {
  public var id: Slug<SocialDistrict>
  public var name: Label
  public var municipality: Slug<Municipality>

  public init(id: Slug<SocialDistrict>, name: Label, municipality: Slug<Municipality>) {
    self.id = id
    self.name = name
    self.municipality = municipality
  }
}
