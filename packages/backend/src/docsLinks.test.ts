import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(__dirname, '../../..');
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(path.join(root, 'docs'), { recursive: true })
    .map(name => path.join('docs', String(name)))
    .filter(name => name.endsWith('.md')),
];
const read = (page: string) => readFileSync(path.join(root, page), 'utf8');

/** As the code hosts make them of headings. */
function anchorsOf(page: string): string[] {
  const text = read(page).replace(/^```[^]*?^```/gm, '');
  return [...text.matchAll(/^#+ +(.+)$/gm)].map(([, heading]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replace(/\s/g, '-'),
  );
}

describe('links of the docs', () => {
  it.each(pages)('%s leads somewhere', page => {
    const dead = [...read(page).matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, target]) => target)
      .filter(target => !/^[a-z]+:/.test(target))
      .filter(target => {
        const [file, anchor] = target.split('#');
        const to = file ? path.join(path.dirname(page), file) : page;
        if (!existsSync(path.join(root, to))) return true;
        return anchor !== undefined && !anchorsOf(to).includes(anchor);
      });
    expect(dead).toEqual([]);
  });
});
