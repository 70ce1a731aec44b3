import KimAPI

/// What holds for staff beyond the shape of a row.
enum StaffRules {
  /// The longest login in bytes: a cursor of the list of staff holds one.
  static let loginMax = 48

  static func check(login: Token) throws(Fault) {
    guard login.text.utf8.count <= loginMax else {
      throw .invalidValue("login", "at most \(loginMax) bytes")
    }
  }

  static func check(roles: [Role]) throws(Fault) {
    guard !roles.isEmpty else { throw .invalidValue("roles", "at least one") }
    guard Set(roles).count == roles.count else { throw .invalidValue("roles", "none twice") }
  }

  static func check(region: Slug<Region>?, in context: borrowing WriteContext) throws {
    guard let region else { return }
    guard try context.find(RegionRecord.self, region) != nil else {
      throw Fault.notFound("region")
    }
  }

  /// Whoever grants rights grants none to themselves (BSI ORP.4.A4); the first member of staff is the exception, for
  /// somebody must begin.
  static func checkNotOneself(_ uid: UInt32, in context: borrowing WriteContext) throws {
    guard uid == context.caller.uid else { return }
    guard try context.value(Int.self, "SELECT 1 FROM staff LIMIT 1") != nil else { return }
    throw Fault(.forbidden, "nobody changes their own rights: ask a colleague")
  }
}
