/// Rows under headers, in columns as wide as their widest cell; the last one is not padded.
struct Table {
  var headers: [String]
  var rows: [[String]]

  /// The lines; the first is the header.
  func lines(isolated: Bool = false) -> [String] {
    let widths = headers.indices.map { column in
      ([headers] + rows).map { Width.of($0[column]) }.max() ?? 0
    }
    return ([headers] + rows).map { row in
      let cells = row.enumerated().map { column, cell in
        let shown = isolated ? Printable.isolate(cell) : cell
        guard column + 1 < row.count else { return shown }
        return Width.pad(shown, to: widths[column])
      }
      var line = cells.joined(separator: "  ")
      while line.last == " " { line.removeLast() }
      return line
    }
  }
}
