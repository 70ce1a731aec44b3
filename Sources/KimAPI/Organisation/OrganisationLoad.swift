/// Loads the organisation of the office, adding what is new and changing what differs.
///
/// Loading the same file twice changes nothing the second time.
public enum OrganisationLoad: WriteMethod {
  public static let name = "organisation.load"
  public static let permission = Permission.organisationWrite
  public static let summary =
    "Loads the organisation of the office, adding what is new and changing what differs."

  public struct Params: Codable, Sendable, Equatable {
    /// What is to be; entries that are stored and missing here stay.
    public var organisation: Organisation

    public init(organisation: Organisation) { self.organisation = organisation }
  }

  public struct Output: Codable, Sendable, Equatable {
    /// Regions stored afterwards.
    public var regions: Int
    /// Municipalities stored afterwards.
    public var municipalities: Int
    /// Social districts stored afterwards.
    public var socialDistricts: Int
    /// Sites stored afterwards.
    public var sites: Int
    /// Service types stored afterwards.
    public var serviceTypes: Int
    /// Posts stored afterwards.
    public var posts: Int

    public init(
      regions: Int,
      municipalities: Int,
      socialDistricts: Int,
      sites: Int,
      serviceTypes: Int,
      posts: Int
    ) {
      self.regions = regions
      self.municipalities = municipalities
      self.socialDistricts = socialDistricts
      self.sites = sites
      self.serviceTypes = serviceTypes
      self.posts = posts
    }
  }
}
