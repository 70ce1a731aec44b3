import Glibc
import NIOCore

/// Cuts bytes into lines and holds the rules of framing; it knows of no socket and no clock.
struct LineFramer {
  enum Event: Equatable {
    /// A complete line without its end.
    case line([UInt8])
    /// A line over the limit has begun; its rest is skipped.
    case tooLong
    /// The peer does not keep the rules; nothing more is to be read from it.
    case abuse
  }

  private let lineBytesMax: Int
  private let emptyLinesMax: Int
  private var partial: [UInt8] = []
  private var skipping = false
  private var emptyRun = 0
  private var oversizeRun = 0
  /// Ends of lines seen so far; a started line is named by it.
  private(set) var ends: UInt64 = 0

  init(lineBytesMax: Int, emptyLinesMax: Int) {
    self.lineBytesMax = lineBytesMax
    self.emptyLinesMax = emptyLinesMax
  }

  /// A line is started and not finished.
  var isMidLine: Bool { skipping || !partial.isEmpty }

  /// Bytes held of a started line.
  var heldBytes: Int { partial.count }

  /// Takes the next event from the front of the buffer; nil when all of it is used up.
  mutating func next(from buffer: inout ByteBuffer) -> Event? {
    while buffer.readableBytes > 0 {
      guard let length = Self.bytesBeforeEnd(buffer) else { return takeUnfinished(&buffer) }
      ends += 1
      if skipping {
        buffer.moveReaderIndex(forwardBy: length + 1)
        skipping = false
        continue
      }
      guard partial.count + length < lineBytesMax else {
        buffer.moveReaderIndex(forwardBy: length + 1)
        return oversize()
      }
      let line = takeLine(&buffer, length: length)
      guard !line.isEmpty else {
        emptyRun += 1
        guard emptyRun < emptyLinesMax else { return .abuse }
        continue
      }
      emptyRun = 0
      oversizeRun = 0
      return .line(line)
    }
    return nil
  }

  /// Forgets a started line, whose end will not come.
  mutating func dropUnfinished() {
    partial = []
    skipping = false
  }

  private mutating func takeUnfinished(_ buffer: inout ByteBuffer) -> Event? {
    let length = buffer.readableBytes
    defer { buffer.moveReaderIndex(forwardBy: length) }
    if skipping { return nil }
    // The end itself needs a byte of the limit.
    guard partial.count + length < lineBytesMax else {
      skipping = true
      return oversize()
    }
    // Arrays grow by doubling: past the half, take the limit itself and not twice of it.
    if partial.count + length > lineBytesMax / 2 { partial.reserveCapacity(lineBytesMax) }
    buffer.withUnsafeReadableBytes { partial.append(contentsOf: $0) }
    return nil
  }

  private mutating func takeLine(_ buffer: inout ByteBuffer, length: Int) -> [UInt8] {
    var line: [UInt8]
    if partial.isEmpty {
      line = buffer.withUnsafeReadableBytes { bytes in
        let end = length > 0 && bytes[length - 1] == Self.carriageReturn ? length - 1 : length
        return [UInt8](UnsafeRawBufferPointer(rebasing: bytes[..<end]))
      }
    } else {
      line = partial
      partial = []
      buffer.withUnsafeReadableBytes { line.append(contentsOf: $0.prefix(length)) }
      if line.last == Self.carriageReturn { line.removeLast() }
    }
    buffer.moveReaderIndex(forwardBy: length + 1)
    return line
  }

  private mutating func oversize() -> Event {
    partial = []
    emptyRun = 0
    oversizeRun += 1
    return oversizeRun == 1 ? .tooLong : .abuse
  }

  private static let carriageReturn = UInt8(ascii: "\r")

  private static func bytesBeforeEnd(_ buffer: ByteBuffer) -> Int? {
    buffer.withUnsafeReadableBytes { bytes in
      guard
        let start = bytes.baseAddress,
        let end = memchr(start, Int32(UInt8(ascii: "\n")), bytes.count)
      else { return nil }
      return UnsafeRawPointer(end) - start
    }
  }
}
