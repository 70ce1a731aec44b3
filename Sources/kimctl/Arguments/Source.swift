import Glibc
import KimAPI

/// Where values come from that are not on the command line.
struct Source {
  /// The most that is read of a file or of standard input.
  static let bytesMax = 1_048_576

  let words: Words

  /// The JSON of a file.
  func file(_ path: String) throws(Stop) -> JSON {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
    guard descriptor >= 0 else {
      throw .usage(words[.fileUnreadable, path, String(cString: strerror(errno))])
    }
    defer { close(descriptor) }
    guard let bytes = read(descriptor) else { throw .usage(words[.fileTooLong, path]) }
    return try Params.parse(bytes, path, words)
  }

  /// The JSON of a file with params; a file with personal values that everybody can read is worth a word.
  func params(_ path: String) throws(Stop) -> JSON {
    var status = stat()
    if stat(path, &status) == 0, status.st_mode & S_IROTH != 0 {
      Console.note(words[.warning, words[.fileReadable, Printable.line(path)]])
    }
    return try file(path)
  }

  /// The JSON of standard input.
  func input() throws(Stop) -> JSON {
    guard let bytes = read(STDIN_FILENO) else { throw .usage(words[.inputTooLong]) }
    return try Params.parse(bytes, "-", words)
  }

  private func read(_ descriptor: Int32) -> [UInt8]? {
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = Glibc.read(descriptor, &piece, piece.count)
      if count < 0, errno == EINTR { continue }
      // What cannot be read any further is judged by its JSON.
      guard count > 0 else { return bytes }
      bytes += piece[..<count]
      guard bytes.count <= Self.bytesMax else { return nil }
    }
  }
}
