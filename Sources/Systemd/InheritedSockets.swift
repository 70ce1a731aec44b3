import CSystemd
import Glibc

/// Sockets that the service manager opened and handed over.
package enum InheritedSockets {
  /// The one listening socket that bears the name (`FileDescriptorName=`), or nil where none came.
  ///
  /// To be called once and before other threads run: it takes the hand-over out of the environment,
  /// so that no child process believes it is meant. All descriptors get `FD_CLOEXEC`; those that
  /// bear another name are closed.
  ///
  /// - Parameter name: the name to look for.
  /// - Returns: the descriptor, which the caller owns.
  /// - Throws: a sentence when descriptors came but none, or more than one, bears the name, or
  ///   when it is no listening Unix stream socket.
  package static func descriptor(named name: String) throws(SystemdFault) -> Int32? {
    let names = try received()
    if names.isEmpty { return nil }
    var chosen: Int32?
    defer {
      for offset in names.indices where SD_LISTEN_FDS_START + Int32(offset) != chosen {
        close(SD_LISTEN_FDS_START + Int32(offset))
      }
    }
    let descriptor = SD_LISTEN_FDS_START + Int32(try position(of: name, in: names))
    guard sd_is_socket_unix(descriptor, streamSocket, 1, nil, 0) > 0 else {
      throw SystemdFault("The inherited descriptor “\(name)” is no listening Unix stream socket.")
    }
    chosen = descriptor
    return descriptor
  }

  /// Where in the list the name stands, if exactly once.
  static func position(of name: String, in names: [String]) throws(SystemdFault) -> Int {
    let positions = names.indices.filter { names[$0] == name }
    guard let first = positions.first else {
      let came = names.prefix(8).map { SafeLine.escaped($0, bytesMax: 64) }.joined(separator: ", ")
      throw SystemdFault(
        "No inherited socket bears the name “\(name)” (FileDescriptorName=), only: \(came)."
      )
    }
    guard positions.count == 1 else {
      throw SystemdFault("\(positions.count) inherited sockets bear the name “\(name)”; one may.")
    }
    return first
  }

  private static func received() throws(SystemdFault) -> [String] {
    var list: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
    let count = sd_listen_fds_with_names(1, &list)
    guard count >= 0 else {
      throw SystemdFault("The inherited sockets cannot be taken over: \(errorText(-count)).")
    }
    defer { free(list) }
    return (0..<Int(count)).map { offset in
      guard let name = list?[offset] else { return "" }
      defer { free(name) }
      return String(cString: name)
    }
  }
}

/// `SOCK_STREAM` as the plain number that libsystemd asks for; Glibc makes it an enumeration.
private let streamSocket = Int32(SOCK_STREAM.rawValue)
