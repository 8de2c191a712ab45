// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .treatAllWarnings(as: .error),
]

/// Of what is shipped: what the compiler can't check for memory safety has to be marked `unsafe`.
let sourceSettings: [SwiftSetting] = settings + [.strictMemorySafety()]

/// A target of ours: every one has the same settings.
func module(_ name: String, dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: sourceSettings)
}

/// The tests of a target, and what they need beside it.
func tests(of name: String, with dependencies: [Target.Dependency] = []) -> Target {
  .testTarget(
    name: "\(name)Tests",
    dependencies: [.byName(name: name), "TestSupport"] + dependencies,
    exclude: name == "HTTP" ? ["Cases"] : [],
    swiftSettings: settings)
}

let logging = Target.Dependency.product(name: "Logging", package: "swift-log")

/// The targets that a whole server in a test is made of.
let serverParts = [
  "MockServer", "MockControl", "Instrumentation", "OdooHTTP", "HTTP", "NebeusAPI", "NebeusSchema", "JSONRPC", "JSON",
  "Store", "SQLite", "Seeds", "Basics", "Time", "CZlib",
]

/// The tests of a target that call it through a whole server.
func serverTests(of name: String, with dependencies: [Target.Dependency] = []) -> Target {
  tests(
    of: name,
    with: serverParts.filter { $0 != name }.map { .byName(name: $0) } + ["ServerTestSupport", logging] + dependencies)
}

