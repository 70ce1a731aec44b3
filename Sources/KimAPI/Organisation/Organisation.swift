/// The whole organisation of an office, as `clients/examples/kreis-paderborn.json` shows it.
public struct Organisation: Codable, Sendable, Equatable {
  /// Regions.
  public var regions: [Region]
  /// Municipalities.
  public var municipalities: [Municipality]
  /// Social districts.
  public var socialDistricts: [SocialDistrict]
  /// Sites with weekly hours.
  public var sites: [Site]
  /// What people come for.
  public var serviceTypes: [ServiceType]
  /// The plan of posts.
  public var posts: [Post]
  /// What a reader of this configuration should know.
  public var notes: [Label]?

  /// All fields; what is optional may be left out.
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
