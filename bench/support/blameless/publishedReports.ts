import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDERS = ['mybinder-incident-reports', 'rust-lang-incident-reports'];
const NO_REPORTS = /^(?:NOTE|index|template-incident-report)\.md$/;

export type Report = { part: 'seen' | 'unread'; sentences: string[] };

/** Published postmortems; a third of them, by the hash of the name, was not read while the rules were written. */
export function publishedReports(root: string): Report[] {
  return FOLDERS.map(folder => join(root, folder))
    .filter(existsSync)
    .flatMap(folder =>
      readdirSync(folder)
        .filter(file => file.endsWith('.md') && !NO_REPORTS.test(file))
        .map(file => ({
          part: isUnread(file) ? ('unread' as const) : ('seen' as const),
          sentences: sentencesOf(readFileSync(join(folder, file), 'utf8')),
        })),
    );
}

function isUnread(file: string): boolean {
  const hash = createHash('sha256').update(file).digest('hex');
  return BigInt(`0x${hash}`) % 3n === 2n;
}

/** What the labels of sentences are kept by; the sentences themselves are not ours to copy. */
export function keyOf(sentence: string): string {
  return createHash('sha256').update(sentence).digest('hex').slice(0, 12);
}

/** Paragraphs and list items, without front matter, code, headings and links. */
function sentencesOf(markdown: string): string[] {
  return markdown
    .replace(/^\+\+\+[\s\S]*?\+\+\+/, '')
    .replace(/```[\s\S]*?```/g, '')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .split(/\n\s*\n|\n(?=\s*[-*#|>])/)
    .filter(part => !/^\s*[#|]/.test(part))
    .flatMap(part =>
      part
        .replace(/^[\s>*-]+/, '')
        .replace(/\s+/g, ' ')
        .split(/(?<=[.!?])\s+(?=[\p{Lu}@])/u),
    )
    .map(sentence => sentence.trim())
    .filter(sentence => /\p{L}{3}/u.test(sentence));
}
