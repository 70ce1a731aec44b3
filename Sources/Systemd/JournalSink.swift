import CSystemd
import Glibc
import Logging

/// Where log lines end up.
package enum JournalSink: Sendable {
  /// The journal, over its native protocol.
  case journal
  /// Lines into an open descriptor.
  case lines(descriptor: Int32)

  /// The journal if standard error is connected to it, otherwise lines on standard error.
  package static var detected: JournalSink {
    guard let stream = environmentValue("JOURNAL_STREAM") else { return .lines(descriptor: 2) }
    return isJournal(descriptor: 2, stream: stream) ? .journal : .lines(descriptor: 2)
  }

  /// Whether the descriptor is the stream that `JOURNAL_STREAM` (`device:inode`) speaks of.
  static func isJournal(descriptor: Int32, stream: String) -> Bool {
    var facts = stat()
    guard fstat(descriptor, &facts) == 0 else { return false }
    return stream == "\(facts.st_dev):\(facts.st_ino)"
  }

  func write(_ fields: [JournalField], level: Logger.Level) {
    switch self {
    case .journal:
      if Self.send(fields) < 0 {
        Self.writeLine(JournalFields.line(fields, level: level), to: 2)
      }
    case .lines(let descriptor):
      Self.writeLine(JournalFields.line(fields, level: level), to: descriptor)
    }
  }

  /// Sends with lengths, so that no value can end early or begin a field.
  private static func send(_ fields: [JournalField]) -> Int32 {
    var bytes: [UInt8] = []
    var ends: [Int] = []
    for field in fields {
      bytes += Array(field.name.utf8) + [UInt8(ascii: "=")] + Array(field.value.utf8)
      ends.append(bytes.count)
    }
    return bytes.withUnsafeMutableBytes { buffer in
      var start = 0
      let parts = ends.map { end in
        defer { start = end }
        return iovec(iov_base: buffer.baseAddress?.advanced(by: start), iov_len: end - start)
      }
      return sd_journal_sendv(parts, Int32(parts.count))
    }
  }

  /// One `write` a line, so that lines of several threads do not mix.
  private static func writeLine(_ line: String, to descriptor: Int32) {
    let bytes = Array(line.utf8)
    var start = 0
    while start < bytes.count {
      let wrote = bytes[start...].withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress, $0.count)
      }
      // A log that nobody can take is lost; the daemon goes on.
      if wrote < 0 && errno != EINTR { return }
      start += max(0, wrote)
    }
  }
}
