import NIOCore
import Testing

@testable import KimSocket

@Suite(.timeLimit(.minutes(5)))
struct LineFramerTests {
  private func framer(limit: Int = 16, empties: Int = 100) -> LineFramer {
    LineFramer(lineBytesMax: limit, emptyLinesMax: empties)
  }

  /// Feeds the pieces one after the other and collects what comes out.
  private func events(_ framer: LineFramer, _ pieces: [ArraySlice<UInt8>]) -> [LineFramer.Event] {
    var framer = framer
    var events: [LineFramer.Event] = []
    for piece in pieces {
      var buffer = ByteBuffer(bytes: piece)
      while let event = framer.next(from: &buffer) { events.append(event) }
      #expect(buffer.readableBytes == 0)
      #expect(framer.heldBytes < 16)
    }
    return events
  }

  private static let mixed =
    Array("one\r\n\n\r\n".utf8)
    + Array(String(repeating: "x", count: 40).utf8)
    + Array("\nzwölf \u{2028}\u{85}\n\rthree\r\r\nleft over".utf8)

  private static let expected: [LineFramer.Event] = [
    .line(Array("one".utf8)),
    .tooLong,
    .line(Array("zwölf \u{2028}\u{85}".utf8)),
    .line(Array("\rthree\r".utf8)),
  ]

  @Test func everySplitPointGivesTheSameLines() {
    // Given a stream of all kinds of lines; when it is cut in two anywhere; then nothing changes.
    for cut in 0...Self.mixed.count {
      let pieces = [Self.mixed[..<cut], Self.mixed[cut...]]
      #expect(events(framer(), pieces) == Self.expected, "cut at \(cut)")
    }
  }

  @Test func aDripOfSingleBytesGivesTheSameLines() {
    for size in 1...7 {
      let pieces = stride(from: 0, to: Self.mixed.count, by: size).map {
        Self.mixed[$0..<min($0 + size, Self.mixed.count)]
      }
      #expect(events(framer(), pieces) == Self.expected, "pieces of \(size)")
    }
  }

  @Test(arguments: [15, 16, 17])
  func theLimitCountsTheEnd(length: Int) {
    // Given a limit of 16 bytes; when a line of so many bytes without its end comes, whole or not;
    let line = [UInt8](repeating: 97, count: length)
    let bytes = line + [10]
    // Then 15 pass and 16 do not.
    let expected: [LineFramer.Event] = length < 16 ? [.line(line)] : [.tooLong]
    #expect(events(framer(), [bytes[...]]) == expected)
    #expect(events(framer(), bytes.indices.map { bytes[$0...$0] }) == expected)
  }

  @Test func twoOversizeLinesInARowAreAbuse() {
    let long = String(repeating: "x", count: 20) + "\n"
    #expect(events(framer(), [Array((long + long).utf8)[...]]) == [.tooLong, .abuse])
    // A good line between them makes it good again.
    let mended = events(framer(), [Array((long + "ok\n" + long).utf8)[...]])
    #expect(mended == [.tooLong, .line(Array("ok".utf8)), .tooLong])
  }

  @Test func manyEmptyLinesInARowAreAbuse() {
    let almost = Array("\n\r\n".utf8)
    #expect(events(framer(empties: 3), [almost[...]]).isEmpty)
    #expect(events(framer(empties: 3), [(almost + [10])[...]]) == [.abuse])
    let broken = almost + Array("a\n".utf8) + almost
    #expect(events(framer(empties: 3), [broken[...]]) == [.line([97])])
  }

  @Test func aStartedLineIsKnownUntilItsEnd() {
    var framer = framer()
    var buffer = ByteBuffer(string: "half")
    #expect(framer.next(from: &buffer) == nil)
    #expect(framer.isMidLine)
    buffer = ByteBuffer(string: "\n")
    #expect(framer.next(from: &buffer) == .line(Array("half".utf8)))
    #expect(!framer.isMidLine)
    buffer = ByteBuffer(string: String(repeating: "x", count: 30))
    #expect(framer.next(from: &buffer) == .tooLong)
    #expect(framer.isMidLine && framer.heldBytes == 0)
  }

  @Test func aLongPartialLineTakesNoMoreThanTheLimit() {
    // Given the limit of production; when the longest line drips in;
    let limit = 1_048_576
    var framer = framer(limit: limit)
    var held = 0
    let piece = [UInt8](repeating: 120, count: 65_535)
    for _ in 0..<15 {
      var buffer = ByteBuffer(bytes: piece)
      #expect(framer.next(from: &buffer) == nil)
      held = max(held, framer.heldBytes)
    }
    // Then it is held below the limit, and one byte too many lets it all go.
    #expect(held < limit)
    var buffer = ByteBuffer(bytes: [UInt8](repeating: 120, count: 100_000))
    #expect(framer.next(from: &buffer) == .tooLong)
    #expect(framer.heldBytes == 0)
  }
}
