import KimAPI

/// The blind index over clients' names: keyed digests, so that names are found and none lies readable on the disk.
enum ClientIndex {
  private enum Kind: Int, CaseIterable {
    case whole = 1
    case beginning = 2
    case sound = 3
  }

  /// The shortest beginning that is found.
  static let beginningMin = 2
  static let beginningMax = 12
  static let wordsMax = 8
  /// How many entries of the index one search walks over in a municipality, at each of its steps.
  static let candidatesMax = 2000

  /// Puts a client's names in the index, in the place of the earlier ones.
  static func put(
    _ names: [Personal<Label>?],
    of client: ClientRecord,
    in context: borrowing WriteContext
  ) throws {
    try context.execute("DELETE FROM clientToken WHERE client=?", [client.id])
    let words = names.compactMap(\.self).flatMap { NameKey.words($0.value.text) }
    for word in Set(words.prefix(wordsMax)) {
      for (kind, text) in entries(word) {
        try context.execute(
          """
          INSERT INTO clientToken(kind,token,municipality,client) VALUES(?,?,?,?)
          ON CONFLICT DO NOTHING
          """,
          [kind.rawValue, token(kind, text, context.keys), client.municipality, client.id]
        )
      }
    }
  }

  private static func entries(_ word: String) -> [(Kind, String)] {
    NameKey.spellings(word).flatMap { spelling -> [(Kind, String)] in
      let lengths = beginningMin...max(beginningMin, min(beginningMax, spelling.count))
      return [(.whole, spelling)]
        + lengths.filter { $0 <= spelling.count }.map { (.beginning, String(spelling.prefix($0))) }
    } + NameKey.sounds(word).map { (.sound, $0) }
  }

  private static func token(_ kind: Kind, _ text: String, _ keys: KeyStore) -> Argument {
    keys.index.digest(Array("\(kind.rawValue)/\(text)".utf8)).prefix(16)
  }

  // MARK: Searching

  /// A word of a query as the index knows it.
  private struct Word {
    let tokens: [(kind: Kind, token: Argument)]

    /// The word as it is and nothing like it.
    var whole: Word { Word(tokens: tokens.filter { $0.kind == .whole }) }

    private init(tokens: [(kind: Kind, token: Argument)]) { self.tokens = tokens }

    init(_ word: String, _ keys: KeyStore) {
      tokens =
        [
          (.whole, token(.whole, word, keys)),
          (.beginning, token(.beginning, String(word.prefix(beginningMax)), keys)),
        ] + NameKey.sounds(word).map { (.sound, token(.sound, $0, keys)) }
    }

    /// A client of a municipality bears the word in some way.
    func fits(_ municipality: String, _ client: String) -> Predicate {
      tokens.reduce(.none) { any, entry in
        any
          || Predicate(
            """
            EXISTS(SELECT 1 FROM clientToken w WHERE w.kind=? AND w.token=?
              AND w.municipality=\(municipality) AND w.client=\(client))
            """,
            [entry.kind.rawValue, entry.token]
          )
      }
    }
  }

  /// The clients whom every word of a query fits and whom the asker sees in full: whole words first, then beginnings, then
  /// what sounds alike; within each the latest first.
  static func find(
    _ query: Personal<Label>,
    limit: Int,
    in context: borrowing ReadContext
  ) throws -> [Seen<ClientRecord>] {
    let texts = NameKey.words(query.value.text).prefix(wordsMax)
    guard !texts.isEmpty, texts.allSatisfy({ $0.count >= beginningMin }) else {
      throw Fault.invalidValue("query", "words of at least \(beginningMin) letters")
    }
    var words = texts.map { Word($0, context.keys) }
    let access = context.access(to: ClientRecord.self)
    let places = municipalities(in: context)
    let driver = words.remove(at: try rarest(of: words, places, context))
    var found: [Seen<ClientRecord>] = []
    let own = try caseload([driver] + words, access, limit, context)
    for kind in Kind.allCases where found.count < limit {
      let tokens = driver.tokens.filter { $0.kind == kind }.map(\.token)
      for seen in try walk(kind, tokens, places, words, access, limit, context)
      where !found.contains(where: { $0.row.id == seen.row.id }) { found.append(seen) }
    }
    for seen in own where !found.contains(where: { $0.row.id == seen.row.id }) {
      found.append(seen)
    }
    return Array(found.prefix(limit))
  }

  /// Clients of a municipality who bear every word of some names as a whole, as far as the asker may know of them; the
  /// latest first.
  static func namesakes(
    _ names: [Personal<Label>?],
    in municipality: Slug<Municipality>,
    limit: Int,
    _ context: borrowing some StoreContext & ~Copyable
  ) throws -> [ClientRecord] {
    let texts = names.compactMap(\.self).flatMap { NameKey.words($0.value.text) }.prefix(wordsMax)
    var words = texts.map { Word($0, context.keys).whole }
    guard !words.isEmpty else { return [] }
    let driver = words.remove(at: try rarest(of: words, [municipality], context))
    let access = context.access(to: ClientRecord.self)
    let tokens = driver.tokens.map(\.token)
    return try walk(.whole, tokens, [municipality], words, access, limit, context, .existence)
      .map(\.row)
  }

