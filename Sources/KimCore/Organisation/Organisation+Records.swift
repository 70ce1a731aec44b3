import KimAPI

extension RegionRecord {
  init(_ region: Region) { self.init(id: region.id, name: region.name) }
}

extension MunicipalityRecord {
  init(_ municipality: Municipality) {
    self.init(id: municipality.id, name: municipality.name, region: municipality.region)
  }
}

extension Municipality {
  init(_ row: MunicipalityRecord) { self.init(id: row.id, name: row.name, region: row.region) }
}

extension SocialDistrictRecord {
  init(_ district: SocialDistrict) {
    self.init(id: district.id, name: district.name, municipality: district.municipality)
  }
}

extension SocialDistrict {
  init(_ row: SocialDistrictRecord) {
    self.init(id: row.id, name: row.name, municipality: row.municipality)
  }
}

extension SiteRecord {
  init(_ site: Site) {
    self.init(
      id: site.id,
      name: site.name,
      municipality: site.municipality,
      socialDistrict: site.socialDistrict,
      rooms: site.rooms,
      desks: site.desks,
      queueLetter: site.queueLetter
    )
  }
}

extension Site {
  init(_ row: SiteRecord, hours: [ConsultationHours]) {
    self.init(
      id: row.id,
      name: row.name,
      municipality: row.municipality,
      socialDistrict: row.socialDistrict,
      rooms: row.rooms,
      desks: row.desks,
      queueLetter: row.queueLetter,
      hours: hours
    )
  }
}

extension ServiceTypeRecord {
  init(_ type: ServiceType) {
    self.init(id: type.id, name: type.name, durationMinutes: type.durationMinutes)
  }
}

extension ServiceType {
  init(_ row: ServiceTypeRecord) {
    self.init(id: row.id, name: row.name, durationMinutes: row.durationMinutes)
  }
}

extension PostRecord {
  init(_ post: Post) {
    self.init(
      id: post.id,
      component: post.component,
      function: post.function,
      name: post.name,
      fteHundredths: post.fteHundredths,
      employer: post.employer,
      municipality: post.municipality,
      region: post.region,
      socialDistrict: post.socialDistrict,
      state: post.state
    )
  }
}

extension Post {
  init(_ row: PostRecord) {
    self.init(
      id: row.id,
      component: row.component,
      function: row.function,
      name: row.name,
      fteHundredths: row.fteHundredths,
      employer: row.employer,
      municipality: row.municipality,
      region: row.region,
      socialDistrict: row.socialDistrict,
      state: row.state
    )
  }
}

extension ConsultationHours {
  init(_ row: HoursRecord) {
    self.init(
      weekday: row.weekday,
      from: row.start,
      to: row.end,
      kind: row.kind,
      staff: row.login
    )
  }
}

extension StoreContext where Self: ~Copyable {
  /// The weekly hours of a site, Monday first.
  borrowing func hours(of site: Slug<Site>) throws -> [HoursRecord] {
    try fetchAll(
      HoursRecord.self,
      """
      SELECT h.weekday,h.start,h."end",h.kind,h.staff,s.login FROM consultationHours h
      LEFT JOIN staff s ON s.id=h.staff WHERE h.site=? ORDER BY h.position LIMIT ?
      """,
      [site, OrganisationRules.entriesMax]
    )
  }

  /// What a reader of the configuration should know.
  borrowing func organisationNotes() throws -> [Label] {
    try values(Label.self, "SELECT text FROM organisationNote ORDER BY position LIMIT 1000")
  }

  /// A site that the caller may know of, or `not_found`.
  borrowing func site(_ id: Slug<Site>) throws -> SiteRecord {
    guard let site = try find(SiteRecord.self, id),
      asker.place.holds(site.municipality, site.socialDistrict)
    else { throw Fault.notFound("site") }
    trail.relation(.place)
    return site
  }

  /// What people come for, or `not_found`.
  borrowing func serviceType(_ id: Slug<ServiceType>) throws -> ServiceTypeRecord {
    guard let type = try find(ServiceTypeRecord.self, id) else {
      throw Fault.notFound("serviceType")
    }
    return type
  }

  /// A municipality in which the asker works, in all of it or in a district, or `not_found`.
  @discardableResult
  borrowing func municipality(_ id: Slug<Municipality>) throws -> Slug<Municipality> {
    guard roster.municipalities[id] != nil, asker.place.holds(id) || !districts(of: id).isEmpty
    else { throw Fault.notFound("municipality") }
    trail.relation(.place)
    return id
  }

  /// The social districts of a municipality that were granted one by one.
  borrowing func districts(of id: Slug<Municipality>) -> [Slug<SocialDistrict>] {
    asker.place.socialDistricts.filter { roster.socialDistricts[$0] == id }.sorted()
  }
}
