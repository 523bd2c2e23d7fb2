/** The page's only style: system fonts, light and dark, readable on a telephone and on paper. */
export const style: string = `
:root { color-scheme: light dark; --ink: #1f2328; --soft: #59636e; --paper: #ffffff; --card: #f6f8fa; --line: #d1d9e0;
  --good: #1a7f37; --bad: #cf222e; --open: #9a6700; --first: #0969da; --second: #bc4c00; }
@media (prefers-color-scheme: dark) { :root { --ink: #f0f6fc; --soft: #9198a1; --paper: #0d1117; --card: #151b23; --line: #3d444d;
  --good: #3fb950; --bad: #f85149; --open: #d29922; --first: #4493f8; --second: #db6d28; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 64rem; padding: 2rem 1.25rem 4rem; color: var(--ink); background: var(--paper);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", sans-serif; }
h1 { font-size: 1.45rem; line-height: 1.3; margin: 0 0 .35rem; overflow-wrap: anywhere; }
h2 { font-size: 1.1rem; margin: 2.2rem 0 .6rem; }
h3 { font-size: 1rem; margin: 0 0 .4rem; overflow-wrap: anywhere; }
p { margin: .4rem 0; overflow-wrap: anywhere; }
.soft, figcaption, caption { color: var(--soft); font-size: .875rem; }
header { border-left: .35rem solid var(--open); padding-left: 1rem; }
header.pass { border-color: var(--good); }
header.fail { border-color: var(--bad); }
code, pre { font: .875em/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
code { background: var(--card); border-radius: .25rem; padding: .1em .3em; overflow-wrap: anywhere; }
h1 code, h3 code { font-size: .9em; }
pre { background: var(--card); border: 1px solid var(--line); border-radius: .4rem; padding: .6rem .8rem; margin: .5rem 0;
  white-space: pre-wrap; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .925rem; font-variant-numeric: tabular-nums; }
caption { text-align: left; padding-bottom: .4rem; }
th, td { border-bottom: 1px solid var(--line); padding: .35rem .6rem; text-align: left; vertical-align: top; }
thead th { color: var(--soft); font-size: .875rem; font-weight: 600; }
tbody th { font-weight: inherit; min-width: 11rem; }
.number { text-align: right; white-space: nowrap; max-width: 9rem; overflow: hidden; text-overflow: ellipsis; }
.mark { width: 1%; text-align: center; white-space: nowrap; }
.change { white-space: nowrap; }
.trend { text-align: right; white-space: nowrap; }
tr.broken td, tr.broken th, tr.regression td, tr.regression th { font-weight: 600; }
article { border: 1px solid var(--line); border-left: .3rem solid var(--good); border-radius: .4rem; padding: .6rem 1rem; margin: .6rem 0; }
article.broken { border-left-color: var(--bad); }
article.inconclusive { border-left-color: var(--open); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1.2rem; margin: .6rem 0 0; }
dt { color: var(--soft); }
dd { margin: 0; overflow-wrap: anywhere; }
figure { display: grid; grid-template-columns: 4.5rem 1fr; column-gap: .6rem; margin: 0 0 1.2rem; }
figcaption { grid-column: 1 / -1; padding-bottom: .3rem; }
.scale, .time { display: flex; justify-content: space-between; color: var(--soft); font-size: .8rem; line-height: 1; white-space: nowrap; }
.scale { flex-direction: column; text-align: right; }
.time { grid-column: 2; padding-top: .35rem; }
svg { display: block; width: 100%; height: 7rem; }
svg line, svg polyline { fill: none; stroke: var(--line); vector-effect: non-scaling-stroke; }
svg polyline { stroke-width: 1.8; stroke-linejoin: round; }
svg.trend { display: inline-block; width: 8rem; height: 1.5rem; }
svg .noise { fill: var(--line); opacity: .6; }
svg .first { stroke: var(--first); }
svg .second { stroke: var(--second); }
@media (max-width: 40rem) { body { padding: 1.2rem .9rem 3rem; } th, td { padding: .35rem .45rem; } tbody th { min-width: 5.5rem; }
  table { font-size: .85rem; } .change code { display: none; }
  dl { grid-template-columns: 1fr; } dd { margin-bottom: .4rem; } }
@media print { body { max-width: none; } article, figure { break-inside: avoid; } }
`;
