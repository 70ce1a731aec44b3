import Glibc

/// A bound datagram socket in a directory of its own, as the service manager would hold it.
final class DatagramSocket {
  let path: String
  private let descriptor: Int32
  private let directory: String

  init() throws {
    directory = try makeDirectory()
    path = directory + "/notify"
    descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
    try bindUnix(descriptor, to: path)
  }

  deinit {
    close(descriptor)
    unlink(path)
    rmdir(directory)
  }

  /// The messages that wait, without waiting for more.
  func received() -> [String] {
    var messages: [String] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT))
      guard count >= 0 else { return messages }
      messages.append(String(decoding: buffer.prefix(count), as: UTF8.self))
    }
  }
}

struct SystemCallFailed: Error {
  let call: String
  let number: Int32
}

/// A directory that nobody else has, short enough for a socket's path.
func makeDirectory() throws -> String {
  var template = Array("/tmp/kimd-test.XXXXXX".utf8CString)
  guard mkdtemp(&template) != nil else { throw SystemCallFailed(call: "mkdtemp", number: errno) }
  return String(decoding: template.dropLast().map(UInt8.init), as: UTF8.self)
}

func writeFile(_ path: String, _ content: [UInt8]) throws {
  let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
  guard file >= 0 else { throw SystemCallFailed(call: "open", number: errno) }
  defer { close(file) }
  guard write(file, content, content.count) == content.count else {
    throw SystemCallFailed(call: "write", number: errno)
  }
}

func bindUnix(_ descriptor: Int32, to path: String) throws {
  var address = sockaddr_un()
  address.sun_family = sa_family_t(AF_UNIX)
  withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
  let result = withUnsafePointer(to: &address) {
    $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
    }
  }
  guard result == 0 else { throw SystemCallFailed(call: "bind", number: errno) }
}
