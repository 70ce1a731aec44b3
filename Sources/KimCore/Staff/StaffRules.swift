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

  /// The grants that somebody is to hold, nil where nothing is said of them: each role with a place of its own, or the
  /// short form, roles that share one.
  ///
  /// What they hold completes a place without roles and roles without a place.
  static func grants(
    _ own: [Grant]?,
    shared: Grants,
    of held: [Grant] = [],
    in context: borrowing WriteContext
  ) throws -> [Grant]? {
    guard let own else {
      // A place that no role takes is a place all the same, and may be misspelt.
      try check(shared.municipalities, shared.socialDistricts, in: context)
      return try shared.spread(over: held).map { try check($0, in: context) }
    }
    guard shared.isEmpty else {
      throw Fault.invalidValue("grants", "either grants or roles with a place they share")
    }
    for grant in own where !grant.role.hasPlace && Grants(grant).hasPlace {
      throw Fault.invalidValue("grants", "\(grant.role.rawValue) has no place of its own")
    }
    return try check(own, in: context)
  }

  private static func check(
    _ grants: [Grant],
    in context: borrowing WriteContext
  ) throws -> [Grant] {
    guard !grants.isEmpty else { throw Fault.invalidValue("roles", "at least one") }
    guard Set(grants.map(\.role)).count == grants.count else {
      throw Fault.invalidValue("roles", "none twice")
    }
    for grant in grants { try check(grant.municipalities, grant.socialDistricts, in: context) }
    return grants
  }

  private static func check(
    _ municipalities: [Slug<Municipality>]?,
    _ districts: [Slug<SocialDistrict>]?,
    in context: borrowing WriteContext
  ) throws(Fault) {
    guard municipalities?.allSatisfy({ context.roster.municipalities[$0] != nil }) ?? true else {
      throw .notFound("municipality")
    }
    guard districts?.allSatisfy({ context.roster.socialDistricts[$0] != nil }) ?? true else {
      throw .notFound("socialDistrict")
    }
  }

  /// Once somebody may approve, an operator changes no rights by itself.
  ///
  /// Whoever lost their last administrator names a new one with `kimd recover`, which stops nobody who holds the server but
  /// lets nobody do it unseen.
  static func checkAdministration(in context: borrowing WriteContext) throws {
    let isOperator = context.caller.roles.allSatisfy { $0 == .operator }
    guard isOperator, context.roster.hasAdministrator else { return }
    throw Fault(
      .approvalRequired,
      "there is a kim_lead: ask one; where none is left, see `kimd recover --help`"
    )
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

/// Roles that share a place.
struct Grants {
  var roles: [Role]?
  var municipalities: [Slug<Municipality>]?
  var socialDistricts: [Slug<SocialDistrict>]?
  var everywhere: Bool?

  var hasPlace: Bool { municipalities != nil || socialDistricts != nil || everywhere != nil }
  var isEmpty: Bool { roles == nil && !hasPlace }

  /// A grant for each role, nil where nothing is said: the place goes to those that have one, and where none is said a
  /// role that is held keeps its own.
  func spread(over held: [Grant]) -> [Grant]? {
    guard !isEmpty else { return nil }
    return (roles ?? held.map(\.role)).map { role in
      guard role.hasPlace else { return Grant(role: role) }
      if !hasPlace, let own = held.first(where: { $0.role == role }) { return own }
      return Grant(
        role: role,
        municipalities: municipalities,
        socialDistricts: socialDistricts,
        everywhere: everywhere
      )
    }
  }
}

extension Grants {
  init(_ grant: Grant) {
    self.init(
      roles: [grant.role],
      municipalities: grant.municipalities,
      socialDistricts: grant.socialDistricts,
      everywhere: grant.everywhere
    )
  }
}