let package = Package(
  name: "nebeus-mock",
  products: [.executable(name: "nebeus-mock", targets: ["nebeus-mock"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-log", from: "1.16.0")
  ],
  targets: [
    // The system's C libraries, and what Glibc's module leaves out.
    .systemLibrary(name: "CProcess"),
    .systemLibrary(name: "CSockets"),
    .systemLibrary(name: "CCrypt", providers: [.apt(["libcrypt-dev"])]),
    .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),

    // The targets, from the ground up: each knows only its dependencies.
    module("Basics"),
    module("Time", dependencies: ["Basics"]),
    .target(name: "CSeeds"),
    .target(name: "CPages", dependencies: ["CSQLite"]),
    .target(name: "CBlocks", dependencies: ["CSQLite"]),
    module("Seeds", dependencies: ["Basics", "CSeeds"]),
    .target(name: "CInspector"),
    .target(
      name: "Inspector", dependencies: ["Basics", "CInspector"], exclude: ["Page"], swiftSettings: sourceSettings),
    module("Images", dependencies: ["Seeds", "CZlib"]),
    module("JSON", dependencies: ["Basics"]),
    module("HTTP", dependencies: ["Basics", "Time", "CSockets", logging]),
    module("SQLite", dependencies: ["Basics", "CSQLite", "CPages", "CBlocks"]),
    module("Store", dependencies: ["SQLite", "JSON", "Images", "Basics", "Time"]),
    module("NebeusSchema", dependencies: ["Store", "JSON", "Basics"]),
    module("Instrumentation", dependencies: ["JSONRPC", "Store", "JSON", "Basics", "Time"]),
    module("JSONRPC", dependencies: ["JSON", "Basics"]),
    module("OpenAPI", dependencies: ["JSONRPC", "JSON"]),
    module(
      "NebeusAPI",
      dependencies: [
        "JSONRPC", "JSON", "NebeusSchema", "Store", "SQLite", "Images", "Basics", "Time", "CCrypt",
      ]),
    module("OdooHTTP", dependencies: ["HTTP", "JSONRPC", "Store", "Basics"]),
    module(
      "MockControl",
      dependencies: [
        "Instrumentation", "Inspector", "OdooHTTP", "HTTP", "NebeusAPI", "OpenAPI", "JSONRPC", "JSON", "NebeusSchema",
        "Store",
        "SQLite", "Seeds", "Basics", "Time", logging,
      ]),
    module(
      "MockServer",
      dependencies: [
        "MockControl", "Instrumentation", "OdooHTTP", "HTTP", "NebeusAPI", "JSONRPC", "JSON", "NebeusSchema",
        "Store", "SQLite", "Seeds", "Basics", "Time", "CZlib", logging,
      ]),
    .target(name: "CArguments"),
    .executableTarget(
      name: "nebeus-mock",
      dependencies: [
        "CArguments", "CProcess", "MockServer", "MockControl", "Instrumentation", "OdooHTTP", "HTTP", "Store", "SQLite",
        "Seeds", "NebeusAPI", "JSONRPC", "JSON", "NebeusSchema", "Basics", "Time", logging,
      ],
      swiftSettings: sourceSettings),

    // What the server costs: Scripts/benchmark runs it.
    .executableTarget(
      name: "Benchmarks",
      dependencies: [
        "MockServer", "NebeusAPI", "JSONRPC", "JSON", "NebeusSchema", "Store", "SQLite", "Basics", "Time",
      ],
      path: "Benchmarks", swiftSettings: settings),

    // Fails the n-th operation of a file below SQLite.
    .target(name: "CFaultyVFS", dependencies: ["CSQLite"], path: "Tests/CFaultyVFS"),
    // Their server, its callers, and the reference's examples.
    .target(
      name: "ServerTestSupport",
      dependencies: serverParts.map { .byName(name: $0) } + ["TestSupport", logging], path: "Tests/ServerTestSupport",
      swiftSettings: settings),
    .target(name: "TestSupport", dependencies: ["JSON", "Basics"], path: "Tests/TestSupport", swiftSettings: settings),
    tests(of: "Basics"),
    tests(of: "Time"),
    tests(of: "Images", with: ["Seeds", "CZlib"]),
    tests(of: "Inspector"),
    tests(of: "JSON", with: ["Basics"]),
    tests(of: "HTTP", with: ["Basics", "CSockets", logging]),
    tests(of: "SQLite", with: ["Basics", "CSQLite", "CBlocks"]),
    tests(of: "Store", with: ["NebeusSchema", "JSON", "SQLite", "Images", "Basics", "Time"]),
    tests(of: "NebeusSchema", with: ["Store", "SQLite"]),
    tests(of: "Instrumentation", with: ["JSONRPC", "JSON", "Store", "Basics", "Time"]),
    tests(of: "JSONRPC", with: ["JSON", "Basics"]),
    tests(of: "OpenAPI", with: ["JSON", "JSONRPC", "Basics"]),
    serverTests(of: "NebeusAPI"),
    serverTests(of: "OdooHTTP"),
    serverTests(of: "MockControl", with: ["Inspector", "OpenAPI"]),
    serverTests(of: "MockServer", with: ["CFaultyVFS", "CSQLite", "OpenAPI", "Images"]),
    .testTarget(
      name: "CommandLineTests", dependencies: ["nebeus-mock", "MockServer", "TestSupport", "JSON", "SQLite"],
      swiftSettings: settings),
  ],
  swiftLanguageModes: [.v6]
)

// Fuzzing links against libFuzzer, which an ordinary build has no use for: Scripts/fuzz sets the variable.
if Context.environment["NEBEUS_MOCK_FUZZING"] != nil {
  package.targets += [
    .systemLibrary(name: "CLibFuzzer", path: "Tests/Fuzz/CLibFuzzer"),
    .executableTarget(
      name: "Fuzz",
      dependencies: [
        "CLibFuzzer", "MockServer", "NebeusAPI", "HTTP", "JSONRPC", "JSON", "NebeusSchema", "Store", "SQLite",
        "Basics", "Time", "TestSupport", logging,
      ],
      path: "Tests/Fuzz", exclude: ["CLibFuzzer", "Corpora"],
      // The entry point is a function, not a main file: libFuzzer has the loop.
      swiftSettings: settings + [.unsafeFlags(["-parse-as-library"])]),
  ]
}

// What the parsers make of inputs, for a comparison with others' readings: Scripts/check-differences sets the variable.
if Context.environment["NEBEUS_MOCK_DIFFERENCES"] != nil {
  package.targets.append(
    .executableTarget(
      name: "Differences", dependencies: ["HTTP", "JSONRPC", "JSON", "Basics"], path: "Tests/Differences",
      swiftSettings: settings))
}
