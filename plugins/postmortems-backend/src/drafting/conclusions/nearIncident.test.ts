import type { SubmitEvidenceNode } from '@postmortems/backstage-plugin-postmortems-common';
import { chatOf } from '../../__testUtils__/chat';
import { ingested } from '../../__testUtils__/shopIncident';
import { atOnce } from '../../platform/Turns';
import { knownEvidence } from '../facts/knownEvidence';
import { nearIncident } from './nearIncident';
import { talkIn } from './talk';

function near(
  lines: string,
  degrees: Record<string, number>,
  threads: Record<string, string> = {},
  elsewhere: readonly string[] = [],
) {
  const others = chatOf(elsewhere.join('\n') || '13:00 Ola Berg: hello world', {
    channel: elsewhere.length > 0 ? '#random' : '#incident',
  }).map(node => ({ ...node, id: `other-${node.id}` }));
  const nodes = [...chatOf(lines), ...others].map(
    (node): SubmitEvidenceNode => {
      const threadId = threads[node.payload.text as string];
      return threadId
        ? { ...node, payload: { ...node.payload, threadId } }
        : node;
    },
  );
  const talks = atOnce(talkIn(knownEvidence(ingested(nodes)), new Map()));
  const textOf = new Map(talks.map(({ node, text }) => [node.id, text]));
  const chosen = nearIncident(
    talks,
    ({ id }) => degrees[textOf.get(id)!] ?? 0,
    [],
  );
  return [...chosen].map(({ text }) => text);
}

describe('what belongs to the incident in a busy channel', () => {
  it('is what surely speaks of it, and what its people write right after', () => {
    expect(
      near(
        `14:00 Mei Tan: carts of checkout are empty
        14:10 Mei Tan: raised the limit on all twelve
        14:12 Jon Vik: cake in the kitchen downstairs
        16:00 Mei Tan: moving the retro to monday`,
        { 'carts of checkout are empty': 3 },
      ),
    ).toEqual([
      'carts of checkout are empty',
      'raised the limit on all twelve',
    ]);
  });

  it('is not what others say with a word of it', () => {
    expect(
      near(
        `14:00 Mei Tan: carts of checkout are empty
        14:05 Jon Vik: the wiki page of carts has errors`,
        {
          'carts of checkout are empty': 3,
          'the wiki page of carts has errors': 1.7,
        },
      ),
    ).toEqual(['carts of checkout are empty']);
  });

  it('is all of its threads, and nothing of those of other matters', () => {
    expect(
      near(
        `14:00 Mei Tan: carts of checkout are empty
        14:02 Jon Vik: seen on tablets, too
        14:04 Mei Tan: staging smoke test fails again`,
        { 'carts of checkout are empty': 3 },
        {
          'carts of checkout are empty': '1',
          'seen on tablets, too': '1',
          'staging smoke test fails again': '2',
        },
      ),
    ).toEqual(['carts of checkout are empty', 'seen on tablets, too']);
  });

  it('goes on for hours in a channel of its own', () => {
    const lines = `14:00 Mei Tan: carts of checkout are empty
      18:00 Mei Tan: 27 of these were test tenants
      18:05 Jon Vik: the plants need water`;

    expect(
      near(lines, { 'carts of checkout are empty': 3 }, {}, [
        '18:30 Mei Tan: moving the retro to monday',
      ]),
    ).toEqual(['carts of checkout are empty', '27 of these were test tenants']);
  });
});
