import NIOCore
import NIOPosix
enum Placeholder {}
