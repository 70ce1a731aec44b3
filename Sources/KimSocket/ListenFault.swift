import Glibc

/// Where a server listens.
package enum ListenAddress: Sendable, Equatable {
  /// A socket file that the server makes, and removes when it drains.
  case path(String, mode: UInt16)
  /// A listening Unix stream socket that somebody else made, such as systemd.
  case descriptor(Int32)
}

/// Why a server cannot listen.
package enum ListenFault: Error, Sendable, Equatable {
  case pathTooLong(limit: Int)
  case pathIsNotASocket
  case pathIsSymlink
  /// Somebody answers there.
  case inUse
  case noDirectory
  case denied
  /// The descriptor is not a listening Unix stream socket with a path.
  case descriptorUnfit
  /// The uids that the kernel tells here are not those of the machine.
  case userNamespace
  /// The server was started before.
  case alreadyStarted
  case other(errno: Int32)

  /// A sentence for the administrator.
  package var sentence: String {
    switch self {
    case .pathTooLong(let limit):
      "The socket path is too long: a Unix socket takes at most \(limit) bytes."
    case .pathIsNotASocket:
      "The socket path is taken by something that is not a socket; move it away."
    case .pathIsSymlink:
      "The socket path is a symbolic link, which is not followed; give the real path."
    case .inUse:
      "Somebody answers on the socket already: is another daemon running?"
    case .noDirectory:
      "The directory of the socket does not exist."
    case .denied:
      "The socket may not be made there: the directory's rights refuse it."
    case .descriptorUnfit:
      "The inherited descriptor is not a listening Unix stream socket with a path."
    case .userNamespace:
      "This process runs in a user namespace that changes uids, so peers cannot be told apart; "
        + "set PrivateUsers=no."
    case .alreadyStarted:
      "The server was started before."
    case .other(let number):
      "Listening failed: \(String(cString: strerror(number)))."
    }
  }

  init(errno number: Int32) {
    switch number {
    case ENOENT, ENOTDIR: self = .noDirectory
    case EACCES, EPERM, EROFS: self = .denied
    case EADDRINUSE: self = .inUse
    case ENAMETOOLONG: self = .pathTooLong(limit: UnixAddress.pathBytesMax)
    default: self = .other(errno: number)
    }
  }
}
