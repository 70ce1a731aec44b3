import FoundationEssentials
import KimAPI

extension Store {
  /// Opens the store of a state directory, making it where there is none, bringing it to this version where it is older.
  ///
  /// What is damaged, foreign or newer is never repaired and never replaced: it throws a ``StoreProblem`` that says what
  /// is wrong and what to type.
  package static func open(
    directory: String,
    credential: [UInt8]?,
    environment: Environment,
    reserveBytes: Int = 256 << 20,
    migrating: (Int, Int) -> Void = { _, _ in }
  ) throws -> Store {
    try open(
      directory: directory,
      credential: credential,
      environment: environment,
      reserveBytes: reserveBytes,
      steps: Migrations.steps,
      migrating: migrating
    )
  }

  /// Opens a store whose versions are those of some steps.
  static func open(
    directory: String,
    credential: [UInt8]?,
    environment: Environment,
    reserveBytes: Int = 256 << 20,
    steps: [Migrations.Step],
    migrating: (Int, Int) -> Void = { _, _ in }
  ) throws -> Store {
    let files = StoreFiles(directory: directory)
    try files.prepareDirectory()
    let lock = try StoreLock(files.lock)
    do {
      let (master, source) = try masterKey(files, credential, environment)
      try createIfNew(files, master, environment)
      let connection = try Connection(path: files.database, uptime: environment.uptime)
      let name = try prepare(connection, files, steps, migrating)
      let keys = try KeyStore(
        file: KeyFile(path: files.keys, isNew: false),
        master: master,
        store: name
      )
      try checkCanary(connection, keys)
      return try Store(
        connection: connection,
        sync: LogSync(path: files.log, disk: environment.sync),
        lock: lock,
        files: files,
        keys: keys,
        masterKey: source,
        name: name,
        reserveBytes: reserveBytes
      )
    } catch let problem as StoreProblem {
      throw problem
    } catch {
      throw problem(of: error, files)
    }
  }

  private static func problem(of error: any Error, _ files: StoreFiles) -> StoreProblem {
    let restore = "restore a backup with `kimd restore --from DIR --state \(files.directory)`"
    switch error {
    case EngineError.foreign:
      return StoreProblem("\(files.database) is no store of kimd: \(restore)")
    case EngineError.damaged:
      return StoreProblem("\(files.database) is damaged: \(restore)")
    case EngineError.busy:
      return StoreProblem(
        "another program holds \(files.database): end it (see `fuser \(files.database)`)",
        isInUse: true
      )
    case EngineError.full:
      return StoreProblem("no space is left for \(files.directory): make room and start again")
    case SealFailure.damaged:
      return StoreProblem(
        "the master key does not open \(files.keys): give kimd the key that this store was made with"
      )
    case SealFailure.keyGone:
      return StoreProblem("\(files.keys) lacks the store's own key: \(restore)")
    default:
      return StoreProblem(
        "\(files.directory) cannot be opened (\(StoreErrors.code(error))): \(restore)"
      )
    }
  }

  /// The master key: a credential of systemd, or for development a file beside the data.
  private static func masterKey(
    _ files: StoreFiles,
    _ credential: [UInt8]?,
    _ environment: Environment
  ) throws -> (Data, MasterKeySource) {
    if let credential {
      guard credential.count >= 32 else {
        throw StoreProblem("the credential master.key is shorter than 32 bytes: make a new one")
      }
      return (Fingerprint.sha256(Array("kim master key".utf8) + credential), .credential)
    }
    if try !StoreFiles.isPresent(files.masterKey) {
      guard try !StoreFiles.isPresent(files.keys) else {
        throw StoreProblem(
          "\(files.masterKey) is missing and no credential master.key was given:"
            + " give kimd the key that this store was made with"
        )
      }
      try StoreFiles.write(SealKey.random(), to: files.masterKey)
      try StoreFiles.sync(files.directory)
    }
    let key = try StoreFiles.read(files.masterKey, bytesMax: 64)
    guard key.count == 32 else {
      throw StoreProblem("\(files.masterKey) does not hold 32 bytes: put the right key there")
    }
    return (key, .file)
  }

