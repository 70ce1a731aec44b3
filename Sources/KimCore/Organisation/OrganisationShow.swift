import KimAPI

extension OrganisationShow: ReadHandler {
  static func run(_ params: Params, in context: borrowing ReadContext) throws -> Organisation {
    let limit = OrganisationRules.entriesMax
    func all<R: Record>(_ type: R.Type, _ context: borrowing ReadContext) throws -> [R] {
      try context.fetchAll(type, "SELECT * FROM \(R.table) ORDER BY id LIMIT ?", [limit])
    }
    var sites: [Site] = []
    for row in try all(SiteRecord.self, context) {
      sites.append(Site(row, hours: try context.hours(of: row.id).map { ConsultationHours($0) }))
    }
    return Organisation(
      regions: try all(RegionRecord.self, context).map { .init(id: $0.id, name: $0.name) },
      municipalities: try all(MunicipalityRecord.self, context).map(Municipality.init),
      socialDistricts: try all(SocialDistrictRecord.self, context).map(SocialDistrict.init),
      sites: sites,
      serviceTypes: try all(ServiceTypeRecord.self, context).map(ServiceType.init),
      posts: try all(PostRecord.self, context).map(Post.init),
      notes: try context.organisationNotes()
    )
  }
}
