import FoundationEssentials
import KimAPI
import KimTestSupport
import Testing

@testable import KimCore

/// One day of an office; it calls every method of the catalogue, and one that it leaves out fails it.
@Suite("A day of the office", .timeLimit(.minutes(2)))
struct StoryTests {
  /// The office of the day, which remembers what it was asked for.
  private final class Diary {
    let office: Office
    let connection = FakeConnection()
    private(set) var called: Set<String> = []

    init(_ office: Office) { self.office = office }

    @discardableResult
    func call<M: KimAPI.Method>(
      _ method: M.Type,
      _ params: M.Params,
      as person: Person = .manager
    ) async throws -> M.Output {
      called.insert(M.name)
      return try await office.call(method, params, as: person)
    }

    /// Calls on the connection of the display, for watches belong to one.
    func send<M: KimAPI.Method>(_ method: M.Type, _ params: M.Params) async throws -> JSON {
      called.insert(M.name)
      let reply = try await office.send(method, params, on: connection)
      let result = try #require(reply["result"], "\(M.name): \(reply.line)")
      #expect(method.outputShape.flaws(in: result).isEmpty)
      return result
    }
  }

  @Test func everyMethodIsCalledInIt() async throws {
    try await Office.openEmpty { office in
      let diary = Diary(office)
      try await setUp(diary)
      let watch = try await diary.send(WatchOpen.self, .init(topics: [.case, .ticket]))
      let client = try await meet(diary)
      let booked = try await arrange(diary, client)
      try await remind(diary, booked)
      try await consult(diary, client)
      try await part(diary, client)
      try await lookAfter(diary)
      let number = try #require(watch["watch"]?.integer)
      _ = await diary.connection.events(atLeast: 4)
      _ = try await diary.send(WatchClose.self, .init(watch: Int(number)))
      // Then nothing of the catalogue was left out.
      #expect(Set(Catalog.methods.map { $0.name }).subtracting(diary.called) == [])
    }
  }

