import Glibc

/// Where the results go: whole lines, at once, also into a pipe.
enum Console {
  static func say(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    var sent = 0
    while sent < bytes.count {
      let count = write(1, Array(bytes[sent...]), bytes.count - sent)
      guard count > 0 else { return }
      sent += count
    }
  }
}

extension Double {
  /// The number with so many digits behind the point.
  func text(_ digits: Int) -> String {
    let scale = (0..<digits).reduce(1.0) { scale, _ in scale * 10 }
    guard isFinite, magnitude * scale < 1e15 else { return "?" }
    let whole = Int64((magnitude * scale).rounded())
    let sign = self < 0 && whole != 0 ? "-" : ""
    guard digits > 0 else { return sign + String(whole) }
    let text = String(whole)
    let padded = String(repeating: "0", count: max(0, digits + 1 - text.count)) + text
    return sign + padded.dropLast(digits) + "." + padded.suffix(digits)
  }
}

extension [Double] {
  /// The one in the middle; of an even number, the upper of the two.
  var median: Double? { isEmpty ? nil : sorted()[count / 2] }
}

extension String {
  func padded(_ width: Int) -> String { self + spaces(upTo: width) }
  func rightAligned(_ width: Int) -> String { spaces(upTo: width) + self }

  private func spaces(upTo width: Int) -> String {
    String(repeating: " ", count: Swift.max(0, width - count))
  }
}
