extension RulePack {
    /// Ids of the presence rules in which a circumstance exempts.
    public func rules(exemptedBy circumstance: Circumstance) -> [String] {
        rules.filter { rule in
            guard case .presence(let presence) = rule.kind else { return false }
            return presence.exemptions.contains { $0.trigger == circumstance.trigger }
        }.map(\.id)
    }
}
