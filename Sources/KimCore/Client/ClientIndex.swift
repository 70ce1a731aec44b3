import KimAPI

/// The blind index over clients' names: keyed digests, so that names are found and none lies readable on the disk.
enum ClientIndex {
  private enum Kind: Int {
    case whole = 1
    case beginning = 2
    case sound = 3
  }

  /// The shortest beginning that is found.
  static let beginningMin = 2
  static let beginningMax = 12
  static let wordsMax = 8

  /// Puts a client's names in the index, in the place of the earlier ones.
  static func put(
    _ names: [Personal<Label>?],
    of client: ID<Client>,
    in context: borrowing WriteContext
  ) throws {
    try context.execute("DELETE FROM clientToken WHERE client=?", [client])
    let words = names.compactMap(\.self).flatMap { NameKey.words($0.value.text) }
    for word in Set(words.prefix(wordsMax)) {
      for (kind, text) in entries(word) {
        try context.execute(
          "INSERT INTO clientToken(kind,token,client) VALUES(?,?,?) ON CONFLICT DO NOTHING",
          [kind.rawValue, token(kind, text, context.keys), client]
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

  /// The clients of the caller's scope that every word of a query fits, the best fit first.
  static func find(
    _ query: Personal<Label>,
    limit: Int,
    in context: borrowing ReadContext
  ) throws -> [ClientRecord] {
    let words = NameKey.words(query.value.text).prefix(wordsMax)
    guard !words.isEmpty, words.allSatisfy({ $0.count >= beginningMin }) else {
      throw Fault.invalidValue("query", "words of at least \(beginningMin) letters")
    }
    var condition = ClientRecord.scope(of: context.caller)
    var rank: [String] = []
    var rankArguments: [Argument] = []
    for word in words {
      let fits = fits(word, context.keys)
      condition =
        condition
        && Predicate(
          "EXISTS(SELECT 1 FROM clientToken t WHERE t.client=client.id AND (\(fits.sql)))",
          fits.arguments
        )
      rank.append(
        "(SELECT min(t.kind) FROM clientToken t WHERE t.client=client.id AND (\(fits.sql)))"
      )
      rankArguments += fits.arguments
    }
    return try context.fetchAll(
      ClientRecord.self,
      """
      SELECT * FROM client WHERE \(condition.sql)
      ORDER BY \(rank.joined(separator: "+")), id DESC LIMIT ?
      """,
      condition.arguments + rankArguments + [limit]
    )
  }

  private static func fits(_ word: String, _ keys: KeyStore) -> Predicate {
    var any =
      Predicate("t.kind=1 AND t.token=?", [token(.whole, word, keys)])
      || Predicate(
        "t.kind=2 AND t.token=?",
        [token(.beginning, String(word.prefix(beginningMax)), keys)]
      )
    for sound in NameKey.sounds(word) {
      any = any || Predicate("t.kind=3 AND t.token=?", [token(.sound, sound, keys)])
    }
    return any
  }

  private static func token(_ kind: Kind, _ text: String, _ keys: KeyStore) -> Argument {
    keys.index.digest(Array("\(kind.rawValue)/\(text)".utf8)).prefix(16)
  }
}
