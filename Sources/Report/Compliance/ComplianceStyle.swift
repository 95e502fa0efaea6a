/// The compliance report's looks: black on white, dense, the same on paper.
enum ComplianceStyle {
    /// No character in it needs escaping, so that the page stays well-formed XML.
    static let css: StaticString = """
        * { box-sizing:border-box; }
        html { background:#fff; }
        body { margin:0 auto; padding:18px 26px 40px; max-width:1240px; color:#111;
          font:12px/1.4 "Helvetica Neue",Arial,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",
          "Noto Sans SC","WenQuanYi Micro Hei",sans-serif; font-variant-numeric:tabular-nums;
          overflow-wrap:anywhere; }
        h1 { font-size:20px; font-weight:650; margin:0 0 8px; }
        h2 { font-size:14.5px; font-weight:650; margin:26px 0 4px; padding-top:7px;
          border-top:1.5px solid #111; }
        h3 { font-size:12px; font-weight:650; margin:14px 0 4px; }
        p { margin:4px 0; max-width:150ch; }
        a { color:inherit; text-decoration:none; }
        td a:hover,td a:focus { text-decoration:underline; }
        td a { border-bottom:1px dotted #b5bcc6; } svg a,a[id] { border:0; }
        .zh,.note,.names { color:#4b5563; }
        .lead { font-size:13.5px; font-weight:650; margin:6px 0; }
        .lead .zh { font-weight:400; }
        .names { font-size:10.5px; }
        .alert,.good,.unsure { padding:3px 10px; margin:5px 0; max-width:none; border:1px solid #9aa3af;
          border-left-width:5px; break-inside:avoid; }
        .alert { border-color:#9a3c06; background:#fdf3ec; font-weight:600; }
        .alert .names,.alert .zh { font-weight:400; }
        .good { border-left-color:#00694f; }
        table { border-collapse:collapse; width:100%; font-size:11px; line-height:1.3; }
        th { text-align:left; font-weight:600; vertical-align:bottom; padding:2px 7px 2px 0;
          border-bottom:1px solid #111; overflow-wrap:normal; }
        th .zh { display:block; font-size:10px; font-weight:400; }
        td { padding:1.5px 7px 1.5px 0; border-bottom:1px solid #e3e6ea; vertical-align:top; }
        th:last-child,td:last-child { padding-right:0; }
        tfoot td { font-weight:600; border-top:1px solid #111; border-bottom:0; }
        .n { text-align:right; white-space:nowrap; } th.n { white-space:normal; }
        .c { white-space:nowrap; } .zero { color:#8b939e; }
        .dense { font-size:10px; line-height:1.2; }
        td i { font-style:normal; font-size:85%; color:#6b7280; }
        .v { white-space:nowrap; }
        .verdict { font-weight:650; white-space:nowrap; }
        .verdict .zh { color:inherit; font-weight:400; }
        .verdict.pass { color:#00563f; } .verdict.fail { color:#9a2c00; }
        .verdict.void { color:#5b6472; font-weight:400; }
        table.facts { margin:0 0 8px; }
        .facts th { width:13%; border-bottom:1px solid #e3e6ea; font-weight:400; color:#4b5563;
          vertical-align:top; }
        .facts th .zh { display:inline; }
        .facts td { width:37%; }
        tr.placeholder td { background:#fbf6e4; }
        tr.bad td,tr.s-notMet td { background:#fdf3ec; } tr.s-unknown td { background:#f1f1f1; }
        tr:target td,section:target h3 { background:#fff3b0; }
        .evidence { margin:0 0 10px; }
        .empty { color:#4b5563; border:1px dashed #b5bcc6; padding:8px 12px; }
        .legend { display:flex; flex-wrap:wrap; gap:2px 16px; margin:4px 0 8px; font-size:11px; }
        .legend svg { vertical-align:-1px; margin-right:5px; }
        .panel { margin:8px 0 2px; break-inside:avoid; }
        .panels { display:grid; grid-template-columns:repeat(2,minmax(0,1fr)); gap:8px 24px; }
        .panels figure { margin:0; break-inside:avoid; } figcaption { font-size:11px; font-weight:600; }
        .signatures { display:flex; gap:40px; margin:40px 0 10px; break-inside:avoid; }
        .signatures div { flex:1; border-top:1px solid #111; padding-top:4px; }
        svg.chart { width:100%; height:auto; display:block; } svg.key { width:22px; height:11px; }
        svg.defs { position:absolute; width:0; height:0; }
        svg text { font-size:11px; fill:#111; } svg text.soft { fill:#4b5563; }
        svg text.small { font-size:9.5px; } svg text.tiny { font-size:8px; }
        svg text.middle { text-anchor:middle; } svg text.end { text-anchor:end; }
        svg text.onink { fill:#fff; font-weight:600; text-anchor:middle; }
        .axis { stroke:#6b7280; stroke-width:1; fill:none; } .gridline { stroke:#e3e6ea; stroke-width:1; }
        .limit { stroke:#111; stroke-width:1.2; stroke-dasharray:5 3; fill:none; }
        .outline { fill:none; stroke:#8a94a1; stroke-width:.5; }
        .met { fill:#c3dcec; } .notmet { fill:#a33a00; } .exempt { fill:url(#exempt); }
        .unknown { fill:url(#unknown); stroke:#111; stroke-width:.3; }
        .bpass { fill:#9cc3dc; } .bfail { fill:#a33a00; } .bvoid { fill:url(#exempt); } .bnone { fill:#cfd5dc; }
        .bbest { fill:url(#unknown); stroke:#111; stroke-width:.3; }
        .hpass { fill:#d7e8f3; } .hnear { fill:#a9cbe1; } .hfail { fill:#a33a00; }
        .hpart { fill:#eaa96f; } .hvoid { fill:#fff; stroke:#cfd5dc; stroke-width:.6; }
        .hmiss { fill:url(#unknown); stroke:#111; stroke-width:.4; }
        .line { fill:none; stroke-width:1.6; stroke-linejoin:round; stroke:#111; }
        .l0 { stroke:#111; } .l1 { stroke:#0067a0; stroke-dasharray:7 2; }
        .l2 { stroke:#7b2f75; stroke-dasharray:2 2; } .l3 { stroke:#9a3c06; stroke-dasharray:8 2 2 2; }
        .dot { fill:#fff; stroke:#111; stroke-width:1; } .dotbad { fill:#a33a00; }
        table.calendar { width:auto; } .calendar td,.calendar th { padding:2px 4px; }
        .calendar .d { text-align:center; min-width:34px; white-space:nowrap; border:1px solid #fff; }
        .calendar .d a { border:0; display:block; }
        td.hpass,.swatch.hpass { background:#d7e8f3; } td.hpart,.swatch.hpart { background:#f0b98a; }
        td.hfail,.swatch.hfail { background:#a33a00; color:#fff; font-weight:650; }
        td.hvoid,.swatch.hvoid { background:#fff; color:#5b6472; }
        td.hmiss,.swatch.hmiss { background:#e5e5e5; font-weight:650; }
        .swatch { display:inline-block; width:18px; height:10px; border:1px solid #8a94a1;
          margin-right:4px; }
        td.days { white-space:nowrap; letter-spacing:1px; } .days a { border:0; } .half { width:50%; }
        @page { size:A4 landscape; margin:10mm 11mm 12mm; }
        @media print {
          * { print-color-adjust:exact; -webkit-print-color-adjust:exact; }
          body { padding:0; max-width:none; zoom:.82; }
          td a { border-bottom:0; }
          h2,h3,.legend { break-after:avoid; } h2 { margin-top:0; }
          section.page { break-before:page; } section.flow { margin-top:14px; }
          .signatures { margin-top:28px; }
          thead { display:table-header-group; } tfoot { display:table-row-group; }
          tr { break-inside:avoid; }
        }
        """
}
