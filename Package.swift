// swift-tools-version: 6.2
import PackageDescription

let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let arguments = Target.Dependency.product(
  name: "ArgumentParser",
  package: "swift-argument-parser"
)
let lifecycle = Target.Dependency.product(
  name: "ServiceLifecycle",
  package: "swift-service-lifecycle"
)
let signals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")

let package = Package(
  name: "kimd",
  products: [
    .library(name: "KimAPI", targets: ["KimAPI"]),
    .library(name: "KimClient", targets: ["KimClient"]),
    .executable(name: "kimd", targets: ["kimd"]),
    .executable(name: "kimctl", targets: ["kimctl"]),
    .executable(name: "kimbench", targets: ["kimbench"]),
  ],
  dependencies: [
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
  ],
  targets: [
    .systemLibrary(
      name: "CSystemd",
      pkgConfig: "libsystemd",
      providers: [.apt(["libsystemd-dev"])]
    ),
    .systemLibrary(
      name: "CSQLite",
      pkgConfig: "sqlite3",
      providers: [.apt(["libsqlite3-dev"])]
    ),
    .target(name: "KimAPI"),
    .target(name: "KimClient", dependencies: ["KimAPI"]),
    .target(name: "KimCore", dependencies: ["KimAPI", "CSQLite", grdb, crypto, logging]),
    .target(name: "KimSocket", dependencies: [nioCore, nioPosix, logging]),
    .target(name: "Systemd", dependencies: ["CSystemd", logging]),
    .target(name: "KimTestSupport", dependencies: ["KimCore", "KimAPI", logging]),
    .executableTarget(
      name: "kimd",
      dependencies: [
        "KimAPI", "KimCore", "KimSocket", "Systemd", lifecycle, signals, arguments,
        logging,
      ]
    ),
    .executableTarget(name: "kimctl", dependencies: ["KimAPI", "KimClient", arguments]),
    .executableTarget(
      name: "kimbench",
      dependencies: ["KimAPI", "KimClient", "CSQLite", arguments]
    ),
    .testTarget(name: "KimAPITests", dependencies: ["KimAPI"]),
    .testTarget(
      name: "KimCoreTests",
      dependencies: ["KimCore", "KimAPI", "KimTestSupport", grdb],
      exclude: ["Store/schema.sql", "Store/chain-v1.sql"]
    ),
    .testTarget(
      name: "KimSocketTests",
      dependencies: ["KimSocket", nioCore, nioPosix, logging]
    ),
    .testTarget(name: "SystemdTests", dependencies: ["Systemd", logging]),
    .testTarget(name: "KimClientTests", dependencies: ["KimClient", "KimAPI"]),
    .testTarget(name: "TidyTests"),
    .testTarget(name: "KimctlTests", dependencies: ["kimctl", "KimClient", "KimAPI"]),
  ],
  swiftLanguageModes: [.v6]
)

// The compiler at its strictest, for every target alike.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .enableUpcomingFeature("InferIsolatedConformances"),
  .enableUpcomingFeature("ImmutableWeakCaptures"),
  .treatAllWarnings(as: .error),
]
for target in package.targets where target.type != .system {
  target.swiftSettings = (target.swiftSettings ?? []) + strict
}
