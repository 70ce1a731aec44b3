import FoundationEssentials
import Testing

/// Files that are generated and checked in; a test says when one is stale.
enum CheckedIn {
  /// The root of the repository.
  static let root = #filePath.split(separator: "/").dropLast(4).reduce("") { $0 + "/" + $1 }

  /// Compares a file with what it should hold, byte for byte; names the first line that differs and the command to run.
  static func expect(
    _ path: String,
    holds wanted: String,
    otherwise command: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let data = FileManager.default.contents(atPath: root + "/" + path)
    let found = String(decoding: data ?? Data(), as: UTF8.self)
    guard Array(found.utf8) != Array(wanted.utf8) else { return }
    let lines = (
      found: found.split(separator: "\n", omittingEmptySubsequences: false),
      wanted: wanted.split(separator: "\n", omittingEmptySubsequences: false)
    )
    let same = zip(lines.found, lines.wanted).prefix { $0 == $1 }.count
    Issue.record(
      "\(path) is stale from line \(same + 1) on; print it again: \(command)",
      sourceLocation: sourceLocation
    )
  }

  /// Writes a file of the repository, for whoever asked to record it.
  static func record(_ path: String, _ text: String) throws {
    try Data(text.utf8).write(to: URL(filePath: root + "/" + path))
  }
}
