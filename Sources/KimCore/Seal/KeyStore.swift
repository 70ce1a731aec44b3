import FoundationEssentials
import Synchronization

/// The keys of a store: one a client, wrapped by the master key, and those that the store itself needs.
///
/// Client keys are made in stock, a batch a sync, so that registering a person waits for no second sync. Key 0 is the
/// store's own; what is not a person's, and what must be found by keyed digests, hangs on it.
final class KeyStore: Sendable {
  private static let batch = 256
  private static let cachedMax = 4096

  private struct State {
    var cached: [Int: SealKey] = [:]
    var highest: Int
  }

  private let file: KeyFile
  private let master: SealKey
  private let store: String
  private let state: Mutex<State>

  /// Seals stored answers and reasons.
  let own: SealKey
  /// Digests names for the blind index.
  let index: SealKey
  /// Digests params, so that a stored digest betrays no short value.
  let params: SealKey

  /// Opens the keys of a store; makes key 0 and the first stock where the file is new.
  convenience init(file: KeyFile, master: Data, store: String) throws {
    try self.init(file: file, master: SealKey(master, store: store), store: store)
  }

  private init(file: KeyFile, master: SealKey, store: String) throws {
    self.file = file
    self.store = store
    self.master = master
    var highest = try file.highest()
    if try file.wrapped(0) == nil {
      guard highest == 0 else { throw SealFailure.keyGone }
      try Self.make(0...Self.batch, file, master)
      highest = Self.batch
    }
    state = Mutex(State(highest: highest))
    let root = try Self.unwrap(0, file, master, store)
    own = root.derived(for: "store")
    index = root.derived(for: "index")
    params = root.derived(for: "params")
  }

  /// The same master key over the key file of a backup.
  func reopened(_ file: KeyFile) throws -> KeyStore {
    try KeyStore(file: file, master: master, store: store)
  }

  /// The key of a client by its number; the store's own where nobody's is named.
  func key(_ number: Int?) throws -> SealKey { try number.map { try client($0) } ?? own }

  /// The key of a client, made if it is the next of the stock and the stock is used up.
  func client(_ number: Int) throws -> SealKey {
    if let key = state.withLock({ $0.cached[number] }) { return key }
    if number > state.withLock({ $0.highest }) { try replenish(upTo: number) }
    let key = try Self.unwrap(number, file, master, store)
    state.withLock { state in
      if state.cached.count >= Self.cachedMax { state.cached.removeAll(keepingCapacity: true) }
      state.cached[number] = key
    }
    return key
  }

  /// Makes the next batch of the stock: one sync for a few hundred persons.
  private func replenish(upTo number: Int) throws {
    try state.withLock { state in
      guard number > state.highest else { return }
      let last = max(number, state.highest + Self.batch)
      try Self.make(state.highest + 1...last, file, master)
      state.highest = last
    }
  }

  func copy(to path: String) throws { try file.copy(to: path) }
  func close() throws { try file.close() }

  private static func make(_ numbers: ClosedRange<Int>, _ file: KeyFile, _ master: SealKey) throws {
    try file.add(
      numbers.map { ($0, try master.seal(SealKey.random(), as: "key/\($0)")) }
    )
  }

  private static func unwrap(
    _ number: Int,
    _ file: KeyFile,
    _ master: SealKey,
    _ store: String
  ) throws -> SealKey {
    guard let wrapped = try file.wrapped(number) else { throw SealFailure.keyGone }
    return SealKey(try master.open(wrapped, as: "key/\(number)"), store: store)
  }
}
