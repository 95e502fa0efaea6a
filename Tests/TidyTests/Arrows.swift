/// The arrows between rooms as they were decided; Package.swift has to say the same.
///
/// Why some are missing: the quoter cannot reach the exchange (no OrderSession); decision rooms never see
/// plumbing (replay is exact); bytes and meaning meet only in Runtime; the simulator does not share the arithmetic
/// it judges; Obligations measures what the exchange saw, not what we meant.
enum Arrows {
    static let decided: [String: Set<String>] = [
        "Market": [],
        "Wire": ["Market"],
        "CZeroMQ": [],
        "Messaging": ["CZeroMQ"],
        "CCRC32C": [],
        "CZlib": [],
        "CPrefetch": [],
        "CVectorPricing": [],
        "CSQLite": [],
        "Tables": ["CSQLite"],
        "CRelay": [],
        "CSodium": [],
        "CSHA256": [],
        "Seal": ["CSodium", "CSHA256"],
        "Settings": ["Market", "Yams"],
        "Journal": ["CCRC32C"],
        "Pricing": ["Market", "CVectorPricing"],
        "Ledger": ["Market"],
        "StrategyKit": ["Market", "Pricing"],
        "Strategies": ["StrategyKit"],
        "StrategyIndex": ["StrategyKit", "Strategies"],
        "Quoter": ["Market", "Wire", "Pricing", "Ledger", "StrategyKit"],
        "Risk": ["Market", "Wire", "Ledger", "Pricing", "CPrefetch"],
        "OrderSession": ["Market", "Wire", "Risk"],
        "Obligations": ["Market", "Settings"],
        "Tracker": ["Market", "Wire", "Obligations"],
        "Report": ["Market", "Obligations"],
        "Surveillance": ["Market", "Settings"],
        "Filing": ["Market", "Settings"],
        "Sim": ["Market", "Wire", "CZlib", "CPrefetch", "Yams"],
        "Proofs": ["Market", "Wire", "Risk", "OrderSession", "Sim"],
        "Runtime": [
            "Market", "Wire", "Messaging", "Journal", "Pricing", "Ledger", "StrategyKit",
            "StrategyIndex", "Quoter", "Risk", "OrderSession", "Obligations", "Tracker", "Report",
            "Surveillance", "Filing", "Sim", "Proofs", "Settings", "Seal", "Tables", "CRelay",
            "Histogram",
        ],
        "obligato": ["Runtime", "Market", "Pricing", "ArgumentParser"],
        "benchmarks": [
            "Runtime", "Market", "Wire", "Pricing", "Quoter", "Risk", "Sim", "Obligations",
            "Journal", "StrategyKit", "Strategies", "Messaging", "Seal", "CFloor",
        ],
    ]

    /// Rooms that decide: values in, values out; no clock, no socket, no file, no task.
    static let decisionRooms: Set<String> = [
        "Market", "Wire", "Pricing", "Ledger", "StrategyKit", "Strategies", "StrategyIndex",
        "Quoter",
        "Risk", "OrderSession", "Obligations", "Tracker", "Report", "Surveillance", "Filing", "Sim",
        "Proofs",
    ]
}
