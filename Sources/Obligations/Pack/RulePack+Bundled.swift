/// The packs that come with the program.
extension RulePack {
    /// Their names and YAML texts, comments and examples included, in the order of the list.
    public static var bundledTexts: [(name: String, text: String)] {
        [
            ("sse-dev", PackageResources.sse_dev_yaml),
            ("sse-primary", PackageResources.sse_primary_yaml),
            ("sse-general", PackageResources.sse_general_yaml),
            ("sse-fund", PackageResources.sse_fund_yaml),
            ("szse", PackageResources.szse_yaml),
            ("shfe", PackageResources.shfe_yaml),
            ("dce", PackageResources.dce_yaml),
            ("czce", PackageResources.czce_yaml),
            ("cffex", PackageResources.cffex_yaml),
            ("hkex-stock", PackageResources.hkex_stock_yaml),
            ("hkex-index", PackageResources.hkex_index_yaml),
            ("eurex", PackageResources.eurex_yaml),
            ("nasdaq", PackageResources.nasdaq_yaml),
            ("miax", PackageResources.miax_yaml),
            ("cboe", PackageResources.cboe_yaml),
            ("euronext", PackageResources.euronext_yaml),
            ("nse", PackageResources.nse_yaml),
        ].map { name, bytes in (name, String(decoding: bytes, as: UTF8.self)) }
    }

    /// One of them by name; nil if there is none.
    public static func bundledText(named name: String) -> String? {
        bundledTexts.first { $0.name == name }?.text
    }
}
