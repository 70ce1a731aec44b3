/// Something that has a state by name.
public protocol Stateful: Sendable {
  /// Its states.
  associatedtype State: RawRepresentable<String> & CaseIterable & Codable & Hashable & Sendable
}

extension Staff: Stateful { public typealias State = StaffState }
extension Client: Stateful { public typealias State = ClientState }
extension Consent: Stateful { public typealias State = ConsentState }
extension Case: Stateful { public typealias State = CaseState }
extension Appointment: Stateful { public typealias State = AppointmentState }
extension Session: Stateful { public typealias State = SessionState }
extension Ticket: Stateful { public typealias State = TicketState }
extension Reminder: Stateful { public typealias State = ReminderState }

/// What a change left behind: which thing, its new revision and state; nothing personal.
public struct Receipt<Of: Stateful>: Codable, Sendable, Equatable {
  /// Which thing.
  public var id: ID<Of>
  /// Its revision now; everything begins with 1.
  public var rev: Int
  public var state: Of.State

  public init(id: ID<Of>, rev: Int, state: Of.State) {
    self.id = id
    self.rev = rev
    self.state = state
  }
}

/// What the making of a thing left behind, with the number that people will say.
public struct NumberedReceipt<Of: Stateful & Nameable>: Codable, Sendable, Equatable {
  public var id: ID<Of>
  public var number: Of.Name
  public var rev: Int
  public var state: Of.State

  public init(id: ID<Of>, number: Of.Name, rev: Int, state: Of.State) {
    self.id = id
    self.number = number
    self.rev = rev
    self.state = state
  }
}
