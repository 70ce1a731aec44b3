import Glibc
import Logging
import Testing

@testable import Systemd

@Suite struct JournalFieldsTests {
  @Test func writesTheFixedFields() {
    let fields = self.fields("Case opened.", level: .notice)
    #expect(fields["MESSAGE"] == "Case opened.")
    #expect(fields["PRIORITY"] == "5")
    #expect(fields["SYSLOG_IDENTIFIER"] == "kimd")
    #expect(fields.count == 3)
  }

  @Test func takesTheAllowedMetadataAndDropsTheRest() {
    let fields = self.fields(
      "answered",
      [
        "KIMD_METHOD": "case.open", "KIMD_PEER_UID": "1000", "KIMD_ERROR_KIND": "not_found",
        "KIMD_DURATION_US": "812", "KIMD_SEQ": .stringConvertible(8813),
        "KIMD_RPC_ID": "kimctl:case.open#1", "KIMD_REFERENCE": "0f3a", "KIMD_STATE": "ready",
        "familyName": "Canary", "MESSAGE": "Canary", "KIMD_PARAMS": ["name": "Canary"],
      ]
    )
    #expect(fields["KIMD_METHOD"] == "case.open")
    #expect(fields["KIMD_PEER_UID"] == "1000")
    #expect(fields["KIMD_ERROR_KIND"] == "not_found")
    #expect(fields["KIMD_DURATION_US"] == "812")
    #expect(fields["KIMD_SEQ"] == "8813")
    #expect(fields["KIMD_RPC_ID"] == "kimctl:case.open#1")
    #expect(fields["KIMD_REFERENCE"] == "0f3a")
    #expect(fields["KIMD_STATE"] == "ready")
    #expect(!fields.values.contains { $0.contains("Canary") })
  }

  @Test(arguments: [
    ("KIMD_METHOD", "case.open\nMESSAGE=forged"), ("KIMD_METHOD", "Erika Mustermann"),
    ("KIMD_PEER_UID", "-1"), ("KIMD_PEER_UID", "1000 root"), ("KIMD_SEQ", "123456789012345678901"),
    ("KIMD_DURATION_US", ""), ("KIMD_ERROR_KIND", String(repeating: "a", count: 65)),
  ])
  func dropsMetadataOfTheWrongForm(key: String, value: String) {
    #expect(fields("x", [key: .string(value)]).count == 3)
  }

