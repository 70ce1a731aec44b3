import ArgumentParser
import Glibc

/// Answers every line with itself: what a socket costs at least.
struct EchoCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "echo",
      abstract: "Sends back what comes in, with blocking calls and a thread a connection."
    )
  }

  @Option(help: "Path to listen on.")
  var socket: String

  func run() throws {
    let listener = try UnixSocket.listen(socket)
    while true {
      let connection = accept(listener, nil, nil)
      guard connection >= 0 else { throw BenchFailure(system: "accept", errno) }
      _ = try Worker { Self.serve(connection) }
    }
  }

  private static func serve(_ connection: Int32) {
    let buffer = UnsafeMutableRawPointer.allocate(byteCount: 65_536, alignment: 16)
    defer {
      buffer.deallocate()
      close(connection)
    }
    while true {
      let count = read(connection, buffer, 65_536)
      guard count > 0, write(connection, buffer, count) == count else { return }
    }
  }
}

/// The same in C, where there is a compiler.
enum CEcho {
  static let source = """
    #include <pthread.h>
    #include <stdint.h>
    #include <string.h>
    #include <sys/socket.h>
    #include <sys/un.h>
    #include <unistd.h>

    static void *serve(void *argument) {
      int connection = (int)(intptr_t)argument;
      char buffer[65536];
      for (;;) {
        ssize_t count = read(connection, buffer, sizeof buffer);
        if (count <= 0 || write(connection, buffer, count) != count) break;
      }
      close(connection);
      return 0;
    }

    int main(int count, char **arguments) {
      struct sockaddr_un address = {.sun_family = AF_UNIX};
      if (count != 2 || strlen(arguments[1]) >= sizeof address.sun_path) return 2;
      strcpy(address.sun_path, arguments[1]);
      int listener = socket(AF_UNIX, SOCK_STREAM, 0);
      if (bind(listener, (struct sockaddr *)&address, sizeof address) != 0) return 1;
      if (listen(listener, 128) != 0) return 1;
      for (;;) {
        pthread_t thread;
        int connection = accept(listener, 0, 0);
        if (connection < 0) return 1;
        if (pthread_create(&thread, 0, serve, (void *)(intptr_t)connection) != 0) return 1;
        pthread_detach(thread);
      }
    }
    """
}
