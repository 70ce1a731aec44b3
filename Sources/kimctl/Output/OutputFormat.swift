import ArgumentParser

/// How a result is written.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable, Sendable {
  /// For people.
  case table
  /// For programs: the object on one line.
  case json
  /// For shells: the id, or one id a line.
  case id
}

extension Language: ExpressibleByArgument {}
