/// The word that somebody who mistyped may have meant.
enum Nearest {
  /// The nearest word within a third of its length; nil where none is near or the text is absurdly long.
  static func word(to text: String, among known: [String]) -> String? {
    guard text.utf8.count <= 64 else { return nil }
    let wanted = text.lowercased()
    let ranked = known.map { ($0, distance(wanted, $0.lowercased())) }
    guard let best = ranked.min(by: { $0.1 < $1.1 }) else { return nil }
    if best.1 <= max(1, best.0.count / 3) { return best.0 }
    return wanted.count >= 3 ? known.first { $0.lowercased().hasPrefix(wanted) } : nil
  }

  /// Insertions, deletions, replacements and swaps of neighbours from one text to the other.
  static func distance(_ left: String, _ right: String) -> Int {
    let (left, right) = (Array(left.unicodeScalars), Array(right.unicodeScalars))
    var before = [Int](repeating: 0, count: right.count + 1)
    var last = Array(0...right.count)
    for row in 0..<left.count {
      var current = [row + 1] + [Int](repeating: 0, count: right.count)
      for column in 0..<right.count {
        let cost = left[row] == right[column] ? 0 : 1
        current[column + 1] = min(last[column] + cost, last[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          current[column + 1] = min(current[column + 1], before[column - 1] + 1)
        }
      }
      (before, last) = (last, current)
    }
    return last[right.count]
  }
}
