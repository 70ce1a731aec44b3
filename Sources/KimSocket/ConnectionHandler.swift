import Logging
import NIOCore

/// The bytes of one connection: lines in, replies out in order, and the limits of both ways.
///
/// Backpressure is a withheld `read`: the kernel's buffer fills and the peer waits.
final class ConnectionHandler: ChannelDuplexHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  let connection: Connection
  private let limits: SocketLimits
  private let service: any LineService
  private let logger: Logger
  private let leave: (Connection) -> Void

  private var context: ChannelHandlerContext?
  private var wasOpened = false

  // In.
  private var framer: LineFramer
  private var held = ByteBuffer()
  private var isWorking = false
  private var isReadWithheld = false
  private var inputEnded = false
  private var isClosing = false
  private var watch: LineWatch

  // Out.
  private var replies = ReplyQueue()
  private var out = ByteBuffer()
  private var isFlushing = false
  private var isTouched = false
  private var buffered = 0
  private var written = 0

  init(
    connection: Connection,
    limits: SocketLimits,
    service: any LineService,
    logger: Logger,
    leave: @escaping (Connection) -> Void
  ) {
    self.connection = connection
    self.limits = limits
    self.service = service
    self.logger = logger
    self.leave = leave
    framer = LineFramer(lineBytesMax: limits.lineBytesMax, emptyLinesMax: limits.emptyLinesMax)
    watch = LineWatch(limits: limits)
  }

  // MARK: Life

  func handlerAdded(context: ChannelHandlerContext) {
    self.context = context
    connection.handler = self
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    depart()
  }

  func channelActive(context: ChannelHandlerContext) {
    wasOpened = true
    service.opened(connection)
    context.fireChannelActive()
  }

  func channelInactive(context: ChannelHandlerContext) {
    depart()
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    // A peer that hung up in the middle is an ordinary thing.
    logger.debug("connection failed", metadata: ["connection": "\(connection.id)"])
    context.close(promise: nil)
  }

  private func depart() {
    guard context != nil else { return }
    context = nil
    watch.cancel()
    connection.handler = nil
    held = ByteBuffer()
    out = ByteBuffer()
    framer.dropUnfinished()
    connection.markClosed()
    leave(connection)
    if wasOpened { service.closed(connection) }
  }

  // MARK: In

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard !isClosing else { return }
    var buffer = unwrapInboundIn(data)
    // Bytes come in spite of a withheld read when the peer ends its side: NIO then empties the
    // kernel's buffer, whose size bounds what is held here.
    guard !isWorking, held.readableBytes == 0 else {
      held.writeBuffer(&buffer)
      return
    }
    work(&buffer)
    settle()
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    guard case ChannelEvent.inputClosed = event else {
      context.fireUserInboundEventTriggered(event)
      return
    }
    inputEnded = true
    settle()
  }

  func read(context: ChannelHandlerContext) {
    if mayRead { context.read() } else { isReadWithheld = true }
  }

  private var mayStart: Bool {
    !isClosing && replies.count < limits.inFlightMax && !connection.isOverfull
  }

  private var mayRead: Bool { mayStart && held.readableBytes == 0 }

  /// Starts the lines of the buffer as far as the limits allow; the rest is copied and held.
  private func work(_ buffer: inout ByteBuffer) {
    isWorking = true
    repeat {
      startLines(&buffer)
      flush()
    } while buffer.readableBytes > 0 && mayStart
    isWorking = false
    guard !isClosing, context != nil else { return }
    if buffer.readableBytes > 0 {
      // A copy, for the channel reads into the original again.
      var rest = ByteBuffer()
      rest.writeBuffer(&buffer)
      rest.writeBuffer(&held)
      held = rest
    }
  }

  private func startLines(_ buffer: inout ByteBuffer) {
    while mayStart, let event = framer.next(from: &buffer) {
      switch event {
      case .line(let line):
        let ticket = replies.open()
        service.answer(line, on: connection) { [connection] in connection.reply(ticket, $0) }
      case .tooLong:
        answered(replies.open(), service.lineTooLong)
      case .abuse:
        note("peer does not keep the framing")
        stopReading()
      }
    }
  }

  // MARK: Out

  /// A reply that was given on the event loop.
  func answered(_ ticket: UInt64, _ line: [UInt8]?) {
    accept(ticket, line)
    if !isWorking, !isTouched { settle() }
  }

  /// Takes what came through the outbox; true if the caller has to settle this connection.
  func take(_ content: Outbox.Content) -> Bool {
    switch content {
    case .reply(let ticket, let line): accept(ticket, line)
    case .push(let line): replies.push(line, into: &out)
    case .close:
      flush()
      context?.close(promise: nil)
      return false
    }
    defer { isTouched = true }
    return !isTouched
  }

  private func accept(_ ticket: UInt64, _ line: [UInt8]?) {
    guard context != nil else { return }
    guard let bytes = replies.answer(ticket, line, into: &out) else {
      logger.error("a request was answered twice", metadata: ["connection": "\(connection.id)"])
      return
    }
    connection.queued(bytes)
  }

  /// Brings the connection forward: writes, starts held lines, reads again or closes.
  func settle() {
    isTouched = false
    guard !isWorking, context != nil else { return }
    flush()
    if held.readableBytes > 0, mayStart {
      var buffer = held
      held = ByteBuffer()
      work(&buffer)
    }
    guard let context else { return }
    if isFinished {
      context.close(promise: nil)
      return
    }
    watchClocks()
    if isReadWithheld, mayRead {
      isReadWithheld = false
      context.read()
    }
  }

  private var isFinished: Bool {
    (isClosing || (inputEnded && held.readableBytes == 0))
      && replies.isEmpty && out.readableBytes == 0 && buffered == 0
  }

  private func flush() {
    guard out.readableBytes > 0, let context else { return }
    buffered += out.readableBytes
    written &+= out.readableBytes
    isFlushing = true
    context.writeAndFlush(wrapOutboundOut(out), promise: nil)
    isFlushing = false
    countUnwritten()
    // The buffer is used again when the kernel took it all, unless it is a big one.
    if buffered == 0, out.capacity <= Self.keptBytesMax {
      out.clear(minimumCapacity: 0)
    } else {
      out = ByteBuffer()
    }
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    guard !isFlushing else { return }
    countUnwritten()
    settle()
  }

  /// Learns from the channel how much the kernel has not taken yet.
  ///
  /// The water marks are 1, so a writable channel has nothing left; only a full one is asked.
  private func countUnwritten() {
    guard let context else { return }
    let now = context.channel.isWritable ? 0 : unwrittenBytes(context.channel)
    let taken = buffered - now
    buffered = now
    connection.drained(taken)
  }

  private func unwrittenBytes(_ channel: any Channel) -> Int {
    // It fails on a closed channel alone, which has nothing to write.
    (try? channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0
  }

  private static let keptBytesMax = 16_384

  // MARK: Ends

  /// Answers what is in flight, then closes; reads nothing more.
  func drain() {
    stopReading()
    settle()
  }

  private func stopReading() {
    isClosing = true
    held = ByteBuffer()
    framer.dropUnfinished()
  }

  private func watchClocks() {
    if inputEnded { framer.dropUnfinished() }
    // The peer cannot finish a line that is not read.
    watch.line(framer.isMidLine && mayRead ? framer.ends : nil)
    watch.output(buffered > 0 ? written &- buffered : nil)
    guard watch.needsTimer, let context else { return }
    watch.arm(on: context.eventLoop) { [weak self] in self?.checkClocks() }
  }

  private func checkClocks() {
    watch.fired()
    guard let context else { return }
    countUnwritten()
    watch.output(buffered > 0 ? written &- buffered : nil)
    guard let fault = watch.overdue() else {
      settle()
      return
    }
    note(fault)
    context.close(promise: nil)
  }

  private func note(_ what: Logger.Message) {
    logger.notice(what, metadata: ["connection": "\(connection.id)"])
  }
}
