/// Contenders in turns, so that whatever the machine does meets all of them.
struct Duel {
  /// One that is measured, by what it does a second.
  struct Contender {
    let name: String
    let measure: () throws(BenchFailure) -> Double
  }

  private struct Pair {
    let ours: String
    let others: String
    let name: String
    let bound: Double?
  }

  private let quiet: Quiet
  private var contenders: [Contender] = []
  private var pairs: [Pair] = []
  /// What each showed, round by round; nil where it cannot be compared.
  private var rates: [String: [Double?]] = [:]
  private(set) var unmeasured: [String] = []

  init(quiet: Quiet) { self.quiet = quiet }

  mutating func add(_ name: String, _ measure: @escaping () throws(BenchFailure) -> Double) {
    contenders.append(Contender(name: name, measure: measure))
  }

  /// Compares two by their names, whenever they are added.
  mutating func compare(_ ours: String, with others: String, as name: String, _ bound: Double?) {
    pairs.append(Pair(ours: ours, others: others, name: name, bound: bound))
  }

  mutating func round() {
    for contender in contenders {
      var rate: Double?
      do throws(BenchFailure) {
        let measured = try quiet.measure(contender.measure)
        Console.say(
          "  " + contender.name.padded(36) + measured.value.text(0).rightAligned(10) + "  "
            + measured.note
        )
        if measured.isQuiet { rate = measured.value }
      } catch {
        unmeasured.append("\(contender.name): \(error)")
      }
      rates[contender.name, default: []].append(rate)
    }
  }

  /// What the rounds showed in which both could be compared.
  var ratios: [Ratio] {
    pairs.compactMap { pair in
      let both = zip(rates[pair.ours] ?? [], rates[pair.others] ?? []).compactMap { ours, others in
        ours.flatMap { ours in others.map { (ours, $0) } }
      }
      return Ratio.of(pair.name, both.map(\.0), both.map(\.1), atLeast: pair.bound)
        ?? .notCompared(pair.name)
    }
  }
}
