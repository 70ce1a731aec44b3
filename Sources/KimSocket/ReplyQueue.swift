import NIOCore

/// Puts the replies of one connection into the order of its requests.
struct ReplyQueue {
  private struct Slot {
    var answered = false
    var line: [UInt8]?
    var pushes: [[UInt8]] = []
  }

  // The first slot is always an unanswered one: what stands in front is sent at once.
  private var slots = CircularBuffer<Slot>()
  private var firstTicket: UInt64 = 0

  /// Requests that are not answered, or answered behind one that is not.
  var count: Int { slots.count }

  var isEmpty: Bool { slots.isEmpty }

  /// Takes a place for a request that starts now.
  mutating func open() -> UInt64 {
    slots.append(Slot())
    return firstTicket + UInt64(slots.count) - 1
  }

  /// Takes a reply and appends to `out` whatever may be sent now.
  ///
  /// Returns the bytes that were added for the peer; nil when the ticket is unknown or was
  /// answered before.
  mutating func answer(_ ticket: UInt64, _ line: [UInt8]?, into out: inout ByteBuffer) -> Int? {
    guard ticket >= firstTicket, ticket - firstTicket < UInt64(slots.count) else { return nil }
    let offset = Int(ticket - firstTicket)
    if offset == 0 {
      slots.removeFirst()
      firstTicket += 1
      if let line { Self.write(line, into: &out) }
      sendAnswered(into: &out)
    } else {
      let index = slots.index(slots.startIndex, offsetBy: offset)
      guard !slots[index].answered else { return nil }
      slots[index].answered = true
      slots[index].line = line
    }
    return line.map { $0.count + 1 } ?? 0
  }

  /// Takes an unsolicited line; it never overtakes a reply that was given before it.
  mutating func push(_ line: [UInt8], into out: inout ByteBuffer) {
    guard let index = slots.lastIndex(where: \.answered) else {
      Self.write(line, into: &out)
      return
    }
    slots[index].pushes.append(line)
  }

  private mutating func sendAnswered(into out: inout ByteBuffer) {
    while let slot = slots.first, slot.answered {
      slots.removeFirst()
      firstTicket += 1
      if let line = slot.line { Self.write(line, into: &out) }
      for line in slot.pushes { Self.write(line, into: &out) }
    }
  }

  private static func write(_ line: [UInt8], into out: inout ByteBuffer) {
    out.reserveCapacity(minimumWritableBytes: line.count + 1)
    out.writeBytes(line)
    out.writeInteger(UInt8(ascii: "\n"))
  }
}
