// swift-tools-version:6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

let yams: Target.Dependency = .product(name: "Yams", package: "Yams")
let argumentParser: Target.Dependency = .product(
    name: "ArgumentParser", package: "swift-argument-parser")
let histogram: Target.Dependency = .product(name: "Histogram", package: "hdrhistogram-swift")

/// A room: one library module, one README that says what comes in, what goes out, what it never knows.
func room(
    _ name: String, _ dependencies: [Target.Dependency] = [], path: String? = nil,
    exclude: [String] = [], resources: [Resource] = []
) -> Target {
    .target(
        name: name, dependencies: dependencies, path: path, exclude: ["README.md"] + exclude,
        resources: resources, swiftSettings: strict)
}

/// A thin C room: what Swift cannot say by itself (a lazily loaded library, one CPU instruction).
func shim(_ name: String, linked: [LinkerSetting] = []) -> Target {
    .target(name: name, exclude: ["README.md"], linkerSettings: linked)
}

func process(
    _ name: String, _ dependencies: [Target.Dependency], path: String? = nil,
    exclude: [String] = []
) -> Target {
    .executableTarget(
        name: name, dependencies: dependencies, path: path, exclude: exclude,
        swiftSettings: strict)
}

func tests(
    _ name: String, _ dependencies: [Target.Dependency], exclude: [String] = [],
    resources: [Resource] = []
) -> Target {
    .testTarget(
        name: name, dependencies: ["TestSupport"] + dependencies, exclude: exclude,
        resources: resources, swiftSettings: strict)
}

/// The bundled rule packs, in the order in which they are listed.
let rulePacks: [Resource] = [
    "sse-dev", "sse-primary", "sse-general", "sse-fund", "szse", "shfe", "dce", "czce", "cffex",
    "hkex-stock", "hkex-index", "eurex", "nasdaq", "miax", "cboe", "euronext", "nse",
].map { .embedInCode("Packs/\($0).yaml") }

