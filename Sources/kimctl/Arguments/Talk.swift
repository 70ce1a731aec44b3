import Glibc

/// Where answers come from and questions go.
struct Talk {
  /// One answer.
  enum Answer: Equatable {
    case text(String)
    /// Bytes that are no UTF-8, or more of them than any answer has.
    case noText
    /// Nothing more will come; at a terminal somebody typed Ctrl-D.
    case end
  }

  /// Whether somebody reads the questions.
  let isTerminal: Bool
  let next: () -> Answer
  let tell: (String) -> Void
  /// Drops what was typed before it was asked for.
  let forget: () -> Void

  /// Somebody at the terminal of standard input; nil where it is none or no terminal shows the questions.
  static func terminal() -> Talk? {
    guard isatty(STDIN_FILENO) == 1 else { return nil }
    // What is said holds personal values, and standard error may be a file.
    let screen =
      isatty(STDERR_FILENO) == 1
      ? STDERR_FILENO : open("/dev/tty", O_WRONLY | O_NOCTTY | O_CLOEXEC)
    guard screen >= 0 else { return nil }
    let lines = Lines(isTerminal: true)
    return Talk(
      isTerminal: true,
      next: lines.next,
      tell: { Console.write($0, to: screen) },
      forget: lines.forget
    )
  }

  /// The lines of standard input, for which nobody is asked.
  static func lines() -> Talk {
    Talk(isTerminal: false, next: Lines(isTerminal: false).next, tell: { _ in }, forget: {})
  }
}

/// Standard input, line by line.
private final class Lines {
  private let isTerminal: Bool
  private var bytes: [UInt8] = []

  init(isTerminal: Bool) { self.isTerminal = isTerminal }

  func next() -> Talk.Answer {
    var piece = [UInt8](repeating: 0, count: 4096)
    while true {
      if let end = bytes.firstIndex(of: UInt8(ascii: "\n")) {
        let line = Array(bytes[..<end])
        bytes.removeFirst(end + 1)
        return Self.answer(line)
      }
      guard bytes.count <= Source.bytesMax else {
        bytes = []
        return .noText
      }
      let count = read(STDIN_FILENO, &piece, piece.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        // Ctrl-D in the middle of an answer breaks off as well; the last line of a file may lack its end.
        defer { bytes = [] }
        return isTerminal || bytes.isEmpty ? .end : Self.answer(bytes)
      }
      bytes += piece[..<count]
    }
  }

  func forget() {
    bytes = []
    tcflush(STDIN_FILENO, TCIFLUSH)
  }

  private static func answer(_ line: [UInt8]) -> Talk.Answer {
    let blank: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }
    let start = line.firstIndex { !blank($0) } ?? line.endIndex
    let end = line.lastIndex { !blank($0) }.map { $0 + 1 } ?? start
    return String(validating: line[start..<end], as: UTF8.self).map(Talk.Answer.text) ?? .noText
  }
}
