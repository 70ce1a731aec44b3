import KimAPI

/// What an organisation must be beyond the shape of its parts.
enum OrganisationRules {
  /// How many entries a list of it may hold; an office of a Kreis has dozens.
  static let entriesMax = 1000
  /// Municipalities and sites: a list goes along each of them in one statement, which takes five hundred branches.
  static let municipalitiesMax = 80
  static let sitesMax = 400

  static func check(_ organisation: Organisation) throws(Fault) {
    try unique(organisation.regions.map(\.id.text), "regions")
    try unique(
      organisation.municipalities.map(\.id.text),
      "municipalities",
      max: municipalitiesMax
    )
    try unique(organisation.socialDistricts.map(\.id.text), "socialDistricts")
    try unique(organisation.sites.map(\.id.text), "sites", max: sitesMax)
    try unique(organisation.serviceTypes.map(\.id.text), "serviceTypes")
    try unique(organisation.posts.map(\.id.text), "posts")
    for site in organisation.sites { try check(site) }
    for type in organisation.serviceTypes {
      guard (5...480).contains(type.durationMinutes), type.durationMinutes % 5 == 0 else {
        throw .invalidValue(
          "serviceTypes.\(type.id.text).durationMinutes",
          "a multiple of 5 from 5 to 480"
        )
      }
    }
    for post in organisation.posts where !(1...10_000).contains(post.fteHundredths) {
      throw .invalidValue("posts.\(post.id.text).fteHundredths", "1 to 10000")
    }
  }

  private static func check(_ site: Site) throws(Fault) {
    try unique(site.rooms.map(\.text), "sites.\(site.id.text).rooms")
    try unique(site.desks.map(\.text), "sites.\(site.id.text).desks")
    guard site.hours.count <= entriesMax else {
      throw .invalidValue("sites.\(site.id.text).hours", "at most \(entriesMax) spans")
    }
    let hours = site.hours.sorted(by: isEarlier)
    for span in hours where span.from >= span.to {
      throw .invalidValue("sites.\(site.id.text).hours", "each span begins before it ends")
    }
    for own in Dictionary(grouping: hours, by: \.staff).values {
      for (span, next) in zip(own, own.dropFirst())
      where span.weekday == next.weekday && next.from < span.to {
        throw .invalidValue(
          "sites.\(site.id.text).hours",
          "spans of a day do not overlap unless others sit there"
        )
      }
    }
  }

  private static func unique(
    _ words: [String],
    _ field: String,
    max: Int = entriesMax
  ) throws(Fault) {
    guard words.count <= max else { throw .invalidValue(field, "at most \(max) entries") }
    guard Set(words).count == words.count else { throw .invalidValue(field, "no entry twice") }
  }

  /// Monday first, then by the clock, then by who sits there.
  static func isEarlier(_ left: ConsultationHours, _ right: ConsultationHours) -> Bool {
    (left.weekday.index, left.from, left.staff?.text ?? "")
      < (right.weekday.index, right.from, right.staff?.text ?? "")
  }
}

extension Weekday {
  /// 0 for Monday.
  var index: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
