/** The page's only style: system fonts, light and dark, readable on paper. */
export const style: string = `
:root { color-scheme: light dark; --ink: #1f2328; --soft: #59636e; --paper: #ffffff; --card: #f6f8fa; --line: #d1d9e0;
  --good: #1a7f37; --bad: #cf222e; --open: #9a6700; --first: #0969da; --second: #bc4c00; }
@media (prefers-color-scheme: dark) { :root { --ink: #f0f6fc; --soft: #9198a1; --paper: #0d1117; --card: #151b23; --line: #3d444d;
  --good: #3fb950; --bad: #f85149; --open: #d29922; --first: #4493f8; --second: #db6d28; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 68rem; padding: 2rem 1.25rem 4rem; color: var(--ink); background: var(--paper);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", sans-serif; }
h1 { font-size: 1.45rem; line-height: 1.3; margin: 0 0 .35rem; overflow-wrap: anywhere; }
h2 { font-size: 1.1rem; margin: 2.2rem 0 .6rem; }
h3 { font-size: 1rem; margin: 0 0 .4rem; overflow-wrap: anywhere; }
p { margin: .4rem 0; }
.soft, figcaption, caption { color: var(--soft); font-size: .875rem; }
header { border-left: .35rem solid var(--open); padding-left: 1rem; }
header.pass { border-color: var(--good); }
header.fail { border-color: var(--bad); }
code, pre { font: .875em/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
code { background: var(--card); border-radius: .25rem; padding: .1em .3em; overflow-wrap: anywhere; }
pre { background: var(--card); border: 1px solid var(--line); border-radius: .4rem; padding: .7rem .9rem; overflow-x: auto; margin: .5rem 0; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .925rem; font-variant-numeric: tabular-nums; }
caption { text-align: left; padding-bottom: .4rem; }
th, td { border-bottom: 1px solid var(--line); padding: .4rem .6rem; text-align: left; vertical-align: top; }
td.number, th.number { text-align: right; white-space: nowrap; }
td.change { white-space: nowrap; }
tr.broken td, tr.broken th, tr.regression td, tr.regression th { font-weight: 600; }
tbody th { font-weight: inherit; }
article { border: 1px solid var(--line); border-left: .3rem solid var(--good); border-radius: .4rem; padding: .7rem 1rem; margin: .6rem 0; }
article.broken { border-left-color: var(--bad); }
article.inconclusive { border-left-color: var(--open); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1.2rem; margin: 0; }
dt { color: var(--soft); }
dd { margin: 0; overflow-wrap: anywhere; }
figure { margin: 0 0 1rem; }
svg { display: block; width: 100%; height: auto; }
svg text { fill: var(--soft); font: 11px system-ui, sans-serif; }
svg line { stroke: var(--line); }
svg polyline { fill: none; stroke: var(--first); stroke-width: 1.8; stroke-linejoin: round; }
svg polyline.second { stroke: var(--second); }
@media (max-width: 40rem) { dl { grid-template-columns: 1fr; } dd { margin-bottom: .4rem; } }
`;
