/** The whole look of the page: light and dark, narrow and wide, screen and paper. Every pair of colours has 4.5:1. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --page: #f6f5f2; --card: #ffffff; --ink: #1c1e21; --soft: #575b62; --line: #dcd9d2; --code: #efede8;
  --error: #b3261e; --error-tint: #fbeae8; --warning: #855300; --warning-tint: #fdf1dc;
  --info: #1d5c9e; --info-tint: #e8f1fa; --good: #1b6b3a; --good-tint: #e6f4ea; --mute-tint: #eceae5;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #15171a; --card: #1d2024; --ink: #e9e7e3; --soft: #a9adb4; --line: #34383e; --code: #2a2e33;
    --error: #ff9a90; --error-tint: #3a1f1d; --warning: #f3c06b; --warning-tint: #35290f;
    --info: #8fc2f5; --info-tint: #17293c; --good: #86d6a0; --good-tint: #16301f; --mute-tint: #2a2e33;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--page); color: var(--ink); overflow-wrap: anywhere;
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "DejaVu Sans", sans-serif;
}
main { max-width: 56rem; margin: 0 auto; padding: clamp(1rem, 4vw, 3rem) clamp(0.9rem, 4vw, 2rem); }
h1, h2, h3 { line-height: 1.25; margin: 0; text-wrap: pretty; }
a { color: var(--info); text-underline-offset: 0.15em; }
a code { color: inherit; }
h1 { font-size: clamp(1.6rem, 1.2rem + 2vw, 2.25rem); letter-spacing: -0.015em; }
h2 { font-size: 1.2rem; margin: 2.75rem 0 0.9rem; }
h3 { font-size: 1.05rem; font-weight: 650; }
p { margin: 0.4rem 0 0; }
code {
  font: 0.88em/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace;
  background: var(--code); padding: 0.1em 0.35em; border-radius: 4px;
}
.hero { border-top: 5px solid var(--tone); background: var(--card); border-radius: 12px; padding: 1.5rem clamp(1rem, 4vw, 2rem) 1.6rem; }
.hero, .card, .sheet { border-left: 1px solid var(--line); border-right: 1px solid var(--line); border-bottom: 1px solid var(--line); }
.card, .sheet { border-top: 1px solid var(--line); }
.eyebrow { color: var(--soft); font-size: 0.85rem; margin: 0 0 0.35rem; }
.lead { color: var(--soft); font-size: 1.05rem; margin-top: 0.5rem; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(6.2rem, 1fr)); gap: 0.6rem; margin: 1.3rem 0 0; padding: 0; list-style: none; }
.tiles li { background: var(--tint); border-radius: 8px; padding: 0.6rem 0.8rem; }
.tiles b { display: block; font-size: 1.5rem; line-height: 1.2; color: var(--tone); font-variant-numeric: tabular-nums; }
.tiles span { font-size: 0.85rem; }
.error, .broken { --tone: var(--error); --tint: var(--error-tint); }
.warning, .attention { --tone: var(--warning); --tint: var(--warning-tint); }
.info { --tone: var(--info); --tint: var(--info-tint); }
.good, .healthy { --tone: var(--good); --tint: var(--good-tint); }
.mute { --tone: var(--soft); --tint: var(--mute-tint); }
.card { background: var(--card); border-radius: 10px; padding: 1rem clamp(0.9rem, 3vw, 1.4rem) 1.1rem; margin: 0 0 0.9rem; box-shadow: inset 4px 0 0 var(--tone); }
.badge {
  display: inline-block; font-size: 0.75rem; font-weight: 650; line-height: 1.6; color: var(--tone);
  background: var(--tint); border-radius: 99px; padding: 0 0.65em; white-space: nowrap;
}
.card > .badge { margin-bottom: 0.45rem; }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 0.35rem 1rem; margin: 0.8rem 0 0; }
dt { color: var(--soft); }
dd { margin: 0; }
.next { background: var(--tint); border-radius: 6px; padding: 0.3rem 0.6rem; margin: -0.3rem -0.6rem; }
details { margin-top: 0.9rem; border-top: 1px solid var(--line); padding-top: 0.7rem; }
summary { cursor: pointer; font-weight: 600; }
:focus-visible { outline: 3px solid var(--info); outline-offset: 2px; border-radius: 4px; }
.follows { list-style: none; margin: 0.7rem 0 0; padding: 0; }
.follows > li { border-left: 3px solid var(--tone); padding: 0.1rem 0 0.1rem 0.9rem; margin: 0.9rem 0 0; }
.sheet { background: var(--card); border-radius: 10px; overflow: hidden; }
table { width: 100%; border-collapse: collapse; }
th, td { text-align: left; vertical-align: top; padding: 0.55rem 0.9rem; border-bottom: 1px solid var(--line); font-weight: 400; }
thead th { color: var(--soft); font-size: 0.85rem; font-weight: 600; }
tbody tr:last-child > * { border-bottom: 0; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; color: var(--soft); }
.small { font-size: 0.88rem; color: var(--soft); display: block; }
.plain { margin: 0; padding: 0; list-style: none; }
.plain li { padding: 0.6rem 0.9rem; border-bottom: 1px solid var(--line); }
.plain li:last-child { border-bottom: 0; }
pre { overflow-x: auto; margin: 0.6rem 0 0; padding: 0.7rem; background: var(--code); border-radius: 6px; font: 0.82rem/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; }
@media (max-width: 34rem) {
  dl { grid-template-columns: minmax(0, 1fr); gap: 0.1rem; }
  dd + dt { margin-top: 0.5rem; }
  .next { margin: 0; }
  .about { grid-template-columns: max-content minmax(0, 1fr); gap: 0.35rem 1rem; }
  .about dd + dt { margin-top: 0; }
  th, td { padding: 0.5rem 0.6rem; }
  .wide { display: none; }
}
@media print {
  :root { --page: #ffffff; --card: #ffffff; --ink: #000000; --soft: #444444; --line: #bbbbbb; --code: #f2f2f2;
    --error: #9b1c15; --error-tint: #ffffff; --warning: #6b4300; --warning-tint: #ffffff; --info: #174a80; --info-tint: #ffffff;
    --good: #14522c; --good-tint: #ffffff; --mute-tint: #ffffff; }
  main { max-width: none; padding: 0; }
  .card, .hero, tr { break-inside: avoid; }
  h2 { break-after: avoid; }
  .badge, .tiles li { border: 1px solid var(--line); }
  details::details-content { content-visibility: visible; block-size: auto; }
}
`
