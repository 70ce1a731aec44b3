import Glibc
import KimAPI

/// Standard output for data, standard error for everything else.
enum Console {
  static let isOutputTerminal = isatty(STDOUT_FILENO) == 1

  /// Writes lines of data; a reader that went away ends the program quietly.
  static func put(_ lines: [String]) {
    guard !lines.isEmpty else { return }
    write(lines.joined(separator: "\n") + "\n", to: STDOUT_FILENO)
  }

  /// Writes a line to the person.
  static func note(_ line: String) { write(line + "\n", to: STDERR_FILENO) }

  static func write(_ text: String, to descriptor: Int32) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count > 0 {
        rest = rest.dropFirst(count)
      } else if errno != EINTR {
        // Nobody reads any more, and there is nobody to tell.
        exit(descriptor == STDOUT_FILENO && errno != EPIPE ? 70 : 0)
      }
    }
  }

  /// Whether header lines may be bold.
  static func mayBeBold(_ noColor: Bool, environment: (String) -> String?) -> Bool {
    guard !noColor, isOutputTerminal, environment("TERM") != "dumb" else { return false }
    return environment("NO_COLOR")?.isEmpty ?? true
  }
}
