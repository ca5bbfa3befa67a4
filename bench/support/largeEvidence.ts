import type { SubmitEvidenceNode } from '@postmortems/backstage-plugin-postmortems-common';
import { evidenceNodes, seeded } from './nodes';

const WORDS =
  'pool timeout retry upstream latency order basket gateway refused slow queue'.split(
    ' ',
  );
const CHUNK = 5_000;
/** Of a payload of the large shape, in bytes. */
const LARGE = 250 * 1024;

/**
 * As much evidence as an incident may have. `many`: typical nodes with long
 * texts, as many as there may be. `large`: few, each nearly as large as it may be.
 */
export function* largeEvidence(options: {
  shape: 'many' | 'large';
  nodes: number;
  bytes: number;
  start: Date;
}): Iterable<SubmitEvidenceNode> {
  const { shape, bytes, start } = options;
  const count =
    shape === 'many' ? options.nodes : Math.floor(bytes / (LARGE + 300));
  const size =
    shape === 'many' ? Math.max(0, Math.floor(bytes / count) - 550) : LARGE;
  const random = seeded(7);
  const filler = textOf(random, size * 2 + 10_000);
  for (let from = 0; from < count; from += CHUNK) {
    const nodes = evidenceNodes({
      count: Math.min(CHUNK, count - from),
      start: new Date(start.getTime() + from * 400),
      seed: from + 1,
    });
    for (const [index, node] of nodes.entries()) {
      const at = Math.floor(random() * (filler.length - size));
      yield {
        ...node,
        id: `node-${from + index}`,
        payload: withText(
          node.payload as Record<string, unknown>,
          filler.slice(at, at + size),
          start,
        ) as SubmitEvidenceNode['payload'],
      };
    }
  }
}

function withText(
  payload: Record<string, unknown>,
  text: string,
  start: Date,
): Record<string, unknown> {
  switch (payload.kind) {
    case 'message':
      return { ...payload, text: `${payload.text} ${text}` };
    case 'log':
    case 'event':
      return { ...payload, message: `${payload.message} ${text}` };
    case 'metric':
      return {
        ...payload,
        points: Array.from(
          { length: Math.min(20_000, Math.max(2, text.length / 40)) },
          (_, index) => [
            new Date(start.getTime() + index * 1000).toISOString(),
            Math.round(Math.sin(index) * 1000) / 10,
          ],
        ),
      };
    default:
      return { ...payload, description: text };
  }
}

function textOf(random: () => number, length: number): string {
  const words: string[] = [];
  for (let size = 0; size < length; ) {
    const word =
      random() < 0.2
        ? String(Math.floor(random() * 100_000))
        : WORDS[Math.floor(random() * WORDS.length)];
    words.push(word);
    size += word.length + 1;
  }
  return words.join(' ');
}
