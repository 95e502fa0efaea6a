/// The report's looks: light, dense, legible in print and without colour.
enum StyleSheet {
    /// No character in it needs escaping, so that the page stays well-formed XML.
    static let css: StaticString = """
        :root { --ink:#1d2530; --soft:#5b6675; --rule:#d5dae1; --faint:#eef1f4; --blue:#0072b2;
          --red:#b5490b; --green:#00795c; --violet:#8a3d82; }
        * { box-sizing:border-box; }
        html { background:#fff; }
        body { margin:0 auto; padding:20px 28px 40px; max-width:1240px; color:var(--ink);
          font:13px/1.45 system-ui,"Segoe UI","Helvetica Neue",Arial,"PingFang SC","Microsoft YaHei",
          "Noto Sans CJK SC","Noto Sans SC","WenQuanYi Micro Hei",sans-serif;
          font-variant-numeric:tabular-nums; overflow-wrap:anywhere; }
        h1 { font-size:22px; font-weight:650; margin:0; letter-spacing:-.01em; }
        h2 { font-size:16px; font-weight:650; margin:34px 0 4px; padding-top:10px;
          border-top:2px solid var(--ink); }
        h3 { font-size:13px; font-weight:650; margin:18px 0 5px; }
        p { margin:5px 0; max-width:105ch; }
        .zh { color:var(--soft); font-weight:400; }
        .note,.facts { color:var(--soft); }
        .facts { display:flex; flex-wrap:wrap; gap:1px 20px; margin:5px 0 0; }
        .facts b { color:var(--ink); font-weight:550; }
        code { font:12px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace; }
        .tiles { display:grid; grid-template-columns:repeat(6,minmax(0,1fr)); gap:10px; margin:16px 0 0; }
        .tile { border:1px solid var(--rule); border-top:3px solid var(--soft); padding:7px 10px 8px; }
        .tile.pass { border-top-color:var(--green); }
        .tile.fail { border-top:5px solid var(--red); }
        .tile .name { font-size:11.5px; line-height:1.3; }
        .tile .figure { font-size:20px; font-weight:600; line-height:1.3; margin-top:2px; }
        .tile .under { font-size:11.5px; color:var(--soft); line-height:1.35; }
        .banner { border:1px solid #c9a227; border-left:6px solid #c9a227; background:#fdf8e3;
          padding:9px 14px 10px; margin:14px 0 0; break-inside:avoid; }
        .banner b { font-weight:650; }
        .banner table { margin-top:6px; }
        .alert { border-color:var(--red); background:#fdf1ea; }
        .good { border:1px solid var(--rule); border-left:6px solid var(--green); padding:7px 14px;
          margin:10px 0; }
        .bad { border:1px solid var(--red); border-left:6px double var(--red); padding:7px 14px;
          margin:10px 0; background:#fdf1ea; }
        .unsure { border:1px solid var(--rule); border-left:6px solid var(--soft); padding:7px 14px;
          margin:10px 0; }
        .columns { display:grid; grid-template-columns:minmax(0,1fr) minmax(0,1fr); gap:0 30px; }
        .columns.wide { grid-template-columns:minmax(0,760fr) minmax(0,400fr); }
        table { border-collapse:collapse; width:100%; font-size:12px; line-height:1.35; }
        table.narrow { width:auto; min-width:50%; }
        th { text-align:left; font-weight:600; vertical-align:bottom; padding:3px 10px 3px 0;
          border-bottom:1px solid var(--ink); }
        th .zh { display:block; font-size:11px; }
        td { padding:2px 10px 2px 0; border-bottom:1px solid var(--faint); vertical-align:top; }
        th:last-child,td:last-child { padding-right:0; }
        tfoot td { font-weight:600; border-top:1px solid var(--ink); border-bottom:0; }
        .n { text-align:right; white-space:nowrap; }
        th { overflow-wrap:normal; } th.n { white-space:normal; }
        td .chart,td .inline { display:inline-block; }
        table.dense { font-size:10.5px; line-height:1.2; }
        table.dense td:first-child { min-width:19ch; }
        table.dense td { padding-top:1px; padding-bottom:1px; }
        table.dense svg.inline { width:90px; height:7px; }
        .verdict { white-space:nowrap; font-weight:600; }
        .verdict.pass { color:var(--green); } .verdict.fail { color:var(--red); }
        .verdict.void { color:var(--soft); }
        .empty { color:var(--soft); border:1px dashed var(--rule); padding:10px 14px; margin:8px 0; }
        .legend { display:flex; flex-wrap:wrap; gap:2px 18px; margin:6px 0; font-size:12px; }
        .legend svg { vertical-align:-1px; margin-right:5px; }
        .panel { margin:10px 0 4px; break-inside:avoid; }
        .grid { display:grid; grid-template-columns:repeat(4,minmax(0,1fr)); gap:10px 16px; }
        .grid figure { margin:0; break-inside:avoid; }
        figcaption { font-size:11.5px; line-height:1.3; }
        svg.chart { width:100%; height:auto; display:block; }
        svg.inline { width:120px; height:9px; vertical-align:middle; }
        svg.key { width:22px; height:11px; }
        svg.defs { position:absolute; width:0; height:0; }
        svg text { font-size:11px; fill:var(--ink); }
        svg text.soft { fill:var(--soft); } svg text.small { font-size:9px; }
        svg text.tiny { font-size:8px; } svg text.letter { font-size:6px; } svg text.bold { font-weight:650; }
        svg text.middle { text-anchor:middle; } svg text.end { text-anchor:end; }
        svg text.halo { paint-order:stroke; stroke:#fff; stroke-width:3px; stroke-linejoin:round; }
        svg text.onink { fill:#fff; font-weight:600; text-anchor:middle; }
        .axis { stroke:#8a94a1; stroke-width:1; fill:none; }
        .gridline { stroke:#e6eaee; stroke-width:1; fill:none; }
        .zero { stroke:#8a94a1; stroke-width:1; fill:none; }
        .lunch { fill:#f3f5f7; }
        .limit { stroke:var(--ink); stroke-width:1.2; stroke-dasharray:4 3; fill:none; }
        .line { fill:none; stroke-width:1.5; stroke-linejoin:round; stroke:var(--ink); }
        .l0 { stroke:#1d2530; stroke-width:2; } .l1 { stroke:#0072b2; stroke-dasharray:7 2; }
        .l2 { stroke:#8a3d82; stroke-dasharray:2 2; } .l3 { stroke:#b5490b; stroke-dasharray:8 2 2 2; }
        .own { stroke:#0072b2; } .beyond { stroke:#b5490b; stroke-width:3.5; }
        .area { fill:#0072b2; fill-opacity:.13; stroke:none; }
        .bar { fill:#7fb2d3; stroke:#4a86ad; stroke-width:.5; }
        .barbad { fill:url(#wide); stroke:#b5490b; stroke-width:1; }
        .answered { fill:#0072b2; fill-opacity:.65; } .late { fill:none; stroke:#b5490b; stroke-width:1.6; }
        .heldshort { fill:#fff; stroke:#8a3d82; stroke-width:1.6; }
        .missed { stroke:#b5490b; stroke-width:1.8; fill:none; }
        .notobliged { fill:none; stroke:#8a94a1; stroke-width:1.2; }
        .met { fill:#b9d6e8; } .notmet { fill:#a6450c; } .exempt { fill:url(#exempt); }
        .unknown { fill:url(#unknown); } .nodata { fill:#fff; stroke:#dfe4e9; stroke-width:.5; }
        .outline { fill:none; stroke:#8a94a1; stroke-width:.5; }
        .h0 { fill:#e4eef6; } .h1 { fill:#c3d9e9; } .h2 { fill:#f2cb8f; } .h3 { fill:#e59a45; }
        .h4 { fill:#c05c12; } .h5 { fill:#6e2403; }
        .blank { fill:#fff; } .hatch { fill:url(#hatch); } .dots { fill:url(#dots); }
        .c0 { fill:#6e2403; } .c1 { fill:#0072b2; } .c2 { fill:#c77a1b; } .c3 { fill:#8a3d82; }
        .c4 { fill:#00795c; } .c5 { fill:#5b6675; } .c6 { fill:#4b3f9b; } .c7 { fill:#8b8000; }
        .gap { stroke:#fff; stroke-width:1; }
        @media print {
          @page { size:A4 landscape; margin:10mm 11mm; }
          * { print-color-adjust:exact; -webkit-print-color-adjust:exact; }
          body { padding:0; max-width:none; zoom:.8; }
          h2,h3,.legend { break-after:avoid; }
          h2 { margin-top:0; }
          section.page { break-before:page; }
          thead { display:table-header-group; } tfoot { display:table-row-group; }
          .grid { grid-template-columns:repeat(5,minmax(0,1fr)); } tr { break-inside:avoid; }
          .panel svg.chart { max-height:200mm; width:auto; max-width:100%; margin:0 auto; }
        }
        """
}
