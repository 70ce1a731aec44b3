package import Logging

/// Events that an administrator looks up: each has a fixed `MESSAGE_ID` and a page in the catalogues.
///
/// A log line becomes one by its metadata: `logger.notice("…", metadata: JournalEvent.ready.metadata)`.
package enum JournalEvent: String, CaseIterable, Sendable {
  case ready
  case draining
  case degraded
  case developmentKey
  case storageLow
  case dataDamaged
  case backupDone
  case backupFailed
  case administratorRecovered

  /// The key of the metadata that names an event.
  package static let key = "KIMD_EVENT"

  /// The metadata that marks a log line as this event.
  package var metadata: Logger.Metadata {
    [Self.key: .string(rawValue)]
  }

  /// The id under which `journalctl -x` finds the explanation (`systemd/kimd.catalog`).
  package var messageID: String {
    switch self {
    case .ready: "51595fdcd2ff44089d047ee45b94877e"
    case .draining: "1cad248722ba41f7be36bf681265303a"
    case .degraded: "c693f246cb454a2fa3c231dd9174028e"
    case .developmentKey: "d78b52e657ef45b095c8ecc13ed18a36"
    case .storageLow: "33ea967b2f8348e6bc99536198923bd9"
    case .dataDamaged: "e91b18441352459382120bb030beefac"
    case .backupDone: "6eea6a9c72484f42964bde6756342378"
    case .backupFailed: "c2d51e2481704345b2ec834d14771cd2"
    case .administratorRecovered: "8edf170ef5274e2b8ed7a83167a7003c"
    }
  }
}