  /// Makes both files under other names and renames them when they are whole, so that a crash leaves none or both.
  private static func createIfNew(
    _ files: StoreFiles,
    _ master: Data,
    _ environment: Environment
  ) throws {
    let part = (database: files.database + ".part", keys: files.keys + ".part")
    let isThere = (
      database: try StoreFiles.isPresent(files.database), keys: try StoreFiles.isPresent(files.keys)
    )
    let restore = "restore a backup with `kimd restore --from DIR --state \(files.directory)`"
    if isThere.database {
      guard isThere.keys else {
        throw StoreProblem("\(files.keys) is missing beside \(files.database): \(restore)")
      }
      return try checkOurs(files.database, restore)
    }
    if isThere.keys {
      guard try StoreFiles.isPresent(part.database) else {
        throw StoreProblem("\(files.database) is missing beside \(files.keys): \(restore)")
      }
      return try rename(part.database, files.database)
    }
    guard try !StoreFiles.isPresent(files.log) else {
      throw StoreProblem("\(files.log) is there without its store: \(restore)")
    }
    for path in [part.database, part.keys, part.database + "-wal", part.keys + "-journal"]
    where try StoreFiles.isPresent(path) {
      try FileManager.default.removeItem(atPath: path)
    }
    try create(part, master, environment)
    try rename(part.keys, files.keys)
    try rename(part.database, files.database)
    try StoreFiles.sync(files.directory)
  }

  /// Refuses a foreign file before SQLite opens it.
  ///
  /// Opening would change it: to WAL mode, or from nothing to an empty database. No lock of SQLite can be lost by this
  /// reading, for there is none yet.
  private static func checkOurs(_ path: String, _ restore: String) throws {
    let head = try StoreFiles.read(path, bytesMax: 100)
    guard head.count == 100, head.starts(with: "SQLite format 3\0".utf8),
      head[68..<72].reduce(0, { $0 << 8 | Int($1) }) == applicationID
    else { throw StoreProblem("\(path) is no store of kimd: \(restore)") }
  }

  private static func rename(_ from: String, _ to: String) throws {
    try FileManager.default.moveItem(atPath: from, toPath: to)
  }

  private static func create(
    _ part: (database: String, keys: String),
    _ master: Data,
    _ environment: Environment
  ) throws {
    let ids = IDSource(random: environment.random)
    let now = environment.now()
    let name = ids.next(Store.self, at: now).text
    let file = try KeyFile(path: part.keys, isNew: true)
    let keys = try KeyStore(file: file, master: master, store: name)
    try StoreFiles.create(part.database)
    let connection = try Connection(path: part.database, uptime: environment.uptime)
    try connection.performAndWait { engine in
      try Migrations.run(1, engine, application: applicationID)
      try engine.execute(
        "INSERT INTO store(id,name,canary,createdAt) VALUES(1,?,?,?)",
        [
          name.column, keys.own.seal(Data(name.utf8), as: "canary").column, now.column,
        ]
      )
      try AuditChain.begin(name, engine)
    }
    try connection.close()
    try keys.close()
  }

  /// Brings the store to this version and gives its name.
  private static func prepare(
    _ connection: Connection,
    _ files: StoreFiles,
    _ steps: [Migrations.Step],
    _ migrating: (Int, Int) -> Void
  ) throws -> String {
    let (application, version) = try connection.performAndWait { try $0.version() }
    guard application == applicationID, version > 0 else {
      throw StoreProblem(
        "\(files.database) is no store of kimd:"
          + " restore a backup with `kimd restore --from DIR --state \(files.directory)`"
      )
    }
    guard version <= steps.count else {
      throw StoreProblem(
        "\(files.database) has version \(version), this kimd serves up to \(steps.count):"
          + " install the newer kimd that wrote it"
      )
    }
    for next in version + 1..<max(version + 1, steps.count + 1) {
      migrating(next, steps.count)
      try connection.performAndWait {
        try Migrations.run(next, $0, application: applicationID, steps: steps)
      }
    }
    let name = try connection.performAndWait { try $0.first("SELECT name FROM store", String.self) }
    guard let name else { throw StoreProblem("\(files.database) has lost its name") }
    return name
  }

  private static func checkCanary(_ connection: Connection, _ keys: KeyStore) throws {
    let canary = try connection.performAndWait {
      try $0.first("SELECT canary FROM store", Data.self)
    }
    guard let canary else { throw SealFailure.damaged }
    _ = try keys.own.open(canary, as: "canary")
  }
}
