/// A role with the place at which it counts.
///
/// A role that works at a place (`case_manager`, `front_desk`, `coordinator_city`) reaches nothing without one; the whole
/// Kreis is asked for aloud. All other roles reach the Kreis.
public struct Grant: Codable, Sendable, Equatable {
  public var role: Role
  /// Municipalities where it counts.
  public var municipalities: [Slug<Municipality>]?
  /// Social districts where it counts, for cities that are cut into some.
  public var socialDistricts: [Slug<SocialDistrict>]?
  /// Whether it counts in the whole Kreis.
  public var everywhere: Bool?

  public init(
    role: Role,
    municipalities: [Slug<Municipality>]? = nil,
    socialDistricts: [Slug<SocialDistrict>]? = nil,
    everywhere: Bool? = nil
  ) {
    self.role = role
    self.municipalities = municipalities
    self.socialDistricts = socialDistricts
    self.everywhere = everywhere
  }
}

extension Role {
  /// Whether the role works at a place and reaches nothing without one.
  public var hasPlace: Bool {
    switch self {
    case .caseManager, .frontDesk, .coordinatorCity: true
    default: false
    }
  }
}
