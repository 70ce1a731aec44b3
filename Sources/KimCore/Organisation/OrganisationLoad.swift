import KimAPI

extension OrganisationLoad: WriteHandler {
  static func run(_ params: Params, in context: inout WriteContext) throws -> Output {
    // Which site lies where decides who reaches it.
    try StaffRules.checkAdministration(in: context)
    let given = params.organisation
    try OrganisationRules.check(given)
    var changed: [String] = []
    do {
      try put(given.regions.map(RegionRecord.init), "regions", &changed, &context)
      try put(
        given.municipalities.map(MunicipalityRecord.init),
        "municipalities",
        &changed,
        &context
      )
      try put(
        given.socialDistricts.map(SocialDistrictRecord.init),
        "socialDistricts",
        &changed,
        &context
      )
      try put(given.sites.map(SiteRecord.init), "sites", &changed, &context)
      try putHours(given.sites, &changed, &context)
      try put(given.serviceTypes.map(ServiceTypeRecord.init), "serviceTypes", &changed, &context)
      try put(given.posts.map(PostRecord.init), "posts", &changed, &context)
    } catch EngineError.dangling {
      throw Fault.invalidValue("organisation", "an entry names another that does not exist")
    }
    try putNotes(given.notes ?? [], &changed, &context)
    if !changed.isEmpty { try context.organisationChanged(changed) }
    return try counts(context)
  }

  /// Inserts what is new and changes what differs; equal rows are left alone.
  private static func put<R: Record & Equatable>(
    _ rows: [R],
    _ part: String,
    _ changed: inout [String],
    _ context: inout WriteContext
  ) throws {
    for row in rows {
      let old = try context.find(R.self, row.id)
      guard old != row else { continue }
      if old == nil { try context.insert(plain: row) } else { try context.replace(plain: row) }
      if changed.last != part { changed.append(part) }
    }
  }

  private static func putHours(
    _ sites: [Site],
    _ changed: inout [String],
    _ context: inout WriteContext
  ) throws {
    for site in sites {
      let old = try context.hours(of: site.id).map { ConsultationHours($0) }
      let new = site.hours.sorted(by: OrganisationRules.isEarlier)
      guard old != new else { continue }
      try context.execute("DELETE FROM consultationHours WHERE site=?", [site.id])
      for (position, hours) in new.enumerated() {
        try context.execute(
          """
          INSERT INTO consultationHours(site,position,weekday,start,"end",kind,staff)
          VALUES(?,?,?,?,?,?,?)
          """,
          [
            site.id, position, hours.weekday, hours.from, hours.to, hours.kind,
            hours.staff.map { try staff(of: $0, at: site.id, context) }?.column ?? Value.null,
          ]
        )
      }
      if changed.last != "hours" { changed.append("hours") }
    }
  }

  /// Who sits there by their login, which must be an active member of staff's.
  private static func staff(
    of login: Token,
    at site: Slug<Site>,
    _ context: borrowing WriteContext
  ) throws(Fault) -> ID<Staff> {
    let known = context.roster.staff(login)
    guard let known else {
      throw .invalidValue(
        "sites.\(site.text).hours",
        "no active member of staff has the login \(login.text)"
      )
    }
    return known
  }

  private static func putNotes(
    _ notes: [Label],
    _ changed: inout [String],
    _ context: inout WriteContext
  ) throws {
    let old = try context.organisationNotes()
    guard !notes.isEmpty, old != notes else { return }
    try context.execute("DELETE FROM organisationNote")
    for (position, note) in notes.enumerated() {
      try context.execute(
        "INSERT INTO organisationNote(position,text) VALUES(?,?)",
        [position, note]
      )
    }
    changed.append("notes")
  }

  private static func counts(_ context: borrowing WriteContext) throws -> Output {
    func count(_ table: String, _ context: borrowing WriteContext) throws -> Int {
      try context.value(Int.self, "SELECT count(*) FROM \(table)") ?? 0
    }
    return Output(
      regions: try count(RegionRecord.table, context),
      municipalities: try count(MunicipalityRecord.table, context),
      socialDistricts: try count(SocialDistrictRecord.table, context),
      sites: try count(SiteRecord.table, context),
      serviceTypes: try count(ServiceTypeRecord.table, context),
      posts: try count(PostRecord.table, context)
    )
  }
}
