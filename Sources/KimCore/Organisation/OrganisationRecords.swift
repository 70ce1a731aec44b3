import KimAPI

struct RegionRecord: Record, Equatable {
  static let table = "region"
  var id: Slug<Region>
  var name: Label
}

struct MunicipalityRecord: Record, Equatable {
  static let table = "municipality"
  var id: Slug<Municipality>
  var name: Label
  var region: Slug<Region>
}

struct SocialDistrictRecord: Record, Equatable {
  static let table = "socialDistrict"
  var id: Slug<SocialDistrict>
  var name: Label
  var municipality: Slug<Municipality>
}

struct SiteRecord: Record, Equatable {
  static let table = "site"
  var id: Slug<Site>
  var name: Label
  var municipality: Slug<Municipality>
  var socialDistrict: Slug<SocialDistrict>?
  var rooms: [Label]
  var desks: [Label]
  var queueLetter: QueueLetter?
}

/// A span of hours with the login of who sits there, which is the staff's own column.
struct HoursRecord: Decodable, Sendable {
  let weekday: Weekday
  let start: TimeOfDay
  let end: TimeOfDay
  let kind: HoursKind
  let staff: ID<Staff>?
  let login: Token?
}

struct ServiceTypeRecord: Record, Equatable {
  static let table = "serviceType"
  var id: Slug<ServiceType>
  var name: Label
  var durationMinutes: Int
}

struct PostRecord: Record, Equatable {
  static let table = "post"
  var id: Slug<Post>
  var component: FundingComponent
  var function: PostFunction
  var name: Label
  var fteHundredths: Int
  var employer: Label?
  var municipality: Slug<Municipality>?
  var region: Slug<Region>?
  var socialDistrict: Slug<SocialDistrict>?
  var state: PostState
}
