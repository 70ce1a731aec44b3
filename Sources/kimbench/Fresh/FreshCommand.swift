import ArgumentParser

/// A daemon that was just started, from its first request on.
struct FreshCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "fresh",
      abstract: "Opens cases on a kimd that was just started on a new store.",
      discussion: """
        Registers the clients of the cases beforehand and starts kimd anew, so that its log begins, too. With --count it \
        counts what a case costs, too: pages, commits, and where there is a C compiler syncs and writes of the disk.
        """
    )
  }

  @Option(help: "The kimd to start.")
  var kimd: String
  @Option(help: "Connections.")
  var clients = 1
  @Option(help: "Cases to open.")
  var cases = 3000
  @Flag(help: "Counts.")
  var count = false

  func validate() throws {
    guard (1...Office.sites).contains(clients), (1...1_000_000).contains(cases) else {
      throw ValidationError("--clients 1 to \(Office.sites), --cases to 1000000.")
    }
  }

  func run() throws {
    let space = try Workspace()
    defer { space.remove() }
    let syncs = count ? try? SyncCount(space) : nil
    defer { syncs?.remove() }
    let first = try Daemon.start(kimd, space)
    _ = try Office(socket: first.socket, hasStaff: false)
    let lines = try prepare(first.socket)
    first.stop()
    let daemon = try Daemon.start(kimd, space, variables: syncs?.variables ?? [:])
    defer { daemon.stop() }
    // What a start does beside its first requests is over.
    Clock.pause(milliseconds: 300)
    let socket = daemon.socket
    let before = try Counts(daemon, space, syncs)
    let result = try LoadRun.measure("case.open", .prepared, clients: clients) {
      client throws(BenchFailure) in
      let own = lines.indices.filter { $0 % clients == client }.map { lines[$0] }
      return KimdClient(PreparedLoad(ready: own.reversed()), try RawSocket(socket))
    }
    Console.say(LoadResult.heading)
    Console.say(result.line)
    guard count else { return }
    let counts = try Counts(daemon, space, syncs).since(before)
    Console.say(counts.line(of: result.nanoseconds.count))
  }

  /// Registers the clients and gives the requests that open their cases.
  private func prepare(_ socket: String) throws(BenchFailure) -> [[UInt8]] {
    let connection = try RawSocket(socket)
    let requests = (0..<clients).map { Requests(client: $0) }
    let registrations = (0..<cases).map { _ in
      People.registration(People.anyone(), municipality: CaseOpenLoad.municipality)
    }
    return try connection.ids(registrations).enumerated().map { index, id in
      CaseOpenLoad.request(id, requests[index % clients])
    }
  }
}

/// What was written up to a moment.
struct Counts {
  private(set) var pages: Int
  private(set) var commits: Int
  private(set) var syncs: Int
  /// Writes and flushes of the whole disk, whoever asked for them.
  private(set) var writes: Int

  init(_ daemon: Daemon, _ space: Workspace, _ counted: SyncCount?) throws(BenchFailure) {
    let log = try LogCount(daemon.log)
    (pages, commits) = (log.pages, log.commits)
    syncs = try counted?.now() ?? 0
    writes = try Files.diskWrites(space.disk)
  }

  func since(_ before: Counts) -> Counts {
    var counts = self
    counts.pages -= before.pages
    counts.commits -= before.commits
    counts.syncs -= before.syncs
    counts.writes -= before.writes
    return counts
  }

  /// Of each of so many cases.
  func line(of cases: Int) -> String {
    func each(_ name: String, _ count: Int) -> String {
      "\(name) \((Double(count) / Double(max(1, cases))).text(2))"
    }
    let logged = "a case: \(each("pages", pages)), \(each("commits", commits))"
    guard syncs > 0 else { return logged }
    let writes = (Double(writes) / Double(syncs)).text(1)
    return "\(logged), \(each("syncs", syncs)); writes and flushes of the disk a sync: \(writes)"
  }
}
