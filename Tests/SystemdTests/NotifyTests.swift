import Glibc
import Testing

@testable import Systemd

/// Each test that sets the environment does it in a process of its own.
@Suite struct NotifyTests {
  @Test func sendsExactMessages() async {
    await #expect(processExitsWith: .success) {
      // Given a service manager that listens
      let manager = try DatagramSocket()
      setenv("NOTIFY_SOCKET", manager.path, 1)
      // When the daemon lives its life
      let told = [
        Notify.status("Migration 3/7"),
        Notify.extendTimeout(.milliseconds(2_500)),
        Notify.ready(status: "bereit, 0 Gäste"),
        Notify.watchdog(),
        Notify.watchdogTrigger(),
        Notify.stopping(status: "draining"),
      ]
      // Then the manager reads these words and no others
      #expect(told == [true, true, true, true, true, true])
      #expect(
        manager.received() == [
          "STATUS=Migration 3/7",
          "EXTEND_TIMEOUT_USEC=2500000",
          "READY=1\nSTATUS=bereit, 0 Gäste",
          "WATCHDOG=1",
          "WATCHDOG=trigger",
          "STOPPING=1\nSTATUS=draining",
        ]
      )
    }
  }

  @Test func statusCannotBeginAnAssignment() async {
    await #expect(processExitsWith: .success) {
      let manager = try DatagramSocket()
      setenv("NOTIFY_SOCKET", manager.path, 1)
      Notify.status("open\nREADY=1\u{1B}[2J")
      #expect(manager.received() == ["STATUS=open\\u{A}READY=1\\u{1B}[2J"])
    }
  }

  @Test func doesNothingWithoutAManager() async {
    await #expect(processExitsWith: .success) {
      unsetenv("NOTIFY_SOCKET")
      #expect(Notify.ready(status: "ready") == false)
      setenv("NOTIFY_SOCKET", "/nonexistent/notify", 1)
      #expect(Notify.ready(status: "ready") == false)
    }
  }

  @Test func statusIsBounded() {
    let line = Notify.line(String(repeating: "ä", count: 1_000_000))
    #expect(line.utf8.count <= "STATUS=".utf8.count + Notify.statusBytesMax)
    #expect(line.hasSuffix("ä…"))
  }

  @Test func negativeExtensionIsNone() async {
    await #expect(processExitsWith: .success) {
      let manager = try DatagramSocket()
      setenv("NOTIFY_SOCKET", manager.path, 1)
      Notify.extendTimeout(.seconds(-3))
      #expect(manager.received() == ["EXTEND_TIMEOUT_USEC=0"])
    }
  }
}

@Suite struct WatchdogTests {
  @Test func readsTheInterval() async {
    await #expect(processExitsWith: .success) {
      setenv("WATCHDOG_USEC", "30000000", 1)
      setenv("WATCHDOG_PID", String(getpid()), 1)
      #expect(Watchdog.interval == .seconds(30))
    }
  }

  @Test func nobodyWaitsWithoutIt() async {
    await #expect(processExitsWith: .success) {
      unsetenv("WATCHDOG_USEC")
      #expect(Watchdog.interval == nil)
      setenv("WATCHDOG_USEC", "30000000", 1)
      setenv("WATCHDOG_PID", "1", 1)
      #expect(Watchdog.interval == nil, "meant for another process")
      setenv("WATCHDOG_PID", String(getpid()), 1)
      setenv("WATCHDOG_USEC", "soon", 1)
      #expect(Watchdog.interval == nil)
    }
  }
}
