import Foundation
import Glibc
import Market
import Runtime
import TestSupport
import Testing

extension `Scenarios` {
    /// Four processes over ZeroMQ, 2000 session seconds a second: about ten seconds a day.
    @Suite(.serialized, .rule("C1.3", "C3.8", "E4.5", "E4.6"))
    struct `A day` {
        static let columns: [(stream: String, columns: String)] = [
            ("quotes", "ts_ns,contract,bid_ticks,bid_qty,ask_ticks,ask_qty"),
            ("phases", "ts_ns,contract,phase"),
            ("bbo", "ts_ns,contract,bid_ticks,bid_qty,ask_ticks,ask_qty"),
            ("fills", "ts_ns,contract,side,ticks,qty,fill_id,order_id"),
            (
                "rfqs",
                "ts_ns,rfq_id,contract,event,quote_id,bid_ticks,bid_qty,ask_ticks,ask_qty"
            ),
            (
                "orders",
                "ts_ns,contract,quote_id,bid_ticks,bid_qty,ask_ticks,ask_qty,rfq_id,reason"
            ),
            ("decisions", "ts_ns,sequence,kind,code,contract,quote_id,value,limit"),
        ]

        @Test func `four processes run a day, and every way to its figures agrees`() throws {
            let scratch = try Scratch()
            let run = try finished(try start(in: scratch))
            try run.expectHolds()
            let summary = try run.summary()
            #expect(summary.kind == "day")
            #expect(summary.processes.map(\.role) == Run.roles)
            #expect(Set(summary.processes.map(\.pid)).count == 4)
            for process in summary.processes {
                #expect(process.pid > 0)
                #expect(process.pids == [process.pid])
                #expect(process.restarts == 0)
                #expect(!process.endpoints.isEmpty)
                #expect(process.endpoints.allSatisfy { $0.hasPrefix("ipc://") })
                #expect(process.messagesIn > 0)
                #expect(process.messagesOut > 0)
                #expect(process.journalRecords > 0)
                #expect(process.rssBytes > 1 << 20)
            }
            let latency = try #require(summary.latencyNanoseconds.first)
            #expect(latency.count > 0)
            #expect(latency.p50 > 0 && latency.p50 <= latency.p99 && latency.p99 <= latency.max)
            for (stream, columns) in Self.columns {
                let exported = try run.export(stream)
                #expect(exported.columns == columns, "\(stream)")
                #expect(!exported.rows.isEmpty, "\(stream)")
                let width = columns.split(separator: ",").count
                #expect(exported.rows.allSatisfy { $0.count == width }, "\(stream)")
            }
        }

        @Test(.rule("PEER-08"))
        func `a tracker killed at half past ten loses nothing`() throws {
            let scratch = try Scratch()
            let run = try killed("tracker", in: scratch).run
            try run.expectHolds()
        }

        @Test(.rule("PEER-01"))
        func `a quoter killed at half past ten quotes again, and its gap has its cause`()
            throws
        {
            let scratch = try Scratch()
            let (run, time) = try killed("quoter", in: scratch)
            try run.expectHolds()
            #expect(try run.obligations().notMet(because: "quoterDown") > 0)
            try expectRequoted(run, after: time)
        }

        @Test
        func `risk killed at half past ten: quotes go, come again, and the gap has its cause`()
            throws
        {
            let scratch = try Scratch()
            let (run, time) = try killed("risk", in: scratch)
            try run.expectHolds()
            #expect(try run.obligations().notMet(because: "riskDown") > 0)
            try expectRequoted(run, after: time)
        }

        private func start(in scratch: Scratch) throws -> (day: Obligato.Running, run: Run) {
            let path = scratch.path("run")
            let day = try Obligato.start(["day", "--quiet", "--speed", "2000", "--out", path])
            return (day, Run(path: path))
        }

        private func finished(_ started: (day: Obligato.Running, run: Run)) throws -> Run {
            let result = started.day.finish()
            try #require(result.code == 0, "\(result.output)\(result.error)")
            return started.run
        }

        /// A day with one child killed at 10:30 session time; also when that was.
        private func killed(_ role: String, in scratch: Scratch) throws -> (
            run: Run, at: SessionTime
        ) {
            let started = try start(in: scratch)
            let time = try kill(role, of: started)
            let run = try finished(started)
            let process = try #require(
                try run.summary().processes.first { $0.role == role })
            #expect(process.restarts == 1)
            #expect(Set(process.pids).count == 2)
            return (run, time)
        }

        private func kill(
            _ role: String, of started: (day: Obligato.Running, run: Run)
        ) throws -> SessionTime {
            let due = SessionTime(hour: 10, minute: 30)
            let deadline = monotonic() + 60_000_000_000
            while started.day.isRunning, monotonic() < deadline {
                // Written whole before the first child starts.
                let desk = try? DeskConfiguration.load(path: started.run.path + "/desk.yaml")
                if let clock = desk?.clock, clock.time(at: monotonic()) >= due,
                    let child = Obligato.child(role, of: started.day.pid)
                {
                    #expect(Glibc.kill(child, SIGKILL) == 0)
                    return clock.time(at: monotonic())
                }
                usleep(5_000)
            }
            let result = started.day.finish()
            throw NeverDue(description: "10:30 never came: \(result.output)\(result.error)")
        }

        struct NeverDue: Error { let description: String }

        /// Every contract with a quote taken off after the kill stands again later.
        private func expectRequoted(_ run: Run, after time: SessionTime) throws {
            var isOff: [Substring: Bool] = [:]
            var stoodAgain: Set<Substring> = []
            for row in try run.export("quotes").rows {
                let stamp = try #require(Int64(row[0]))
                guard stamp > time.nanoseconds else { continue }
                let stands = row[3] != "0" && row[5] != "0"
                if stands, isOff[row[1]] == true { stoodAgain.insert(row[1]) }
                isOff[row[1]] = !stands
            }
            #expect(stoodAgain.count == 144)
        }

        private func monotonic() -> Int64 {
            var now = timespec()
            clock_gettime(CLOCK_MONOTONIC, &now)
            return Int64(now.tv_sec) * 1_000_000_000 + Int64(now.tv_nsec)
        }
    }
}
