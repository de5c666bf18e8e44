/** The style sheet of the docs page. */
export const docsStyle = `
:root { color-scheme: light dark; --line: #8884; --quiet: #777; --accent: #0b6bcb; }
* { box-sizing: border-box; }
body { margin: 0; display: grid; grid-template-columns: 18rem minmax(0, 60rem); gap: 2rem;
  font: 16px/1.5 system-ui, sans-serif; }
nav { position: sticky; top: 0; height: 100vh; overflow: auto; padding: 1.5rem; border-right: 1px solid var(--line); font-size: .9rem; }
nav ul { list-style: none; padding: 0 0 0 .5rem; margin: .25rem 0 1rem; }
main { padding: 1.5rem 1.5rem 6rem 0; }
a { color: var(--accent); text-decoration: none; }
a:hover { text-decoration: underline; }
h1 { margin-top: 0; }
h2 { margin-top: 3rem; padding-bottom: .25rem; border-bottom: 2px solid var(--line); }
article { margin: 2rem 0; padding: 1rem 1.25rem; border: 1px solid var(--line); border-radius: .5rem; }
article h3 { margin: 0; }
h4 { margin: 1.25rem 0 .25rem; }
p, ul { margin: .5rem 0; }
code, pre { font: .88em ui-monospace, monospace; }
pre { overflow: auto; padding: 1rem; border-radius: .5rem; background: #8881; }
table { width: 100%; border-collapse: collapse; font-size: .92rem; }
td, th { padding: .35rem .6rem .35rem 0; text-align: left; vertical-align: top; border-top: 1px solid var(--line); }
td p:first-child, td ul:first-child { margin-top: 0; }
td:last-child { width: 60%; overflow-wrap: anywhere; }
sup { color: #c33; }
summary { cursor: pointer; margin-top: 1rem; color: var(--accent); }
.quiet { color: var(--quiet); }
.verb { display: inline-block; padding: .05rem .5rem; border-radius: .25rem; color: #fff; background: #555; font-size: .8rem; font-weight: 600; }
.verb.get { background: #0b6bcb; }
.verb.post { background: #1a7f37; }
.verb.patch, .verb.put { background: #9a6700; }
.verb.delete { background: #cf222e; }
@media (max-width: 60rem) { body { display: block; } nav { position: static; height: auto; border: 0; } main { padding: 1rem; } }
`;
