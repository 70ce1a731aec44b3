import KimAPI

/// Where something counts: some municipalities and social districts, or the whole Kreis.
struct Place: Sendable, Equatable {
  private(set) var isEverywhere = false
  private(set) var municipalities: Set<Slug<Municipality>> = []
  private(set) var socialDistricts: Set<Slug<SocialDistrict>> = []

  /// Nowhere.
  static let none = Place()
  static let everywhere = Place(isEverywhere: true)

  private init(isEverywhere: Bool = false) { self.isEverywhere = isEverywhere }

  /// The place of a grant; a role without a place of its own counts everywhere.
  init(_ grant: Grant) {
    isEverywhere = !grant.role.hasPlace || grant.everywhere == true
    municipalities = Set(grant.municipalities ?? [])
    socialDistricts = Set(grant.socialDistricts ?? [])
  }

  mutating func formUnion(_ other: Place) {
    isEverywhere = isEverywhere || other.isEverywhere
    municipalities.formUnion(other.municipalities)
    socialDistricts.formUnion(other.socialDistricts)
  }

  /// Whether something of a municipality, and where it has one of a social district, lies here.
  func holds(_ municipality: Slug<Municipality>, _ district: Slug<SocialDistrict>? = nil) -> Bool {
    isEverywhere || names(municipality, district)
  }

  /// Whether a municipality or district was granted by name: whoever works in the whole Kreis sits nowhere.
  func names(_ municipality: Slug<Municipality>, _ district: Slug<SocialDistrict>?) -> Bool {
    municipalities.contains(municipality) || district.map { socialDistricts.contains($0) } ?? false
  }

  /// The rows of a table that lie here, by its columns `municipality` and `socialDistrict`.
  func predicate(of table: String) -> Predicate {
    if isEverywhere { return .all }
    return .in("\(table).municipality", municipalities.sorted())
      || .in("\(table).socialDistrict", socialDistricts.sorted())
  }
}
