import Glibc
import Testing

@testable import Systemd

@Suite struct CredentialsTests {
  @Test func readsWhatIsThere() throws {
    try withDirectory { directory in
      let key = (0..<32).map { UInt8($0) }
      try writeFile(directory + "/master.key", key)
      #expect(try Credentials.read("master.key", bytesMax: 32, in: directory) == key)
    }
  }

  @Test func findsNothing() throws {
    try withDirectory { directory in
      let found = try Credentials.read("master.key", bytesMax: 32, in: directory)
      #expect(found == nil)
    }
    #expect(try Credentials.read("master.key", bytesMax: 32, in: nil) == nil)
  }

  @Test func readsTheEnvironment() async {
    await #expect(processExitsWith: .success) {
      try withDirectory { directory in
        try writeFile(directory + "/master.key", [7])
        setenv("CREDENTIALS_DIRECTORY", directory, 1)
        let key = try Credentials.read("master.key", bytesMax: 32)
        #expect(key == [7])
      }
    }
  }

  @Test func isBounded() throws {
    try withDirectory { directory in
      try writeFile(directory + "/master.key", [UInt8](repeating: 1, count: 33))
      let fault = #expect(throws: SystemdFault.self) {
        try Credentials.read("master.key", bytesMax: 32, in: directory)
      }
      #expect(fault?.description == "The credential “master.key” is longer than 32 bytes.")
    }
  }

  @Test func followsNoLink() throws {
    try withDirectory { directory in
      try writeFile(directory + "/real", [1])
      symlink("real", directory + "/master.key")
      let fault = #expect(throws: SystemdFault.self) {
        try Credentials.read("master.key", bytesMax: 32, in: directory)
      }
      #expect(fault?.description == "The credential “master.key” is a symbolic link.")
    }
  }

  @Test func doesNotWaitForAPipe() throws {
    try withDirectory { directory in
      mkfifo(directory + "/master.key", 0o600)
      let fault = #expect(throws: SystemdFault.self) {
        try Credentials.read("master.key", bytesMax: 32, in: directory)
      }
      #expect(fault?.description == "The credential “master.key” is no regular file.")
    }
  }

  @Test(arguments: ["", ".", "..", "../master.key", "a/b"])
  func staysInItsDirectory(name: String) {
    #expect(throws: SystemdFault.self) {
      try Credentials.read(name, bytesMax: 32, in: "/tmp")
    }
  }

  @Test func aNameHoldsNoNUL() {
    #expect(throws: SystemdFault.self) {
      try Credentials.read("a\u{0}b", bytesMax: 32, in: "/tmp")
    }
  }
}

private func withDirectory(_ body: (String) throws -> Void) throws {
  let directory = try makeDirectory()
  defer {
    for name in ["master.key", "real"] { unlink(directory + "/" + name) }
    rmdir(directory)
  }
  try body(directory)
}
