/// Something that has a state by name.
public protocol Stateful: Sendable {
  /// Its states.
  associatedtype State: RawRepresentable<String> & CaseIterable & Codable & Hashable & Sendable
}

extension Staff: Stateful {
  /// Works here or not.
  public typealias State = StaffState
}
extension Client: Stateful {
  /// How much is known.
  public typealias State = ClientState
}
extension Consent: Stateful {
  /// In force or not.
  public typealias State = ConsentState
}
extension Case: Stateful {
  /// Where it stands.
  public typealias State = CaseState
}
extension Appointment: Stateful {
  /// Where it stands.
  public typealias State = AppointmentState
}
extension Session: Stateful {
  /// Where it stands.
  public typealias State = SessionState
}
extension Ticket: Stateful {
  /// Where it stands.
  public typealias State = TicketState
}
extension Reminder: Stateful {
  /// Where it stands.
  public typealias State = ReminderState
}

/// What a change left behind: which thing, its new revision and state; nothing personal.
public struct Receipt<Of: Stateful>: Codable, Sendable, Equatable {
  /// Which thing.
  public var id: ID<Of>
  /// Its revision now.
  public var rev: Int
  /// Its state now.
  public var state: Of.State

  /// A receipt.
  public init(id: ID<Of>, rev: Int, state: Of.State) {
    self.id = id
    self.rev = rev
    self.state = state
  }
}
