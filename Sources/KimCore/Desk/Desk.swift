import FoundationEssentials
package import KimAPI
package import Logging
import Synchronization

/// The one entry: a line of a caller in, a line for the caller out.
///
/// Tests call the same function as the socket.
package final class Desk: Sendable {
  package static let batchMax = 64

  let routes: [String: Route]
  let facts: DaemonFacts
  let writer: Writer?
  let store: Store?
  let watches: WatchHub?
  let environment: Environment
  private let logger: Logger
  private let greetings = Mutex<[UInt32: Greeting]>([:])

  /// A desk over a store; without one it only says what is wrong.
  package init(
    store: Store?,
    environment: Environment,
    facts: DaemonFacts,
    logger: Logger
  ) throws {
    self.store = store
    self.environment = environment
    self.facts = facts
    self.logger = logger
    routes = Self.table(Catalog.methods)
    writer = try store.map {
      try Writer(store: $0, environment: environment, facts: facts, logger: logger)
    }
    watches = writer.map { WatchHub(writer: $0, environment: environment) }
    if let writer, let store {
      facts.serve(store)
      facts.observe(waiting: { [weak writer] in writer?.waiting ?? 0 })
      facts.become(.ready)
    }
  }

  private static func table(_ methods: [any Method.Type]) -> [String: Route] {
    var table: [String: Route] = [:]
    for method in methods {
      guard let route = Route(method) else { preconditionFailure("\(method.name) has no handler") }
      precondition(table.updateValue(route, forKey: route.name) == nil, "two named \(route.name)")
    }
    return table
  }

  /// Answers a line; `reply` is called exactly once, from any thread, with nil where nothing is to be sent.
  package func answer(
    _ line: [UInt8],
    from peer: Peer,
    reply: @escaping @Sendable ([UInt8]?) -> Void
  ) {
    do throws(StrictJSON.Refusal) {
      let json = try StrictJSON.parse(line)
      if case .array(let entries) = json { return answer(batch: entries, from: peer, reply: reply) }
      answer(json, from: peer, reply: reply)
    } catch {
      let fault = Fault(
        .parseError,
        "\(error.reason) at byte \(error.offset)",
        [.init("reason", .string(error.reason)), .init("offset", .integer(Int64(error.offset)))]
      )
      reply(ReplyLine.fault(fault, id: nil))
    }
  }

  /// Takes no more requests and waits for those that were taken.
  package func drain() async {
    facts.become(.draining, problem: facts.problem)
    watches?.close()
    await writer?.close()
  }

  /// The line that tells a fault where no request could be read.
  package static func line(for fault: Fault) -> [UInt8] { ReplyLine.fault(fault, id: nil) }

  /// Ends what a connection had open.
  package func closed(_ connection: any WatchConnection) { watches?.closed(connection) }

  private func answer(
    batch entries: [JSON],
    from peer: Peer,
    reply: @escaping @Sendable ([UInt8]?) -> Void
  ) {
    guard (1...Self.batchMax).contains(entries.count) else {
      let fault = Fault(.invalidRequest, "a batch holds 1 to \(Self.batchMax) requests")
      return reply(ReplyLine.fault(fault, id: nil))
    }
    let collected = BatchReply(count: entries.count, reply: reply)
    for (index, entry) in entries.enumerated() {
      answer(entry, from: peer) { line in
        collected.put(line, at: index, orIfTooLong: Self.tooLong(entry))
      }
    }
  }

  /// What is told in the place of a reply that would make its batch's line too long.
  private static func tooLong(_ entry: JSON) -> [UInt8] {
    let fault = Fault(.overloaded, "the batch's reply would be too long: ask for this alone")
    return ReplyLine.fault(fault, id: entry["id"].flatMap { RequestID($0) })
  }

  private func answer(
    _ json: JSON,
    from peer: Peer,
    reply: @escaping @Sendable ([UInt8]?) -> Void
  ) {
    do {
      let incoming = try Incoming(json)
      serve(incoming, from: peer) { [self] outcome in
        if case .failure(let fault) = outcome { log(fault, of: incoming.method, by: peer) }
        let line = ReplyLine.line(outcome, for: incoming)
        assert(isAsPublished(line, incoming.method), "a reply to \(incoming.method)")
        reply(line)
      }
    } catch {
      reply(ReplyLine.fault(error.fault, id: error.id))
    }
  }

  private func serve(
    _ incoming: Incoming,
    from peer: Peer,
    done: @escaping @Sendable (Result<Answer, Fault>) -> Void
  ) {
    if incoming.method == RpcHello.name, incoming.isBare, let text = greeting(peer) {
      return done(.success(Answer(result: text)))
    }
    guard let route = routes[incoming.method] else {
      return done(.failure(Fault(.methodNotFound, "no method of this name")))
    }
    guard writer != nil || route.permission == .connect else { return done(.failure(unserved())) }
    let caller = caller(peer)
    guard caller.may(route.permission) else {
      return refuse(route, incoming, peer, done)
    }
    do {
      let call = try incoming.call(of: route)
      switch call {
      case .instant(let body):
        done(.success(Answer(result: try body(InstantContext(caller: caller, desk: self)))))
      case .long(let body): run(body, route, caller, peer, done)
      case .read, .write: submit(call, route, incoming, peer, done)
      }
    } catch {
      done(.failure((error as? Fault) ?? facts.defect(error, in: route.name)))
    }
  }

  /// A refusal for want of a permission is audited, so it goes the way of a request that fails.
  private func refuse(
    _ route: Route,
    _ incoming: Incoming,
    _ peer: Peer,
    _ done: @escaping @Sendable (Result<Answer, Fault>) -> Void
  ) {
    submit(.read { _ in throw Fault.forbidden(route.name) }, route, incoming, peer, done)
  }

  private func submit(
    _ call: Route.Call,
    _ route: Route,
    _ incoming: Incoming,
    _ peer: Peer,
    _ done: @escaping @Sendable (Result<Answer, Fault>) -> Void
  ) {
    guard let writer, let store else { return done(.failure(unserved())) }
    var job = Job(
      method: route.name,
      permission: route.permission,
      call: call,
      peer: peer,
      answersPersonal: route.answersPersonal,
      key: incoming.meta.idempotencyKey,
      isDryRun: incoming.meta.dryRun ?? false,
      reason: incoming.meta.reason,
      done: done
    )
    if job.key != nil {
      job.digest = store.keys.params.digest(Data(JSONText.encode(incoming.params.sorted)))
    }
    writer.submit(job)
  }

  private func run(
    _ body: @escaping @Sendable (LongContext) async throws -> [UInt8],
    _ route: Route,
    _ caller: Caller,
    _ peer: Peer,
    _ done: @escaping @Sendable (Result<Answer, Fault>) -> Void
  ) {
    guard let writer, let store, let watches else { return done(.failure(unserved())) }
    let context = LongContext(
      caller: caller,
      peer: peer,
      store: store,
      writer: writer,
      watches: watches,
      facts
    )
    Task { [facts] in
      do {
        done(.success(Answer(result: try await body(context))))
        context.replied.isSent()
      } catch {
        done(.failure(Fault(store: error) ?? facts.defect(error, in: route.name)))
      }
    }
  }

  /// Refusals go to the journal by kind and caller; the method only where it is one of ours, for its name was typed.
  private func log(_ fault: Fault, of method: String, by peer: Peer) {
    var metadata: Logger.Metadata = [
      "KIMD_PEER_UID": "\(peer.uid)", "KIMD_ERROR_KIND": "\(fault.kind.rawValue)",
    ]
    if routes[method] != nil { metadata["KIMD_METHOD"] = "\(method)" }
    switch fault.kind {
    case .dataDamaged:
      metadata["KIMD_EVENT"] = "dataDamaged"
      logger.critical("what is stored cannot be trusted", metadata: metadata)
    case .storageLow:
      metadata["KIMD_EVENT"] = "storageLow"
      logger.warning("the disk is nearly full", metadata: metadata)
    default: logger.info("refused", metadata: metadata)
    }
  }

  /// What a request is told while there is no store to serve.
  private func unserved() -> Fault {
    guard facts.state == .degraded else { return Fault(.notReady, "kimd is starting") }
    let problem = facts.problem ?? "the store cannot be served"
    return Fault(.dataDamaged, problem, [.init("problem", .string(problem))])
  }

  /// The text of `rpc.hello`, made once a caller and state of things: it is what every program asks first.
  private func greeting(_ peer: Peer) -> [UInt8]? {
    let state = (staff: writer?.generation ?? 0, facts: facts.revision)
    return greetings.withLock { greetings in
      if let known = greetings[peer.uid], known.state == state, known.login == peer.login {
        return known.text
      }
      let context = InstantContext(caller: caller(peer), desk: self)
      guard let hello = try? RpcHello.run(.init(), in: context),
        let text = try? JSONText.encode(hello)
      else { return nil }
      if greetings.count >= 1024 { greetings.removeAll() }
      greetings[peer.uid] = Greeting(login: peer.login, state: state, text: text)
      return text
    }
  }

  private func caller(_ peer: Peer) -> Caller {
    writer?.caller(peer) ?? Roster(ownUid: environment.ownUid).caller(peer)
  }
}

/// A stored text of `rpc.hello` with all that it depends on.
private struct Greeting {
  let login: String?
  let state: (staff: Int, facts: Int)
  let text: [UInt8]
}
