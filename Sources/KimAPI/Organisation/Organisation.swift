/// The whole organisation of an office, as `clients/examples/kreis-paderborn.json` shows it.
public struct Organisation: Codable, Sendable, Equatable {
  public var regions: [Region]
  public var municipalities: [Municipality]
  public var socialDistricts: [SocialDistrict]
  public var sites: [Site]
  public var serviceTypes: [ServiceType]
  public var posts: [Post]
  /// What a reader of this configuration should know.
  public var notes: [Label]?

  public init(
    regions: [Region],
    municipalities: [Municipality],
    socialDistricts: [SocialDistrict],
    sites: [Site],
    serviceTypes: [ServiceType],
    posts: [Post],
    notes: [Label]? = nil
  ) {
    self.regions = regions
    self.municipalities = municipalities
    self.socialDistricts = socialDistricts
    self.sites = sites
    self.serviceTypes = serviceTypes
    self.posts = posts
    self.notes = notes
  }
}
