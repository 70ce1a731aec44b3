/// A post of the plan (Stelle; concept paper §6.1, §6.2).
public struct Post: Codable, Sendable, Equatable {
  public var id: Slug<Post>
  public var component: FundingComponent
  public var function: PostFunction
  public var name: Label
  /// Full-time equivalents (VZÄ) times 100, 1 to 10000.
  public var fteHundredths: Int
  /// Who employs (Anstellungsträger); absent where not settled.
  public var employer: Label?
  /// Where it works.
  public var municipality: Slug<Municipality>?
  /// The region where it works.
  public var region: Slug<Region>?
  /// The social district where it works.
  public var socialDistrict: Slug<SocialDistrict>?
  public var state: PostState

  public init(
    id: Slug<Post>,
    component: FundingComponent,
    function: PostFunction,
    name: Label,
    fteHundredths: Int,
    employer: Label? = nil,
    municipality: Slug<Municipality>? = nil,
    region: Slug<Region>? = nil,
    socialDistrict: Slug<SocialDistrict>? = nil,
    state: PostState
  ) {
    self.id = id
    self.component = component
    self.function = function
    self.name = name
    self.fteHundredths = fteHundredths
    self.employer = employer
    self.municipality = municipality
    self.region = region
    self.socialDistrict = socialDistrict
    self.state = state
  }
}
