import NIOCore
import Testing

@testable import KimSocket

@Suite(.timeLimit(.minutes(5)))
struct ReplyQueueTests {
  private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

  @Test func repliesLeaveInTheOrderOfTheRequests() {
    var queue = ReplyQueue()
    var out = ByteBuffer()
    let tickets = (0..<4).map { _ in queue.open() }
    // When they are answered backwards, one of them with nothing;
    #expect(queue.answer(tickets[3], bytes("d"), into: &out) == 2)
    #expect(queue.answer(tickets[2], nil, into: &out) == 0)
    #expect(queue.answer(tickets[1], bytes("bb"), into: &out) == 3)
    // Then nothing leaves before the first.
    #expect(out.readableBytes == 0 && queue.count == 4)
    #expect(queue.answer(tickets[0], bytes("a"), into: &out) == 2)
    #expect(String(buffer: out) == "a\nbb\nd\n")
    #expect(queue.isEmpty)
  }

  @Test func aSecondAnswerIsRefused() {
    var queue = ReplyQueue()
    var out = ByteBuffer()
    let (first, second) = (queue.open(), queue.open())
    #expect(queue.answer(second, bytes("b"), into: &out) == 2)
    #expect(queue.answer(second, bytes("again"), into: &out) == nil)
    #expect(queue.answer(first, bytes("a"), into: &out) == 2)
    #expect(queue.answer(first, bytes("again"), into: &out) == nil)
    #expect(queue.answer(99, bytes("never asked"), into: &out) == nil)
    #expect(String(buffer: out) == "a\nb\n")
  }

  @Test func aPushGoesBetweenRepliesAndOvertakesNoEarlierOne() {
    var queue = ReplyQueue()
    var out = ByteBuffer()
    let (first, second) = (queue.open(), queue.open())
    // Nothing was answered yet: a push goes out at once.
    queue.push(bytes("p1"), into: &out)
    #expect(String(buffer: out) == "p1\n")
    // The second reply is given but waits for the first: pushes wait behind it.
    _ = queue.answer(second, bytes("b"), into: &out)
    queue.push(bytes("p2"), into: &out)
    queue.push(bytes("p3"), into: &out)
    #expect(String(buffer: out) == "p1\n")
    _ = queue.answer(first, bytes("a"), into: &out)
    #expect(String(buffer: out) == "p1\na\nb\np2\np3\n")
  }
}
