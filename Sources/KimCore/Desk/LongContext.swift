import KimAPI
import Synchronization

/// What a long method may use: bounded reads between the groups, backups, the watches of its own connection.
struct LongContext: Sendable {
  let caller: Caller
  /// What is to happen when the reply is on its way.
  let replied = Replied()
  private let peer: Peer
  private let store: Store
  private let writer: Writer
  private let watches: WatchHub
  private let health: DaemonFacts

  init(
    caller: Caller,
    peer: Peer,
    store: Store,
    writer: Writer,
    watches: WatchHub,
    _ health: DaemonFacts
  ) {
    self.caller = caller
    self.peer = peer
    self.store = store
    self.writer = writer
    self.watches = watches
    self.health = health
  }

  /// The store's name, with which its audit chain begins.
  var storeName: String { store.name }

  /// Runs one bounded step of reading between the groups.
  func read<T: Sendable>(
    _ body: @escaping @Sendable (borrowing ReadContext) throws -> T
  ) async throws -> T {
    try await writer.read(body)
  }

  /// Leaves the audit entry of something that was done beside the store.
  func note(_ method: String, _ permission: Permission) async throws {
    try await writer.note(method, permission, by: peer)
  }

  // MARK: Backups

  func makeBackup(to path: DirectoryPath) async throws -> BackupReport {
    let report = try await BackupMaker(store: store, to: path).make()
    health.backupMade(at: health.now)
    return report
  }

  func checkBackup(at path: DirectoryPath) async throws -> BackupReport {
    try await BackupCheck(store: store, directory: path.text, path: path).run()
  }

  // MARK: Watches

  /// Begins a watch on the caller's connection; it runs when the reply that tells its number is on its way.
  func openWatch(_ topics: [Topic], since: Int?) async throws -> (number: Int, seq: Int) {
    let opened = try await watches.open(peer, topics: topics, since: since)
    let (watches, peer) = (watches, peer)
    replied.then { watches.begin(opened.number, of: peer) }
    return opened
  }

  func closeWatch(_ number: Int) throws { try watches.close(number, of: peer) }

  func wait(for topic: Topic, since: Int, milliseconds: Int) async throws -> ChangePage {
    try await watches.wait(topic, since: since, milliseconds: milliseconds, for: peer)
  }
}

/// What is to happen when a reply is on its way: a notification must not come before the reply that tells its number.
final class Replied: Sendable {
  private struct Step: Sendable {
    var run: (@Sendable () -> Void)?
  }

  private let step = Mutex(Step())

  func then(_ run: @escaping @Sendable () -> Void) { step.withLock { $0.run = run } }
  func isSent() { step.withLock { $0 }.run?() }
}
