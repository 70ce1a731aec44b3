import KimAPI

/// Who asks: the uid from the kernel, the rest from the store at this request.
package struct Caller: Sendable, Equatable {
  /// User id, as `SO_PEERCRED` told it when the connection was accepted.
  package let uid: UInt32
  /// Login name of the member of staff.
  let login: String?
  /// Member of staff.
  let staff: ID<Staff>?
  /// Roles with their places, those of an operator included.
  let grants: [Grant]
  /// The municipalities of the region in which they work.
  let team: [Slug<Municipality>]
  private let held: Set<Role>
  private let places: [Permission: Place]

  init(
    uid: UInt32,
    login: String? = nil,
    staff: ID<Staff>? = nil,
    grants: [Grant],
    team: [Slug<Municipality>] = []
  ) {
    self.uid = uid
    self.login = login
    self.staff = staff
    self.grants = grants
    self.team = team
    held = Set(grants.map(\.role))
    var places: [Permission: Place] = [.connect: .everywhere]
    for grant in grants {
      for permission in Rights.of(grant.role) {
        places[permission, default: .none].formUnion(Place(grant))
      }
    }
    self.places = places
  }

  /// The roles, each once.
  var roles: [Role] {
    grants.map(\.role).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  func holds(_ role: Role) -> Bool { held.contains(role) }

  /// Whether some role grants a permission, wherever.
  func may(_ permission: Permission) -> Bool { places[permission] != nil }

  /// Where a permission counts: the places of those roles alone that grant it, so that none widens another.
  func place(of permission: Permission) -> Place { places[permission] ?? .none }

  /// Whether a role is held somewhere: one that works at a place and has none reaches nothing.
  func works(as role: Role) -> Bool { holds(role) && place(of: role) != .none }

  /// Where a role counts.
  func place(of role: Role) -> Place {
    grants.reduce(into: .none) { if $1.role == role { $0.formUnion(Place($1)) } }
  }
}

/// A question to the store: who asks, with which right, when and why.
///
/// Rights that end by themselves end because time is part of the question.
struct Asker: Sendable {
  let caller: Caller
  /// What the method needs.
  let permission: Permission
  let now: Timestamp
  /// Rights out of the ordinary that have not ended; some may not have begun.
  var standings: [StandingRecord] = []
  /// Why, as the caller said it.
  var reason: Label?

  /// Where the asker works with the right that the method needs.
  var place: Place { caller.place(of: permission) }
}
