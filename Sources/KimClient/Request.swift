import Glibc
import KimAPI

/// One request, written once and sent as often as it must be.
struct Request {
  let id: String
  /// The whole line.
  let line: [UInt8]
  /// What makes a write safe to repeat.
  let key: String?
  /// Whether it may be sent again though it may have been done.
  let isRepeatable: Bool

  /// A call of a method: `method` is nil where the catalogue of this version does not know it.
  ///
  /// `params` is the text of an object without `_meta`.
  init(
    id: String,
    name: String,
    method: (any Method.Type)?,
    params: [UInt8],
    meta: [JSON.Member]
  ) throws(ClientError) {
    guard params.first == UInt8(ascii: "{"), params.last == UInt8(ascii: "}") else {
      throw .malformedRequest
    }
    let isLong = method.map { $0 is any LongMethod.Type } ?? false
    let isWrite = method.map { $0 is any WriteMethod.Type } ?? true
    var meta = meta
    if isWrite, !meta.contains(where: { $0.key == "idempotencyKey" }) {
      meta.insert(.init("idempotencyKey", .string(Self.freshKey())), at: 0)
    }
    key = isWrite ? meta.first { $0.key == "idempotencyKey" }?.value.text : nil
    let head: JSON = ["jsonrpc": "2.0", "id": .string(id), "method": .string(name)]
    var line = JSONText.encode(head)
    line.removeLast()
    line += Array(",\"params\":".utf8) + params.dropLast()
    if !meta.isEmpty {
      line += Array((params.count > 2 ? ",\"_meta\":" : "\"_meta\":").utf8)
      line += JSONText.encode(.object(meta))
    }
    line += Array("}}\n".utf8)
    guard line.count <= Wire.requestBytesMax else { throw .requestTooLong }
    self.line = line
    self.id = id
    isRepeatable = method != nil && !isLong
  }

  /// `_meta` as it stands in a request.
  static func members(of meta: RequestMeta) -> [JSON.Member] {
    var members: [JSON.Member] = []
    if let key = meta.idempotencyKey { members.append(.init("idempotencyKey", .string(key.text))) }
    if let dryRun = meta.dryRun { members.append(.init("dryRun", .boolean(dryRun))) }
    if let reason = meta.reason { members.append(.init("reason", .string(reason.text))) }
    if let lang = meta.lang { members.append(.init("lang", .string(lang.text))) }
    return members
  }

  /// Sixteen digits of time, in microseconds, and 64 bits of chance: keys that grow lie side by side in the store.
  static func freshKey() -> String {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    var generator = SystemRandomNumberGenerator()
    let time = String(now.tv_sec * 1_000_000 + now.tv_nsec / 1000)
    return padded(time) + padded(String(generator.next() as UInt64, radix: 16))
  }

  private static func padded(_ digits: String) -> String {
    String(repeating: "0", count: max(0, 16 - digits.utf8.count)) + digits
  }
}
