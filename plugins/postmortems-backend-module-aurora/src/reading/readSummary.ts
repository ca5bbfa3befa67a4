import {
  firstStatement,
  rootCauseIn,
} from '@postmortems/backstage-plugin-postmortems-node';

/** How the paragraph about the cause begins or says it (summarization.py). */
const CAUSE =
  /\b(?:the )?(?:root cause|(?:most )?(?:likely|probable) cause) (?:was|is|appears|seems)\b|^evidence suggests\b/i;
const UNDETERMINED =
  /^\W*root cause (?:is |was |remains )?(?:undetermined|unknown|inconclusive)\b/i;
const NOTHING = /^(?:nothing|none|no |n\/a)\b/i;
const KEYS = / {0,5}\[(\d+(?: ?, ?\d+)*)\]/g;

/** Characters of an item that are read. */
const MAX_LINE = 4000;

const sentences = new Intl.Segmenter('en', { granularity: 'sentence' });

/** The cause that a summary names, and the numbers of what it cites for it. */
export function causeIn(
  summary: string,
): { statement: string; keys: string[] } | undefined {
  const [report] = summary.split(/^##\s+(?:ruled out|not checked)/im);
  const paragraphs = report.split(/\n\s*\n/).map(one => one.trim());
  if (paragraphs.some(one => UNDETERMINED.test(one))) return undefined;
  const told = paragraphs.find(one => CAUSE.test(one));
  const labelled = rootCauseIn(report);
  const paragraph = labelled ?? (told && firstStatement(told));
  if (!paragraph || UNDETERMINED.test(paragraph)) return undefined;
  const all = [...sentences.segment(paragraph)].map(({ segment }) =>
    segment.trim(),
  );
  const sentence = all.find(one => CAUSE.test(one)) ?? all[0];
  return { statement: withoutKeys(sentence), keys: keysIn(sentence) };
}

/** Hypotheses under a heading such as `## Ruled Out`: one an item, why after a dash. */
export function ruledOutIn(
  markdown: string,
): { hypothesis: string; explanation: string }[] {
  const heading = /^##\s+(?:what i )?ruled out\s*$/im.exec(markdown);
  if (!heading) return [];
  const [section] = markdown
    .slice(heading.index + heading[0].length)
    .split(/^##\s/m);
  return section.split('\n').flatMap(line => {
    const [, told] = /^\s*[-*]\s+(.+)$/.exec(line.slice(0, MAX_LINE)) ?? [];
    const item = told
      ?.replace(/\*\*|`/g, '')
      .replace(/\s+/g, ' ')
      .trim();
    if (!item || NOTHING.test(item)) return [];
    const [hypothesis, ...why] = item.split(/ [—–-] |: /);
    return why.length > 0 && hypothesis.trim() !== ''
      ? [
          {
            hypothesis: withoutKeys(hypothesis),
            explanation: withoutKeys(
              item.slice(hypothesis.length).replace(/^(?: [—–-] |: )/, ''),
            ),
          },
        ]
      : [];
  });
}

function keysIn(text: string): string[] {
  return [...text.matchAll(KEYS)].flatMap(([, keys]) => keys.split(/\s*,\s*/));
}

function withoutKeys(text: string): string {
  return text.replace(KEYS, '').trim();
}
