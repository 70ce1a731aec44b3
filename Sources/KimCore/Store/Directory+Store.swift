import KimAPI

extension Directory {
  /// Works out the active staff with their scopes.
  init(_ engine: any Engine, ownUid: UInt32) throws {
    self.init(ownUid: ownUid)
    var regions: [Slug<Region>: [Slug<Municipality>]] = [:]
    try engine.rows("SELECT id,region FROM municipality ORDER BY id", []) { row in
      let municipality: Slug<Municipality> = try row.required(0)
      municipalities.insert(municipality)
      regions[try row.required(1), default: []].append(municipality)
      return true
    }
    try engine.rows("SELECT * FROM staff WHERE state='active'", []) { row in
      let staff = try row.decode(StaffRecord.self)
      add(staff, reaching: staff.reach(regions))
      return true
    }
  }
}