  @Test func noCharacterActs() {
    let message = "a\nPRIORITY=0\r\u{1B}[31m\u{9B}b\u{202E}c\u{2028}d\u{7F}\u{0}"
    #expect(
      fields(message)["MESSAGE"]
        == "a\\u{A}PRIORITY=0\\u{D}\\u{1B}[31m\\u{9B}b\\u{202E}c\\u{2028}d\\u{7F}\\u{0}"
    )
    #expect(fields("x", ["KIMD_RPC_ID": "1\n2"])["KIMD_RPC_ID"] == "1\\u{A}2")
  }

  @Test func invalidBytesBecomeValidText() {
    let message = String(decoding: [0x61, 0xFF, 0xC3, 0x62], as: UTF8.self)
    #expect(fields(message)["MESSAGE"] == "a\u{FFFD}\u{FFFD}b")
  }

  @Test(arguments: ["x", "ä", "🙂", "\n"])
  func aMegabyteIsCut(character: String) throws {
    let fields = self.fields(
      String(repeating: character, count: 1_000_000),
      ["KIMD_RPC_ID": .string(String(repeating: character, count: 1_000_000))]
    )
    let message = try #require(fields["MESSAGE"])
    #expect(message.utf8.count <= 2_048)
    #expect(message.utf8.count > 2_000)
    #expect(message.hasSuffix("…"))
    #expect(try #require(fields["KIMD_RPC_ID"]).utf8.count <= 128)
  }

  @Test func whatJustFitsIsNotCut() {
    #expect(SafeLine.escaped("abcdef", bytesMax: 6) == "abcdef")
    #expect(SafeLine.escaped("abcdefg", bytesMax: 6) == "abc…")
  }

  @Test func anErrorShowsItsTypeAlone() {
    struct Unreadable: Error { let name = "Canary" }
    let fields = self.fields("failed", error: Unreadable())
    #expect(fields["KIMD_ERROR_TYPE"] == "Unreadable")
    #expect(!fields.values.contains { $0.contains("Canary") })
  }

  @Test func namesAnEvent() {
    let fields = self.fields("ready", JournalEvent.ready.metadata)
    #expect(fields["MESSAGE_ID"] == JournalEvent.ready.messageID)
    #expect(self.fields("ready", ["KIMD_EVENT": "unheard"])["MESSAGE_ID"] == nil)
  }

  @Test func aLineSaysTheSame() {
    let fields = JournalFields.fields(
      for: logEvent("Case\nopened", .info),
      metadata: ["KIMD_METHOD": "case.open", "KIMD_PEER_UID": "1000"],
      identifier: "kimd"
    )
    let line = "kimd: info: Case\\u{A}opened KIMD_METHOD=case.open KIMD_PEER_UID=1000\n"
    #expect(JournalFields.line(fields, level: .info) == line)
  }

  @Test(arguments: ["kimd.catalog", "kimd.de.catalog"])
  func everyEventIsInTheCatalogue(name: String) throws {
    let text = try repositoryFile("systemd/" + name)
    for event in JournalEvent.allCases {
      #expect(text.contains("-- \(event.messageID)\n"), "\(event)")
    }
    let entries = text.split(separator: "\n").count { $0.hasPrefix("-- ") }
    #expect(entries == JournalEvent.allCases.count)
  }

  private func fields(
    _ message: String,
    _ metadata: Logger.Metadata = [:],
    level: Logger.Level = .info,
    error: (any Error)? = nil
  ) -> [String: String] {
    var event = logEvent(message, level)
    event.error = error
    let fields = JournalFields.fields(for: event, metadata: metadata, identifier: "kimd")
    return Dictionary(uniqueKeysWithValues: fields.map { ($0.name, $0.value) })
  }
}

@Suite struct JournalHandlerTests {
  @Test func mergesMetadataAndWritesOneLine() throws {
    // Given a logger whose lines go into a pipe
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    defer { close(ends[0]) }
    var logger = Logger(label: "test") { [write = ends[1]] _ in
      JournalHandler(identifier: "kimd", sink: .lines(descriptor: write))
    }
    // When it speaks, above and below its level
    logger[metadataKey: "KIMD_PEER_UID"] = "1000"
    logger.debug("unheard")
    logger.warning("slow", metadata: ["KIMD_METHOD": "case.open", "KIMD_PEER_UID": "1001"])
    close(ends[1])
    // Then the nearer metadata win
    var buffer = [UInt8](repeating: 0, count: 4_096)
    let count = read(ends[0], &buffer, buffer.count)
    #expect(
      String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
        == "kimd: warning: slow KIMD_METHOD=case.open KIMD_PEER_UID=1001\n"
    )
  }

  @Test func recognisesTheJournalsStream() throws {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    defer { ends.forEach { close($0) } }
    var facts = stat()
    try #require(fstat(ends[1], &facts) == 0)
    let stream = "\(facts.st_dev):\(facts.st_ino)"
    #expect(JournalSink.isJournal(descriptor: ends[1], stream: stream))
    #expect(!JournalSink.isJournal(descriptor: ends[1], stream: "1:1"))
    #expect(!JournalSink.isJournal(descriptor: -1, stream: stream))
  }
}

private func logEvent(_ message: String, _ level: Logger.Level) -> LogEvent {
  LogEvent(
    level: level,
    message: "\(message)",
    metadata: nil,
    source: "test",
    file: "test",
    function: "test",
    line: 1
  )
}

private func repositoryFile(_ path: String, from file: String = #filePath) throws -> String {
  let root = file.split(separator: "/").dropLast(3).joined(separator: "/")
  let descriptor = open("/" + root + "/" + path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else { throw SystemCallFailed(call: "open", number: errno) }
  defer { close(descriptor) }
  var buffer = [UInt8](repeating: 0, count: 1 << 20)
  let count = read(descriptor, &buffer, buffer.count)
  return String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
}
