/// One sentence that says what systemd handed over wrongly.
package struct SystemdFault: Error, Equatable, CustomStringConvertible {
  package let description: String

  init(_ sentence: String) {
    description = sentence
  }
}
