import KimAPI

extension Roster {
  /// Reads staff and organisation.
  init(_ engine: any Engine, ownUid: UInt32, at now: Timestamp) throws {
    self.init(ownUid: ownUid)
    try engine.rows("SELECT id,region,name FROM municipality ORDER BY id", []) { row in
      let municipality: Slug<Municipality> = try row.required(0)
      regions[try row.required(1), default: []].append(municipality)
      municipalities[municipality] = try row.required(2)
      return true
    }
    try engine.rows("SELECT id,municipality FROM socialDistrict", []) { row in
      socialDistricts[try row.required(0)] = try row.required(1)
      return true
    }
    try engine.rows("SELECT id,name,municipality,socialDistrict FROM site", []) { row in
      sites[try row.required(0)] = Location(
        name: try row.required(1),
        municipality: try row.required(2),
        socialDistrict: row[3]
      )
      return true
    }
    try engine.rows("SELECT id,name FROM serviceType", []) { row in
      serviceTypes[try row.required(0)] = try row.required(1)
      return true
    }
    try engine.rows("SELECT * FROM staff ORDER BY id", []) { row in
      add(try row.decode(StaffRecord.self))
      return true
    }
    try engine.rows("SELECT * FROM standing WHERE until>? ORDER BY until", [now.column]) { row in
      let standing = try row.decode(StandingRecord.self)
      standings[standing.staff, default: []].append(standing)
      return true
    }
  }
}