  /// The clients of a subquery `t` who fit, with the relations in which the asker stands to them.
  private static func seen(
    _ source: String,
    _ arguments: [Argument],
    _ fits: Predicate,
    _ access: Access,
    _ limit: Int,
    _ context: borrowing some StoreContext & ~Copyable,
    _ sight: Sight
  ) throws -> [Seen<ClientRecord>] {
    let mask = access.mask
    let wanted = access.scope(atLeast: sight) && fits
    var found: [Seen<ClientRecord>] = []
    let bound = mask.arguments + arguments + wanted.arguments + [limit]
    try context.engine.rows(
      """
      SELECT \(mask.sql) AS access,client.* FROM (\(source)) AS t
      CROSS JOIN client WHERE client.id=t.client AND \(wanted.sql) LIMIT ?
      """,
      bound.map { $0.column }
    ) { row in
      let bits: Int = try row.required(0)
      found.append(Seen(row: try row.decode(ClientRecord.self), relations: access.held(bits)))
      return true
    }
    return found
  }

  /// The municipalities in which the asker may find somebody.
  private static func municipalities(
    in context: borrowing some StoreContext & ~Copyable
  ) -> [Slug<Municipality>] {
    let place = context.asker.place
    return context.roster.municipalities.keys.sorted().filter { municipality in
      place.holds(municipality) || !context.districts(of: municipality).isEmpty
    }
  }

  /// The word that the fewest clients bear: the walk begins with it.
  private static func rarest(
    of words: [Word],
    _ places: [Slug<Municipality>],
    _ context: borrowing some StoreContext & ~Copyable
  ) throws -> Int {
    guard words.count > 1 else { return 0 }
    var counts: [Int] = []
    for word in words {
      var count = 0
      for (municipality, entry) in places.flatMap({ place in
        word.tokens.map { (place, $0) }
      }) {
        count +=
          try context.value(
            Int.self,
            """
            SELECT count(*) FROM (SELECT 1 AS one FROM clientToken
              WHERE kind=? AND token=? AND municipality=? LIMIT ?) AS borne
            """,
            [entry.kind.rawValue, entry.token, municipality, candidatesMax]
          ) ?? 0
      }
      counts.append(count)
    }
    return counts.indices.min { counts[$0] < counts[$1] } ?? 0
  }

  /// Goes along the index from one municipality to the next.
  private static func walk(
    _ kind: Kind,
    _ tokens: [Argument],
    _ places: [Slug<Municipality>],
    _ others: [Word],
    _ access: Access,
    _ limit: Int,
    _ context: borrowing some StoreContext & ~Copyable,
    _ sight: Sight = ClientRecord.told
  ) throws -> [Seen<ClientRecord>] {
    let fits = others.reduce(.all) { $0 && $1.fits("d.municipality", "d.client") }
    let source = """
      SELECT d.client,d.municipality FROM clientToken AS d
      WHERE d.kind=? AND d.token=? AND d.municipality=? AND \(fits.sql)
      ORDER BY d.client DESC LIMIT ?
      """
    var found: [Seen<ClientRecord>] = []
    for (token, municipality) in tokens.flatMap({ token in places.map { (token, $0) } }) {
      let key: [Argument] = [kind.rawValue, token, municipality]
      let bound = key + fits.arguments + [candidatesMax]
      let seen = try seen(source, bound, .all, access, limit, context, sight)
      found += seen
      guard seen.count < limit else { continue }
      try checkAllWereWalked(source, bound, context)
    }
    return found.sorted { $0.row.id > $1.row.id }
  }

  /// A search that ends before the last namesake says so: somebody who is not shown would get a second record.
  private static func checkAllWereWalked(
    _ source: String,
    _ arguments: [Argument],
    _ context: borrowing some StoreContext & ~Copyable
  ) throws {
    let count = try context.value(Int.self, "SELECT count(*) FROM (\(source)) AS t", arguments)
    guard count ?? 0 >= candidatesMax else { return }
    throw Fault.invalidValue("query", "too many are called like that: add a name or more letters")
  }

  /// Clients of open cases, one's own and those in which one stands in or reads along, wherever they live: a caseload is
  /// short, and whoever has it finds all of it.
  private static func caseload(
    _ words: [Word],
    _ access: Access,
    _ limit: Int,
    _ context: borrowing ReadContext
  ) throws -> [Seen<ClientRecord>] {
    let own: [Argument] = context.caller.staff.map { [$0] } ?? []
    let managers = own + context.asker.standing(.substituted) + context.asker.standing(.induction)
    let fits = words.reduce(.all) { $0 && $1.fits("client.municipality", "client.id") }
    let source = """
      SELECT client FROM "case" WHERE caseManager=? AND state=? ORDER BY id DESC LIMIT ?
      """
    var found: [Seen<ClientRecord>] = []
    for (manager, state) in managers.flatMap({ who in CaseState.allCases.map { (who, $0) } })
    where state != .closed {
      let arguments: [Argument] = [manager, state, candidatesMax]
      found += try seen(source, arguments, fits, access, limit, context, ClientRecord.told)
    }
    return found.sorted { $0.row.id > $1.row.id }
  }
}
