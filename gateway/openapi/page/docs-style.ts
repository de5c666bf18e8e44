/** The style sheet of the docs page. */
export const docsStyle = `
:root { color-scheme: light dark; --line: light-dark(#d8dee4, #3a4048); --quiet: light-dark(#59636e, #9aa4ae);
  --accent: light-dark(#0b5cad, #6cb6ff); --page: light-dark(#fff, #15191e); --soft: light-dark(#f3f5f7, #1e242b); }
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { margin: 0; display: grid; grid-template-columns: 19rem minmax(0, 56rem); gap: 2.5rem; background: var(--page);
  font: 16px/1.55 system-ui, sans-serif; overflow-wrap: anywhere; }
nav { position: sticky; top: 0; height: 100vh; overflow: auto; padding: 1.25rem; border-right: 1px solid var(--line);
  background: var(--page); font-size: .9rem; }
nav .bar { display: flex; justify-content: space-between; align-items: baseline; }
nav input[type=search], nav input[type=password] { width: 100%; margin: .25rem 0 .5rem; }
nav ul { list-style: none; padding: 0; margin: .1rem 0 .9rem; }
nav li { padding-left: .6rem; border-left: 2px solid var(--line); }
nav .group > a { font-weight: 600; }
#menu, .menu { display: none; }
main { padding: 1.25rem 1.5rem 6rem 0; min-width: 0; }
a { color: var(--accent); text-decoration: none; }
a:hover { text-decoration: underline; }
h1 { margin-top: 0; }
h2 { margin-top: 3rem; padding-bottom: .25rem; border-bottom: 2px solid var(--line); }
h3 { margin: 1.5rem 0 .25rem; }
article { margin: 1.5rem 0; padding: 1rem 1.25rem 1.25rem; border: 1px solid var(--line); border-radius: .5rem;
  content-visibility: auto; contain-intrinsic-size: auto 44rem; }
article:target { border-color: var(--accent); box-shadow: 0 0 0 1px var(--accent); }
article h3 { margin: 0; }
article h3 a { color: inherit; }
h4 { margin: 1.25rem 0 .25rem; }
p, ul { margin: .5rem 0; }
code, pre, textarea, .line { font: .86rem/1.5 ui-monospace, monospace; }
code { overflow-wrap: anywhere; }
pre { overflow: auto; margin: .5rem 0; padding: .75rem 1rem; border-radius: .4rem; background: var(--soft); max-height: 26rem; }
table { width: 100%; border-collapse: collapse; font-size: .92rem; }
td, th { padding: .35rem .75rem .35rem 0; text-align: left; vertical-align: top; border-top: 1px solid var(--line); }
td p:first-child, td ul:first-child { margin-top: 0; }
td:last-child { width: 58%; overflow-wrap: anywhere; padding-right: 0; }
td ul { padding-left: 1.1rem; }
sup { color: light-dark(#b3261e, #ff8a80); }
summary { cursor: pointer; margin-top: .5rem; color: var(--accent); }
input, textarea, button { font: inherit; color: inherit; padding: .35rem .6rem; border: 1px solid var(--line); border-radius: .35rem;
  background: var(--soft); }
button { cursor: pointer; }
textarea, .line { width: 100%; font: .86rem/1.5 ui-monospace, monospace; }
form { display: grid; gap: .5rem; justify-items: start; }
.quiet { color: var(--quiet); }
.old { text-decoration: line-through; }
.facts { display: flex; flex-wrap: wrap; gap: .25rem 1rem; font-size: .88rem; color: var(--quiet); }
.verb { display: inline-block; padding: 0 .45rem; border-radius: .25rem; color: #fff; background: #555; font-size: .78rem; font-weight: 600; }
.verb.get { background: #0b5cad; }
.verb.post { background: #1a6e34; }
.verb.patch, .verb.put { background: #8a5a00; }
.verb.delete { background: #b3261e; }
[hidden] { display: none; }
@media (max-width: 60rem) {
  html { scroll-padding-top: 4rem; }
  body { display: block; }
  nav { height: auto; max-height: 100vh; padding: .6rem 1rem; border: 0; border-bottom: 1px solid var(--line); z-index: 1; }
  nav .bar { align-items: center; }
  .menu { display: inline-block; padding: .2rem .7rem; border: 1px solid var(--line); border-radius: .35rem; cursor: pointer; }
  .foldable { display: none; padding-top: .5rem; }
  #menu:checked ~ .foldable { display: block; }
  main { padding: 1rem; }
  article { padding: .8rem .9rem 1rem; }
  thead { display: none; }
  tr { display: block; padding: .4rem 0; border-top: 1px solid var(--line); }
  td { display: inline; border: 0; padding: 0 .5rem 0 0; }
  td:last-child { display: block; width: auto; }
}
`;
