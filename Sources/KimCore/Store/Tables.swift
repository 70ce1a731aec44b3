import KimAPI

/// Every table of the store, once; the audit feed, the check of backups, export and erasure follow from it.
enum Tables {
  static let all: [any Table.Type] = [
    RegionRecord.self, MunicipalityRecord.self, SocialDistrictRecord.self, SiteRecord.self,
    HoursRecord.self, ServiceTypeRecord.self, PostRecord.self, StaffRecord.self,
    ClientRecord.self, ClientToken.self, ConsentRecord.self, CaseRecord.self, CaseNoteRecord.self,
    AppointmentRecord.self, Claim.self, SessionRecord.self, TicketRecord.self, ReminderRecord.self,
    AuditRecord.self, StandingRecord.self, Idempotency.self, Counter.self, OrganisationNote.self,
    StoreRow.self,
  ]

  private static let byTopic: [Topic: any Revised.Type] = Dictionary(
    uniqueKeysWithValues: all.compactMap { $0 as? any Revised.Type }.map { ($0.topic, $0) }
  )

  /// The rows that a topic tells of; nil for the organisation, which is one thing that everybody may see.
  static func record(of topic: Topic) -> (any Revised.Type)? { byTopic[topic] }
}

/// A table of the store.
protocol Table: Sendable {
  /// The table's name as SQL has it.
  static var table: String { get }
  /// What it holds about persons.
  static var holding: Holding { get }
}

extension Table {
  static var holding: Holding { .nothing }
}

/// What a table holds about persons: how it is found, what is sealed, how it is given out and erased.
struct Holding: Sendable {
  /// SQL over a row of the table that gives the id of its client, NULL where it is nobody's.
  let client: String?
  /// Columns that lie under the client's key; under the store's own where the row is nobody's.
  let sealed: [String]
  let export: Export
  let erasure: Erasure

  /// What a person is given of it who asks for all that is stored (DSGVO article 15).
  enum Export: Sendable, Equatable {
    /// Every column.
    case whole
    /// Nothing, for a reason.
    case nothing(String)
  }

  /// What becomes of a row when its client is erased (DSGVO article 17).
  enum Erasure: Sendable, Equatable {
    /// It is deleted.
    case row
    /// It stays for its figures; what is sealed in it is lost with the key.
    case key
    /// It stays as it is, for a reason.
    case nothing(String)
  }

  /// No person's.
  static let nothing = Holding(
    client: nil,
    sealed: [],
    export: .nothing("holds nobody's data"),
    erasure: .nothing("holds nobody's data")
  )

  init(client: String?, sealed: [String] = [], export: Export, erasure: Erasure) {
    self.client = client
    self.sealed = sealed
    self.export = export
    self.erasure = erasure
  }

  /// SQL that gives the number of the key under which a row is sealed; NULL for the store's own.
  var keyNumber: String {
    // Under another name, lest the client of a row of clients be whichever comes first.
    client.map { "SELECT owner.keyNumber FROM client AS owner WHERE owner.id=(\($0))" }
      ?? "SELECT NULL"
  }
}

// Tables without a record of their own.

enum ClientToken: Table {
  static let table = "clientToken"
  static let holding = Holding(
    client: "clientToken.client",
    export: .nothing("keyed digests of names that stand in the client's row"),
    erasure: .row
  )
}

enum Claim: Table {
  static let table = "claim"
  static let holding = Holding(
    client: "SELECT client FROM appointment WHERE appointment.id=claim.appointment",
    export: .nothing("the times of appointments that are given out themselves"),
    erasure: .row
  )
}

enum Counter: Table { static let table = "counter" }
enum OrganisationNote: Table { static let table = "organisationNote" }
enum StoreRow: Table { static let table = "store" }

enum Idempotency: Table {
  static let table = "idempotency"
  static let holding = Holding(
    client: nil,
    export: .nothing("answers that are kept for a week to be repeated"),
    erasure: .nothing("gone after a week")
  )
}

extension HoursRecord: Table { static let table = "consultationHours" }

extension StandingRecord {
  static var holding: Holding {
    Holding(
      client: """
        coalesce((SELECT id FROM client WHERE client.id=standing.subject),
          (SELECT client FROM "case" WHERE "case".id=standing.subject))
        """,
      sealed: ["reason"],
      export: .whole,
      erasure: .row
    )
  }
}

extension ClientRecord {
  static var holding: Holding {
    Holding(
      client: "client.id",
      sealed: ["givenName", "familyName", "birthDate", "email", "phone"],
      export: .whole,
      erasure: .key
    )
  }
}

extension ConsentRecord {
  static var holding: Holding {
    Holding(
      client: "consent.client",
      export: .whole,
      erasure: .nothing("evidence of what was consented to")
    )
  }
}

extension CaseRecord {
  static var holding: Holding { Holding(client: "\"case\".client", export: .whole, erasure: .key) }
}

extension CaseNoteRecord {
  static var holding: Holding {
    Holding(
      client: "SELECT client FROM \"case\" WHERE \"case\".id=caseNote.\"case\"",
      sealed: ["text"],
      export: .whole,
      erasure: .row
    )
  }
}

extension AppointmentRecord {
  static var holding: Holding {
    Holding(
      client: "appointment.client",
      sealed: ["cancelReason"],
      export: .whole,
      erasure: .key
    )
  }
}

extension TicketRecord {
  static var holding: Holding {
    Holding(client: "ticket.client", sealed: ["priorityReason"], export: .whole, erasure: .key)
  }
}

extension ReminderRecord {
  static var holding: Holding {
    Holding(client: "reminder.client", sealed: ["failReason"], export: .whole, erasure: .key)
  }
}

extension AuditRecord {
  static var holding: Holding {
    Holding(
      client: "audit.client",
      export: .whole,
      erasure: .nothing("evidence; ids and codes, no content")
    )
  }
}
