import Market

/// Events and expectations of examples in words.
extension RuleExplanation {
    /// Seconds with the decimals that are needed.
    func clock(_ time: SessionTime) -> String { RuleSentences.seconds(time.nanoseconds) + " s" }

    func words(_ action: RuleExample.Action, _ example: RuleExample) -> String {
        func name(_ contract: ContractIndex?) -> String {
            contract.map { example.given.contracts[$0.int].tradingCode }
                ?? say("all contracts", "全部合约")
        }
        switch action {
        case .quote(let contract, let quote, let request):
            let answer =
                request == .none ? "" : say(", answers request ", "，回应询价 ") + "\(request.value)"
            return say("quote in ", "报价 ") + name(contract) + ": \(quote.bid) × "
                + "\(quote.bidRemaining.contracts) / \(quote.ask) × "
                + "\(quote.askRemaining.contracts)\(answer)"
        case .fill(let contract, let bid, let ask):
            return say("fill in ", "成交 ") + name(contract)
                + say("; left: bid ", "；剩余：买 ") + "\(bid.contracts)" + say(", ask ", "，卖 ")
                + "\(ask.contracts)"
        case .order(let contract, let order):
            return say("order in ", "报单 ") + name(contract)
                + (order.side == .bid ? say(": buy ", "：买 ") : say(": sell ", "：卖 "))
                + "\(order.remaining.contracts) × \(order.price)"
        case .cancel(let contract): return say("quote withdrawn in ", "撤销报价 ") + name(contract)
        case .phase(let contract, let phase):
            return say("phase of ", "阶段 ") + name(contract) + ": \(phase)"
        case .market(let contract, let top):
            return say("market in ", "市场 ") + name(contract)
                + ": \(top.hasBid ? "\(top.bid)" : "–") / \(top.hasAsk ? "\(top.ask)" : "–")"
        case .underlying(let index):
            return say("the underlying's price changes: ", "标的价格变动：")
                + example.given.underlyings[index.int].code
        case .underlyingQuote(let index, let bid, let ask):
            return say("the underlying's best prices: ", "标的最优价：")
                + "\(example.given.underlyings[index.int].code) \(bid) / \(ask)"
        case .request(let id, let contract):
            return say("request for quote ", "询价 ") + "\(id.value): \(name(contract))"
        case .requestExpired(let id): return say("request closed: ", "询价关闭：") + "\(id.value)"
        case .circumstance(let kind, let begins):
            return "\(kind.name): " + (begins ? say("begins", "开始") : say("is over", "结束"))
        case .interrupt: return say("the record is interrupted", "记录中断")
        case .resume: return say("the record resumes", "记录恢复")
        case .placed(let contract, let count, let size):
            return say("orders in ", "报单 ") + "\(name(contract)): \(count) × \(size.contracts)"
        case .cancelled(let contract, let count, let size):
            return say("cancels in ", "撤单 ") + "\(name(contract)): \(count) × \(size.contracts)"
        case .traded(let contract, let size, let fee):
            return say("trade in ", "成交 ") + "\(name(contract)): \(size.contracts)"
                + say(", fee ", "，手续费 ") + "\(fee)"
        case .position(let contract, let long, let short):
            return say("position in ", "持仓 ")
                + "\(name(contract)): +\(long.contracts) −\(short.contracts)"
        case .messages(let count, let until):
            return "\(count) " + say("messages until ", "条消息，至 ") + clock(until)
        case .withoutInput(_, let words): return words
        }
    }

    func words(_ wanted: RuleExample.Expectation) -> String {
        var parts: [String] = []
        if let place = wanted.contract ?? wanted.underlying { parts.append(place) }
        if let value = wanted.value { parts.append(say("figure ", "数值 ") + figure(value)) }
        if let value = wanted.sampled { parts.append(say("by samples ", "按采样 ") + figure(value)) }
        if let value = wanted.best { parts.append(say("at best ", "最好情形 ") + figure(value)) }
        parts += wanted.times.map { "\($0.name.dropLast(2)) \(RuleSentences.seconds($0.count)) s" }
        parts += wanted.counts.map { "\($0.name) \($0.count)" }
        parts += wanted.outcomes.map {
            say("request ", "询价 ") + "\($0.request.value) \($0.outcome)"
        }
        if let names = wanted.contractsMet {
            parts.append(say("met: ", "达标：") + names.joined(separator: " "))
        }
        switch wanted.pass {
        case .yes: parts.append(say("passes", "通过"))
        case .no: parts.append(say("does not pass", "不通过"))
        case .none?: parts.append(say("no verdict", "无结论"))
        case nil: break
        }
        return parts.joined(separator: ", ")
    }

    private func figure(_ ratio: Ratio) -> String {
        ratio.den > 0 ? "\(ratio)" : say("none", "无")
    }
}