  /// The operator sets the office up; the lead adds the staff and lets somebody go again.
  private func setUp(_ diary: Diary) async throws {
    let hello = try await diary.call(RpcHello.self, .init(), as: .daemon)
    #expect(hello.state == .ready)
    try await diary.call(OrganisationLoad.self, .init(organisation: .fixture), as: .daemon)
    #expect(try await diary.call(OrganisationShow.self, .init(), as: .daemon).sites.count == 2)
    for person in [Person.lead, .manager, .frontDesk, .officer, .automat, .colleague] {
      try await diary.call(
        StaffAdd.self,
        .init(
          login: valid(person.login),
          name: valid("Fixture \(person.login)"),
          roles: person.roles,
          municipalities: person.municipalities.compactMap { Slug($0) }
        ),
        // The first is the administrator, who adds the others.
        as: person == .lead ? .daemon : .lead
      )
    }
    let document = try await diary.call(RpcDiscover.self, .init())
    #expect((document.methods.items ?? []).count > 10)
    let colleague = try #require(
      try await diary.call(StaffList.self, .init(), as: .lead).items
        .first { $0.login.text == Person.colleague.login }
    )
    let renamed = try await diary.call(
      StaffUpdate.self,
      .init(id: .id(colleague.id), ifRev: colleague.rev, name: valid("Fixture Two")),
      as: .lead
    )
    #expect(try await diary.call(StaffShow.self, .init(id: .id(colleague.id))).rev == renamed.rev)
    let retired = try await diary.call(
      StaffRetire.self,
      .init(id: colleague.id, ifRev: renamed.rev),
      as: .lead
    )
    #expect(retired.state == .retired)
  }

  /// Somebody comes for the first time: client, consent, case, a first note.
  private func meet(_ diary: Diary) async throws -> ID<Client> {
    let nord = try #require(Slug<Municipality>("nord"))
    let client = try await diary.call(
      ClientRegister.self,
      .init(
        municipality: nord,
        familyName: personal("Beispiel"),
        email: Personal(#require(EmailAddress("beispiel@example.org")))
      )
    )
    try await diary.call(
      ClientUpdate.self,
      .init(
        id: .id(client.id),
        ifRev: client.rev,
        givenName: .set(personal("Bea")),
        birthDate: .set(Personal(#require(BirthDate("1990-05"))))
      )
    )
    let query = ClientFind.Params(query: try personal("beisp"))
    #expect(try await diary.call(ClientFind.self, query).items.map(\.id) == [client.id])
    #expect(try await diary.call(ClientShow.self, .init(id: client.id)).state == .registered)
    try await diary.call(
      ConsentGive.self,
      .init(
        client: .id(client.id),
        purposes: [.caseWork, .contactByChannel],
        form: .signed,
        noticeVersion: valid("2026-1"),
        language: .sample
      )
    )
    let opened = try await diary.call(
      CaseOpen.self,
      .init(client: .id(client.id), municipality: nord, intakeSource: .school)
    )
    try await diary.call(
      CaseNote.self,
      .init(id: .id(opened.id), text: Personal(#require(LongText("Erstes Gespräch vereinbart."))))
    )
    #expect(try await diary.call(CaseShow.self, .init(id: opened.id)).notes.count == 1)
    #expect(try await diary.call(CaseHistory.self, .init(id: .id(opened.id))).items.count == 2)
    return client.id
  }

  /// Appointments are found, booked, moved, cancelled and missed; one stands for eleven o'clock.
  private func arrange(_ diary: Diary, _ client: ID<Client>) async throws -> ID<Appointment> {
    let today: Day = try valid("2026-11-23")
    let search = AppointmentFree.Params(
      site: Office.nord,
      serviceType: Office.interview,
      from: today,
      to: today
    )
    let free = try await diary.call(AppointmentFree.self, search).items
    #expect(free.map(\.start.time.text) == ["10:00", "11:00"])
    func book(_ start: String, _ client: ID<Client>?) async throws -> AppointmentReceipt {
      try await diary.call(
        AppointmentBook.self,
        .init(
          site: Office.nord,
          serviceType: Office.advice,
          start: valid(start),
          client: client.map { .id($0) }
        )
      )
    }
    let dropped = try await book("2026-11-24T10:00", nil)
    try await diary.call(
      AppointmentCancel.self,
      .init(id: .id(dropped.id), ifRev: dropped.rev, by: .office)
    )
    let first = try await book("2026-11-23T11:30", client)
    let moved = try await diary.call(
      AppointmentReschedule.self,
      .init(id: .id(first.id), ifRev: first.rev, start: valid("2026-11-23T11:00"))
    )
    let missed = try await book("2026-11-23T09:15", nil)
    diary.office.world.advance(seconds: 1800)
    try await diary.call(AppointmentNoShow.self, .init(id: missed.id, ifRev: missed.rev))
    #expect(try await diary.call(AppointmentShow.self, .init(id: moved.id)).client?.id == client)
    #expect(try await diary.call(AppointmentList.self, .init()).items.count == 4)
    return moved.id
  }

  /// The automat tries once in vain, then sends; the client comes.
  private func remind(_ diary: Diary, _ booked: ID<Appointment>) async throws {
    for isSent in [false, true] {
      let leased = try #require(
        try await diary.call(ReminderLease.self, .init(), as: .automat).items.first
      )
      if isSent {
        let ack = ReminderAck.Params(id: leased.id, token: leased.token)
        #expect(try await diary.call(ReminderAck.self, ack, as: .automat).state == .sent)
      } else {
        let reason: Personal<Label> = try personal("try later")
        let failure = ReminderFail.Params(id: leased.id, token: leased.token, reason: reason)
        #expect(try await diary.call(ReminderFail.self, failure, as: .automat).state == .scheduled)
        diary.office.world.advance(seconds: 300)
      }
    }
    let states = try await diary.call(ReminderList.self, .init()).items.map(\.state)
    #expect(states.sorted { $0.rawValue < $1.rawValue } == [.cancelled, .sent])
    let shown = try await diary.call(AppointmentShow.self, .init(id: booked))
    let arrived = try await diary.call(
      AppointmentCheckIn.self,
      .init(id: booked, ifRev: shown.rev),
      as: .frontDesk
    )
    #expect(arrived.state == .arrived)
  }

  /// The open hour: four tickets, one of each end, and a board that shows who is called.
  private func consult(_ diary: Diary, _ client: ID<Client>) async throws {
    let session = try await diary.call(SessionOpen.self, .init(site: Office.nord), as: .frontDesk)
      .id
    for _ in 0..<4 {
      let ticket = TicketIssue.Params(session: session, serviceType: Office.advice)
      try await diary.call(TicketIssue.self, ticket, as: .frontDesk)
    }
    let desk: Label = try valid("1")
    func next() async throws -> TicketStep {
      .init(
        id: try .id(await diary.call(TicketCallNext.self, .init(session: session, desk: desk)).id)
      )
    }
    let served = try await next()
    let site = BoardShow.Params(site: Office.nord)
    #expect(try await diary.call(BoardShow.self, site).calls.map(\.number.text) == ["A001"])
    try await diary.call(TicketRecall.self, served)
    try await diary.call(TicketStart.self, served)
    try await diary.call(TicketFinish.self, served)
    try await diary.call(TicketNoShow.self, next())
    try await diary.call(TicketCancel.self, next())
    try await diary.call(SessionClose.self, .init(id: session))
    #expect(try await diary.call(SessionSettle.self, .init(id: session)).expired == 1)
    let states = try await diary.call(TicketList.self, .init(session: session)).items.map(\.state)
    #expect(states == [.served, .noShow, .cancelled, .expired])
    #expect(try await diary.call(SessionList.self, .init()).items.map(\.state) == [.settled])
  }

  /// The client moves away: the case is closed and the consent taken back.
  private func part(_ diary: Diary, _ client: ID<Client>) async throws {
    let summary = try #require(try await diary.call(CaseList.self, .init()).items.first)
    let closed = try await diary.call(
      CaseClose.self,
      .init(id: .id(summary.id), ifRev: summary.rev, reason: .movedAway)
    )
    #expect(closed.state == .closed)
    let consent = try #require(
      try await diary.call(ConsentList.self, .init(client: .id(client))).items.first
    )
    #expect(
      try await diary.call(ConsentWithdraw.self, .init(id: consent.id)).state == .withdrawn
    )
  }

  /// The end of the day: what changed, what was done by whom, and a backup.
  private func lookAfter(_ diary: Diary) async throws {
    let status = try await diary.call(DaemonStatus.self, .init(), as: .daemon)
    #expect(status.remindersDue == 0)
    let changes = WatchWait.Params(topic: .case, since: 1, timeoutMs: 0)
    #expect(try await diary.call(WatchWait.self, changes).events.count == 3)
    let path = try #require(DirectoryPath(diary.office.directory + "/evening"))
    let made = try await diary.call(DaemonBackup.self, .init(to: path), as: .daemon)
    #expect(try await diary.call(DaemonVerifyBackup.self, .init(path: path), as: .daemon) == made)
    let verified = try await diary.call(AuditVerify.self, .init(), as: .officer)
    #expect(verified.ok && verified.entries > 40)
    let refused = AuditList.Params(action: .refuse)
    #expect(try await diary.call(AuditList.self, refused, as: .officer).items.isEmpty)
  }
}
