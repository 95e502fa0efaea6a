// A strategy file says only `import StrategyKit`.
@_exported public import Market
@_exported public import Pricing
