import Logging

/// One field of a journal entry: a name of the fixed list and a value of one safe line.
struct JournalField: Equatable, Sendable {
  let name: String
  let value: String
}

/// The fields of a journal entry, as a pure function of a log event.
///
/// Metadata reach the journal under the names of a fixed list alone. Whatever else a logger carries is
/// dropped, since nobody has looked whether it is personal.
enum JournalFields {
  /// The longest message, in bytes.
  static let messageBytesMax = 2048

  /// What may stand in a field that comes from metadata.
  enum Form {
    /// Digits, at most twenty.
    case number
    /// A name of the protocol: letters, digits, `.`, `_`, `-`, at most 64.
    case word
    /// A text that a client chose, escaped, at most 128 bytes.
    case text
  }

  /// Metadata that become a field of the same name, in the order in which they are written.
  static let allowed: [(name: String, form: Form)] = [
    ("KIMD_METHOD", .word),
    ("KIMD_PEER_UID", .number),
    ("KIMD_ERROR_KIND", .word),
    ("KIMD_DURATION_US", .number),
    ("KIMD_SEQ", .number),
    ("KIMD_RPC_ID", .text),
    ("KIMD_REFERENCE", .word),
    ("KIMD_STATE", .word),
  ]

  /// The fields of one entry.
  ///
  /// - Parameters:
  ///   - event: what was logged.
  ///   - metadata: the logger's and the event's metadata, already merged.
  ///   - identifier: the program's name.
  /// - Returns: `MESSAGE`, `PRIORITY`, `SYSLOG_IDENTIFIER` and what the list of metadata allows.
  static func fields(
    for event: LogEvent,
    metadata: Logger.Metadata,
    identifier: String
  ) -> [JournalField] {
    let message = SafeLine.escaped(event.message.description, bytesMax: messageBytesMax)
    var fields = [
      JournalField(name: "MESSAGE", value: message),
      JournalField(name: "PRIORITY", value: String(priority(event.level))),
      JournalField(name: "SYSLOG_IDENTIFIER", value: identifier),
    ]
    if let event = metadata[JournalEvent.key].flatMap({ JournalEvent(rawValue: $0.description) }) {
      fields.append(JournalField(name: "MESSAGE_ID", value: event.messageID))
    }
    for (name, form) in allowed {
      guard let value = metadata[name].flatMap({ checked($0.description, form) }) else { continue }
      fields.append(JournalField(name: name, value: value))
    }
    if let error = event.error {
      // The type alone: an error's text may quote the value that it is about.
      let type = SafeLine.escaped(String(describing: type(of: error)), bytesMax: 64)
      fields.append(JournalField(name: "KIMD_ERROR_TYPE", value: type))
    }
    return fields
  }

  /// The same entry as a line for a terminal or a file.
  static func line(_ fields: [JournalField], level: Logger.Level) -> String {
    var line = ""
    var rest = ""
    for field in fields {
      switch field.name {
      case "SYSLOG_IDENTIFIER": line = field.value + ": " + level.rawValue + ": "
      case "PRIORITY", "MESSAGE_ID": continue
      case "MESSAGE": rest = field.value + rest
      default: rest += " " + field.name + "=" + field.value
      }
    }
    return line + rest + "\n"
  }

  private static func checked(_ value: String, _ form: Form) -> String? {
    if value.isEmpty { return nil }
    switch form {
    case .number:
      return value.utf8.count <= 20 && value.utf8.allSatisfy(isDigit) ? value : nil
    case .word:
      return value.utf8.count <= 64 && value.utf8.allSatisfy(isWord) ? value : nil
    case .text:
      return SafeLine.escaped(value, bytesMax: 128)
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    case UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"): true
    default: isDigit(byte)
    }
  }

  private static func priority(_ level: Logger.Level) -> Int {
    switch level {
    case .trace, .debug: 7
    case .info: 6
    case .notice: 5
    case .warning: 4
    case .error: 3
    case .critical: 2
    }
  }
}
