import { raw } from "hono/html";

const css = `
:root { color-scheme: light dark; --ink: #1b2530; --quiet: #5a6775; --paper: #fff; --line: #dde3e9; --code: #f3f6f8; --link: #0b5cad; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e5eaef; --quiet: #9aa7b4; --paper: #12171c; --line: #2b343d; --code: #1b2229; --link: #7db8f5; }
}
* { box-sizing: border-box; }
body { margin: 0; display: grid; grid-template-columns: 17rem minmax(0, 1fr); color: var(--ink); background: var(--paper); font: 15px/1.5 system-ui, sans-serif; }
nav { position: sticky; top: 0; height: 100vh; overflow: auto; padding: 1.5rem 1rem; border-right: 1px solid var(--line); font-size: 14px; }
nav ul { list-style: none; margin: .25rem 0 1rem; padding-left: .75rem; }
nav summary { font-weight: 600; cursor: pointer; padding: .2rem 0; }
main { padding: 1.5rem 2.5rem 6rem; max-width: 62rem; }
a, a.plain { color: var(--link); text-decoration: none; } a:hover { text-decoration: underline; }
h1 { font-size: 1.6rem; margin: 0 0 .5rem; } h2 { margin: 3rem 0 .25rem; padding-bottom: .3rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1rem; margin: 0; overflow-wrap: anywhere; } h4 { font-size: .85rem; margin: 1rem 0 .25rem; }
section { padding: 1.25rem 0; border-bottom: 1px solid var(--line); scroll-margin-top: 1rem; }
section p { margin: .25rem 0; } .source, .type, .plain { color: var(--quiet); font-weight: 400; font-size: 13px; }
code, pre { font: 13px/1.45 ui-monospace, SFMono-Regular, Menlo, monospace; }
pre { background: var(--code); padding: .75rem; border-radius: 6px; overflow: auto; max-height: 26rem; }
.scroll { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-size: 14px; }
td { padding: .25rem .75rem .25rem 0; border-top: 1px solid var(--line); vertical-align: top; }
summary { cursor: pointer; } details > summary { font-size: 14px; }
.method { font: 700 12px ui-monospace, monospace; padding: .15rem .45rem; border-radius: 4px; background: var(--code); border: 1px solid var(--line); }
.mark { font: 600 11px system-ui, sans-serif; padding: .1rem .45rem; border-radius: 99px; border: 1px solid currentColor; white-space: nowrap; }
.documented { color: #12733f; } .observed { color: #0b5cad; } .inferred { color: #8a5a00; } .invented { color: #a02c57; }
@media (prefers-color-scheme: dark) { .documented { color: #63c98f; } .observed { color: #7db8f5; } .inferred { color: #e0ad4c; } .invented { color: #f08db1; } }
nav .left-out a, section.left-out h3 { color: var(--quiet); }
@media (max-width: 50rem) { body { display: block; } nav { position: static; height: auto; border-right: 0; border-bottom: 1px solid var(--line); } main { padding: 1rem; } }
`;

/** The page's whole style: nothing is loaded from elsewhere. */
export const ApiPageStyle = () => <style>{raw(css)}</style>;