let package = Package(
    name: "obligato",
    products: [.executable(name: "obligato", targets: ["obligato"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
        .package(url: "https://github.com/HdrHistogram/hdrhistogram-swift", exact: "0.2.0"),
    ],
    targets: [
        // The language everyone speaks. Imports nothing.
        room("Market"),
        // Meaning as bytes: one SBE schema and its codec.
        room("Wire", ["Market"], exclude: ["Schema"]),

        // Settings files: strict YAML with places in its errors.
        room("Settings", ["Market", yams]),

        // Plumbing. It moves bytes and never decides.
        shim("CZeroMQ", linked: [.linkedLibrary("dl")]),
        room("Messaging", ["CZeroMQ"]),
        shim("CCRC32C"),
        // The bare relay that `bench path` is measured against.
        shim("CRelay", linked: [.linkedLibrary("dl")]),
        room("Journal", ["CCRC32C"]),
        // The head of a finished day: digests, chain, signature.
        shim("CSodium", linked: [.linkedLibrary("dl")]),
        shim("CSHA256"),
        room("Seal", ["CSodium", "CSHA256"]),

        // Figures for other tools: CSV, JSON, the system's SQLite.
        shim("CSQLite", linked: [.linkedLibrary("sqlite3")]),
        room("Tables", ["CSQLite"]),

        // The decision rooms. Pure: values in, values out; no clock, no socket, no file.
        // Array kernels as wide as the processor allows.
        shim("CVectorPricing"),
        room("Pricing", ["Market", "CVectorPricing"]),
        room("Ledger", ["Market"]),
        room("StrategyKit", ["Market", "Pricing"]),
        room("Strategies", ["StrategyKit"], path: "Strategies"),
        // In front of Strategies, so that a changed strategy does not recompile what only names it.
        room("StrategyIndex", ["StrategyKit", "Strategies"]),
        room("Quoter", ["Market", "Wire", "Pricing", "Ledger", "StrategyKit"]),
        room("Risk", ["Market", "Wire", "Ledger", "Pricing", "CPrefetch"]),
        room("OrderSession", ["Market", "Wire", "Risk"]),
        room("Obligations", ["Market", "Settings"], resources: rulePacks),
        room("Tracker", ["Market", "Wire", "Obligations"]),
        room("Report", ["Market", "Obligations"]),
        // Our own flow, watched as the exchange watches it.
        room(
            "Surveillance", ["Market", "Settings"],
            resources: [.embedInCode("Rules/surveillance.yaml")]),
        // What the exchange was told of our programme trading, against what runs.
        room("Filing", ["Market", "Settings"]),

        // The world we test against. It knows nothing of Risk, Quoter, Tracker, Obligations.
        // The system's zlib: recorded tick files are read compressed.
        shim("CZlib", linked: [.linkedLibrary("z")]),
        shim("CPrefetch"),
        room(
            "Sim", ["Market", "Wire", "CZlib", "CPrefetch", yams], path: "Sim",
            exclude: ["scenarios"]),

        // Requirements proved on the real cores: risk against the simulated exchange.
        room("Proofs", ["Market", "Wire", "Risk", "OrderSession", "Sim"]),

        // Where rooms meet sockets, clocks and files.
        room(
            "Runtime",
            [
                "Market", "Wire", "Messaging", "Journal", "Pricing", "Ledger", "StrategyKit",
                "StrategyIndex", "Quoter", "Risk", "OrderSession", "Obligations", "Tracker",
                "Report", "Surveillance", "Filing", "Sim", "Proofs", "Settings", "Seal", "Tables",
                "CRelay", histogram,
            ]),
        process(
            "obligato", ["Runtime", "Market", "Pricing", argumentParser], exclude: ["README.md"]),
        process(
            "benchmarks",
            [
                "Runtime", "Market", "Wire", "Pricing", "Quoter", "Risk", "Sim", "Obligations",
                "Journal", "StrategyKit", "Strategies", "Messaging", "Seal", "CFloor",
            ],
            path: "Benchmarks", exclude: ["README.md", "Results.md", "CFloor"]),
        // Bare loops that benchmarks are measured against: no room, nothing a user's build needs.
        .target(name: "CFloor", path: "Benchmarks/CFloor"),

        .target(
            name: "TestSupport", dependencies: ["Market"], path: "Tests/TestSupport",
            swiftSettings: strict),
        tests("MarketTests", ["Market"]),
        tests("WireTests", ["Market", "Wire"], exclude: ["decode_sbe.py"]),
        tests("TablesTests", ["Tables"]),
        tests("MessagingTests", ["Messaging"]),
        tests("JournalTests", ["Journal"]),
        tests("SealTests", ["Seal"]),
        tests("PricingTests", ["Market", "Pricing", "CVectorPricing", "Sim"]),
        tests("LedgerTests", ["Market", "Ledger"]),
        tests(
            "QuoterTests",
            ["Market", "Wire", "Pricing", "Ledger", "StrategyKit", "Strategies", "Quoter"]),
        tests("RiskTests", ["Market", "Wire", "Ledger", "Risk", "OrderSession", "Sim"]),
        tests("ObligationsTests", ["Market", "Settings", "Obligations"]),
        tests("TrackerTests", ["Market", "Wire", "Obligations", "Tracker"]),
        tests("ReportTests", ["Market", "Obligations", "Report"]),
        tests("SurveillanceTests", ["Market", "Settings", "Surveillance"]),
        tests("FilingTests", ["Market", "Settings", "Filing"]),
        tests("SimTests", ["Market", "Wire", "Seal", "Sim"]),
        tests("ProofsTests", ["Proofs"]),
        tests(
            "Scenarios",
            [
                "Market", "Messaging", "Wire", "Runtime", "Journal", "Obligations", "Sim",
                "Tracker", "StrategyKit", "Strategies",
            ],
            exclude: ["recompute_presence.py"]),
        tests("TidyTests", []),
    ],
    swiftLanguageModes: [.v6]
)
