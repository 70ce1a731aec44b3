import Glibc

/// Secrets that the service manager decrypted for this one service (`LoadCredential…=`).
package enum Credentials {
  /// Reads a credential, or answers nil where the service manager passed none of this name.
  ///
  /// - Parameters:
  ///   - name: the file's name, without a path.
  ///   - bytesMax: the longest content that is accepted.
  ///   - directory: where credentials lie; the service manager says it in the environment.
  /// - Returns: the content as it is.
  /// - Throws: a sentence when the file is a symbolic link, no regular file, too long or unreadable.
  package static func read(
    _ name: String,
    bytesMax: Int,
    in directory: String? = environmentValue("CREDENTIALS_DIRECTORY")
  ) throws(SystemdFault) -> [UInt8]? {
    guard isFileName(name) else {
      throw SystemdFault("“\(SafeLine.escaped(name, bytesMax: 64))” is no name of a credential.")
    }
    guard let directory else { return nil }
    guard let file = try openFile(name, in: directory) else { return nil }
    defer { close(file) }
    try requireRegular(file, name)
    return try content(of: file, name, bytesMax: bytesMax)
  }

  private static func isFileName(_ name: String) -> Bool {
    (1...255).contains(name.utf8.count) && name != "." && name != ".."
      && !name.utf8.contains { $0 == UInt8(ascii: "/") || $0 == 0 }
  }

  private static func openFile(
    _ name: String,
    in directory: String
  ) throws(SystemdFault) -> Int32? {
    let folder = open(directory, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard folder >= 0 else {
      throw SystemdFault("The directory of credentials cannot be opened: \(errorText(errno)).")
    }
    defer { close(folder) }
    // Not blocking: a FIFO in the place of the file must not hold up the start.
    let file = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    if file >= 0 { return file }
    switch errno {
    case ENOENT: return nil
    case ELOOP: throw SystemdFault("The credential “\(name)” is a symbolic link.")
    default: throw SystemdFault("The credential “\(name)” cannot be opened: \(errorText(errno)).")
    }
  }

  private static func requireRegular(_ file: Int32, _ name: String) throws(SystemdFault) {
    var facts = stat()
    guard fstat(file, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else {
      throw SystemdFault("The credential “\(name)” is no regular file.")
    }
  }

  private static func content(
    of file: Int32,
    _ name: String,
    bytesMax: Int
  ) throws(SystemdFault) -> [UInt8] {
    var buffer = [UInt8](repeating: 0, count: bytesMax + 1)
    var count = 0
    while count < buffer.count {
      let got = buffer.withUnsafeMutableBytes { bytes in
        Glibc.read(file, bytes.baseAddress?.advanced(by: count), bytes.count - count)
      }
      if got == 0 { return Array(buffer.prefix(count)) }
      if got > 0 {
        count += got
      } else if errno != EINTR {
        throw SystemdFault("The credential “\(name)” cannot be read: \(errorText(errno)).")
      }
    }
    throw SystemdFault("The credential “\(name)” is longer than \(bytesMax) bytes.")
  }
}
