import { createHash } from 'node:crypto';

/** For reading width on a screen, and for paper. Without characters that HTML escapes. */
export const HTML_STYLE = `
:root { color-scheme: light; }
body { margin: 0; background: #fff; color: #1f2328;
  font: 16px/1.6 -apple-system, Segoe UI, Roboto, Helvetica Neue, Arial, sans-serif; }
article { max-width: 46rem; margin: 0 auto; padding: 2rem 1rem; overflow-wrap: anywhere; }
h1 { font-size: 1.75rem; line-height: 1.25; margin: 0 0 1rem; }
h2 { font-size: 1.25rem; margin: 2rem 0 .5rem; break-after: avoid; }
h3 { font-size: 1rem; margin: 1rem 0 .25rem; break-after: avoid; }
p, ul { margin: 0 0 .75rem; }
ul { padding-left: 1.5rem; }
li { margin-bottom: .25rem; }
li.task { list-style: none; margin-left: -1.5rem; }
h1 + ul { list-style: none; padding: 0; color: #59636e; font-size: .875rem; }
code { font-family: ui-monospace, SFMono-Regular, Consolas, monospace; font-size: .875em; }
figure { margin: 1.5rem 0; break-inside: avoid; }
svg { max-width: 100%; height: auto; }
sup { font-size: .75em; line-height: 0; }
sup a { text-decoration: none; padding: 0 .1em; }
a { color: #0969da; }
footer { border-top: 1px solid #d1d9e0; margin-top: 2rem; padding-top: 1rem; font-size: .75rem; }
footer li:target { background: #fff8c5; }
@media print {
  @page { margin: 18mm 16mm; }
  body { font-size: 10.5pt; line-height: 1.45; }
  article { max-width: none; padding: 0; }
  li { break-inside: avoid; }
  a { color: inherit; text-decoration: none; }
}
`;

/** Nothing but the style of the document itself may be loaded, and nothing may run. */
export const HTML_POLICY = `default-src 'none'; style-src 'sha256-${createHash(
  'sha256',
)
  .update(HTML_STYLE)
  .digest('base64')}'; base-uri 'none'; form-action 'none'`;
