/// One line of the last table.
struct Ratio {
  enum Goal {
    case atLeast(Double)
    case atMost(Double)
    case none
  }

  let name: String
  let reached: Double
  let unit: String
  let digits: Int
  let goal: Goal
  /// Where it lay in other rounds.
  var spread = ""

  private var verdict: String {
    switch goal {
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
    name.padded(46) + (reached.text(digits) + unit).rightAligned(12) + wanted.rightAligned(14)
      + "  " + verdict.padded(8) + spread
  }

  static let heading =
    "name".padded(46) + "reached".rightAligned(12) + "goal".rightAligned(14) + "  " + ""

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
