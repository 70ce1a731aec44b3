import GRDB
import KimAPI

extension Directory {
  /// Works out the active staff with their scopes.
  init(_ engine: any Engine, ownUid: UInt32) throws {
    self.init(ownUid: ownUid)
    var regions: [Slug<Region>: [Slug<Municipality>]] = [:]
    try engine.rows("SELECT id,region FROM municipality ORDER BY id", []) { row in
      regions[row[1], default: []].append(row[0])
      return true
    }
    try engine.rows("SELECT * FROM staff WHERE state='active'", []) { row in
      let staff = try StaffRecord(row: row)
      add(staff, reaching: staff.reach(regions))
      return true
    }
  }
}
