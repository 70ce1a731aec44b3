/// One line of the last table.
struct Ratio {
  enum Goal {
    case atLeast(Double)
    case atMost(Double)
    case none
  }

  let name: String
  /// Nil where others used too much of the machine.
  let reached: Double?
  let unit: String
  let digits: Int
  let goal: Goal
  /// Where it lay in other rounds.
  var spread = ""

  private var verdict: String {
    guard let reached else { return "?" }
    return switch goal {
    case .atLeast(let bound): reached >= bound ? "ok" : "missed"
    case .atMost(let bound): reached <= bound ? "ok" : "missed"
    case .none: ""
    }
  }

  private var wanted: String {
    switch goal {
    case .atLeast(let bound): ">= \(bound.text(digits))\(unit)"
    case .atMost(let bound): "<= \(bound.text(digits))\(unit)"
    case .none: ""
    }
  }

  var line: String {
    name.padded(Self.width)
      + (reached.map { $0.text(digits) + unit } ?? "not compared").rightAligned(13)
      + wanted.rightAligned(12) + "  " + verdict.padded(8) + spread
  }

  static let heading =
    "name".padded(width) + "reached".rightAligned(13) + "goal".rightAligned(12)

  private static let width = 52

  static func notCompared(_ name: String) -> Ratio {
    Ratio(name: name, reached: nil, unit: "", digits: 0, goal: .none)
  }

  /// The middle of the rounds' ratios with their span; nil where nothing was measured.
  static func of(
    _ name: String,
    _ ours: [Double],
    _ others: [Double],
    atLeast bound: Double? = nil
  ) -> Ratio? {
    let ratios = zip(ours, others).filter { $1 > 0 }.map { $0 / $1 }
    guard let median = ratios.median, let least = ratios.min(), let most = ratios.max() else {
      return nil
    }
    return Ratio(
      name: name,
      reached: median,
      unit: " x",
      digits: 2,
      goal: bound.map(Goal.atLeast) ?? .none,
      spread: "\(least.text(2)) to \(most.text(2))"
    )
  }
}
