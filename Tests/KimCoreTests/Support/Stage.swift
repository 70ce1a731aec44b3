import KimAPI
import KimTestSupport
import Testing

@testable import KimCore

/// Brings a thing of a machine into each of its states, and asks it for each method of its table.
final class Stage {
  /// Methods that choose the thing themselves instead of being told it.
  static let choosing: Set<String> = [TicketCallNext.name, ReminderLease.name]

  let hall: Hall
  private let noun: String
  private var id = ""

  init(_ office: Office, _ noun: String) async throws {
    hall = Hall(office)
    self.noun = noun
  }

  /// Where the thing stands now.
  func state() async throws -> String { try await value("state") }

  /// Brings a new thing into a state: by calls, or past the rules where no call leads there yet.
  func bring(to state: String) async throws {
    switch noun {
    case "appointment": try await appointment(#require(AppointmentState(rawValue: state)))
    case "case": try await `case`(#require(CaseState(rawValue: state)))
    case "consent": try await consent(#require(ConsentState(rawValue: state)))
    case "reminder": try await reminder(#require(ReminderState(rawValue: state)))
    case "session": try await session(#require(SessionState(rawValue: state)))
    case "ticket": try await ticket(#require(TicketState(rawValue: state)))
    default: Issue.record("nobody brings a \(noun) anywhere")
    }
    #expect(try await self.state() == state)
    try await StoredWordsTests.readAll(hall.office)
  }

  /// Asks the thing for a method.
  func ask(_ method: String) async throws {
    switch noun {
    case "appointment": try await askAppointment(method)
    case "case": try await askCase(method)
    case "consent": try await hall.office.call(ConsentWithdraw.self, .init(id: named()))
    case "reminder": try await askReminder(method)
    case "session": try await askSession(method)
    default: try await askTicket(method)
    }
  }

  /// A column of the thing's row as text.
  private func value(_ column: String) async throws -> String {
    let id = try #require(ID<Stage>(id))
    let table = noun == "case" ? "\"case\"" : noun
    let writer = try #require(hall.office.desk.writer)
    return try await writer.read {
      try $0.value(String.self, "SELECT \(column) FROM \(table) WHERE id=?", [id]) ?? ""
    }
  }

  private func named<Of>(_ type: Of.Type = Of.self) throws -> ID<Of> { try #require(ID<Of>(id)) }
  private func rev() async throws -> Int { try #require(Int(await value("CAST(rev AS TEXT)"))) }
  private func unknown(_ method: String) { Issue.record("nobody asks a \(noun) for \(method)") }
}

// MARK: Appointments

extension Stage {
  private func appointment(_ state: AppointmentState) async throws {
    let booked = try await hall.book("2026-11-23T10:00", client: hall.client())
    id = booked.id.text
    switch state {
    case .booked: break
    case .arrived: try await askAppointment(AppointmentCheckIn.name)
    case .inService: try await serve([TicketStart.name])
    case .completed: try await serve([TicketStart.name, TicketFinish.name])
    case .left: try await serve([TicketNoShow.name])
    case .rescheduled: try await askAppointment(AppointmentReschedule.name)
    case .cancelled: try await askAppointment(AppointmentCancel.name)
    case .noShow:
      hall.office.world.advance(seconds: 3600)
      try await askAppointment(AppointmentNoShow.name)
    }
  }

  /// Takes the ticket of the appointment, which is the only one, through some steps.
  private func serve(_ steps: [String]) async throws {
    let stage = try await Stage(hall.office, "ticket")
    let ticket = try await hall.ticket(openSession(), appointment: named())
    stage.id = ticket.id.text
    for step in [TicketCallNext.name] + steps { try await stage.askTicket(step) }
  }

  private func askAppointment(_ method: String) async throws {
    let id: ID<Appointment> = try named()
    let rev = try await rev()
    let office = hall.office
    switch method {
    case AppointmentCheckIn.name:
      try await office.call(AppointmentCheckIn.self, .init(id: id, ifRev: rev))
    case AppointmentReschedule.name:
      let start = try Hall.at("2026-11-24T10:00")
      try await office.call(
        AppointmentReschedule.self,
        .init(id: .id(id), ifRev: rev, start: start)
      )
    case AppointmentCancel.name:
      try await office.call(AppointmentCancel.self, .init(id: .id(id), ifRev: rev, by: .client))
    case AppointmentNoShow.name:
      try await office.call(AppointmentNoShow.self, .init(id: id, ifRev: rev))
    case TicketIssue.name: try await hall.ticket(openSession(), appointment: id)
    default: unknown(method)
    }
  }
}

// MARK: Cases, consents

extension Stage {
  private func `case`(_ state: CaseState) async throws {
    id = try await hall.openCase(hall.client()).id.text
    switch state {
    case .intake: break
    case .closed: try await askCase(CaseClose.name)
    case .assessment, .referralCounselling, .accompaniment, .evaluation:
      try await hall.execute("UPDATE \"case\" SET state='\(state.rawValue)'")
    }
  }

  private func askCase(_ method: String) async throws {
    let id: ID<Case> = try named()
    let office = hall.office
    switch method {
    case CaseNote.name:
      try await office.call(CaseNote.self, .init(id: .id(id), text: personal("Probe")))
    case CaseClose.name:
      try await office.call(
        CaseClose.self,
        .init(id: .id(id), ifRev: rev(), reason: .movedAway)
      )
    case AppointmentBook.name:
      let start = try Hall.at("2026-11-24T10:00")
      let params = AppointmentBook.Params(
        site: Hall.nord,
        serviceType: Hall.advice,
        start: start,
        case: .id(id)
      )
      try await office.call(AppointmentBook.self, params)
    default: unknown(method)
    }
  }

  private func consent(_ state: ConsentState) async throws {
    id = try await hall.consent(hall.client(consents: false)).id.text
    if state == .withdrawn { try await ask(ConsentWithdraw.name) }
  }
}

// MARK: Reminders

extension Stage {
  private func reminder(_ state: ReminderState) async throws {
    let booked = try await hall.book("2026-11-23T10:00", client: hall.client())
    id = try #require(try await hall.reminders().first).id.text
    switch state {
    case .scheduled: break
    case .leased: try await askReminder(ReminderLease.name)
    case .sent:
      try await askReminder(ReminderLease.name)
      try await askReminder(ReminderAck.name)
    case .cancelled: try await hall.cancel(booked)
    case .dead:
      hall.office.world.advance(seconds: 3600)
      try await askReminder(ReminderLease.name)
    }
  }

  private func askReminder(_ method: String) async throws {
    let token = Token(try await value("COALESCE(token,'')")) ?? .sample
    let office = hall.office
    switch method {
    case ReminderLease.name: _ = try await hall.lease()
    case ReminderAck.name:
      let params = ReminderAck.Params(id: try named(), token: token)
      try await office.call(ReminderAck.self, params, as: .automat)
    case ReminderFail.name:
      let params = ReminderFail.Params(id: try named(), token: token, reason: try personal("x"))
      try await office.call(ReminderFail.self, params, as: .automat)
    default: unknown(method)
    }
  }
}

// MARK: Sessions, tickets

extension Stage {
  private func session(_ state: SessionState) async throws {
    id = try await hall.session().text
    switch state {
    case .open: break
    case .closed: try await askSession(SessionClose.name)
    case .settled:
      try await askSession(SessionClose.name)
      try await askSession(SessionSettle.name)
    }
  }

  private func askSession(_ method: String) async throws {
    let office = hall.office
    switch method {
    case SessionClose.name: try await office.call(SessionClose.self, .init(id: named()))
    case SessionSettle.name: try await office.call(SessionSettle.self, .init(id: named()))
    case TicketIssue.name: try await hall.ticket(named())
    case TicketCallNext.name: _ = try await hall.callNext(named())
    default: unknown(method)
    }
  }

  private func ticket(_ state: TicketState) async throws {
    let session = try await openSession()
    id = try await hall.ticket(session).id.text
    switch state {
    case .waiting: break
    case .called: try await askTicket(TicketCallNext.name)
    case .inService:
      for method in [TicketCallNext.name, TicketStart.name] { try await askTicket(method) }
    case .served:
      for method in [TicketCallNext.name, TicketStart.name, TicketFinish.name] {
        try await askTicket(method)
      }
    case .noShow:
      for method in [TicketCallNext.name, TicketNoShow.name] { try await askTicket(method) }
    case .cancelled: try await askTicket(TicketCancel.name)
    case .expired:
      try await hall.office.call(SessionClose.self, .init(id: session))
      try await hall.office.call(SessionSettle.self, .init(id: session))
    }
  }

  private func askTicket(_ method: String) async throws {
    switch method {
    case TicketCallNext.name: _ = try await hall.callNext(openSession())
    case TicketRecall.name: try await hall.step(TicketRecall.self, named())
    case TicketStart.name: try await hall.step(TicketStart.self, named())
    case TicketFinish.name: try await hall.step(TicketFinish.self, named())
    case TicketNoShow.name: try await hall.step(TicketNoShow.self, named())
    case TicketCancel.name: try await hall.step(TicketCancel.self, named())
    default: unknown(method)
    }
  }

  /// The session of the day, opened where there is none.
  private func openSession() async throws -> ID<Session> {
    let known = try await hall.office.call(SessionList.self, .init(site: Hall.nord)).items.first
    if let known { return known.id }
    return try await hall.session()
  }
}
