import Glibc

/// The value of an environment variable, or nil where it is not set or empty.
func environmentValue(_ name: String) -> String? {
  guard let raw = getenv(name), raw.pointee != 0 else { return nil }
  return String(cString: raw)
}

/// What the kernel calls an error number.
func errorText(_ number: Int32) -> String {
  String(cString: strerror(number))
}
