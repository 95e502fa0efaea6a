import Market

func price(_ text: String) -> Price? {
    DecimalText.value(text, decimals: 4).map { Price(ticks: $0) }
}

func yuan(_ text: String) -> Money? {
    DecimalText.value(text, decimals: 4).map { Money(tenThousandths: $0) }
}

func day(_ yyyymmdd: Int32) -> TradingDay? { TradingDay(yyyymmdd: yyyymmdd) }
