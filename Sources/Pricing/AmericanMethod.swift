/// How an American option is priced.
public enum AmericanMethod: String, Hashable, Sendable, BitwiseCopyable, CaseIterable {
    /// Andersen, Lake and Offengenden (2015): the exercise boundary solved to about 1e-8 of the strike.
    case exact = "american"
    /// Barone-Adesi and Whaley (1987): within a few hundredths.
    case baroneAdesiWhaley = "american-baw"
    /// Bjerksund and Stensland (1993): a flat exercise boundary, a lower bound.
    case bjerksundStensland = "american-bs93"
    /// Ju and Zhong (1999): Barone-Adesi and Whaley with a second-order correction.
    case juQuadratic = "american-ju"
}
