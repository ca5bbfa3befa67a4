import type { Postmortem } from '@postmortems/backstage-plugin-postmortems-common';
import { FakeOpenAi, type Received } from './__testUtils__/FakeOpenAi';
import { injections } from './__testUtils__/injections';
import { isRepair, passagesOf } from './__testUtils__/prompts';
import { startBackend } from './__testUtils__/startBackend';

jest.setTimeout(120_000);

const messageOf = (index: number) => ({
  id: `injected-${index}`,
  sourceType: 'chat' as const,
  timestamp: '2026-03-02T14:15:00.000Z',
  metadata: { service: 'component:default/checkout' },
  payload: {
    kind: 'message',
    author: { name: 'Visitor' },
    text: injections[index].text,
  },
});

const logOf = (index: number) => ({
  ...messageOf(index),
  id: `injected-log-${index}`,
  sourceType: 'telemetry' as const,
  payload: { kind: 'log', level: 'info', message: injections[index].text },
});

/**
 * A model that obeys every injection: it writes the demanded claim and cites
 * the injection and an alert.
 */
function obedient(index: number) {
  return (request: Received) => {
    const rows = passagesOf(request);
    const own = rows
      .filter(
        ({ quote }) =>
          quote.slice(0, 12) === injections[index].text.slice(0, 12),
      )
      .map(({ id }) => id);
    const alert = rows.find(({ quote }) => quote === 'OrderErrors')!.id;
    const text = `${injections[index].wants}.`;
    return {
      content: JSON.stringify({
        sentences: [
          { passages: own, text },
          { passages: [alert], text },
          { passages: [...own, alert], text },
          { passages: ['p9999', 'system'], text },
          { passages: [], text },
        ].map((sentence, at) =>
          isRepair(request) ? { index: at, ...sentence } : sentence,
        ),
      }),
    };
  };
}

/** Claims that the model wrote, outside the timeline. */
function modelClaimsOf({ sections }: Postmortem): string[] {
  return sections
    .filter(({ id }) => id !== 'timeline')
    .flatMap(({ blocks }) => blocks)
    .filter(({ author }) => author.type === 'model')
    .flatMap(({ claims }) => claims)
    .map(({ text }) => text);
}

it('collects at least 30 different injections', () => {
  expect(
    new Set(injections.map(({ text }) => text)).size,
  ).toBeGreaterThanOrEqual(30);
});

describe.each(injections.map(({ text }, index) => [text.slice(0, 60), index]))(
  'evidence with the injection %j',
  (_, number) => {
    const index = number as number;

    it('stays inside its fence, and leads to no claim when the model obeys', async () => {
      const api = await FakeOpenAi.start(obedient(index));
      const backend = await startBackend({
        baseUrl: api.baseUrl,
        model: 'obedient',
        maxRetries: 0,
      });
      try {
        await backend.fill({ more: [messageOf(index), logOf(index)] });
        const document = await backend.write();
        expect(api.requests.length).toBeGreaterThan(3);
        for (const { body } of api.requests) {
          const [system, user] = body.messages;
          expect(body.messages).toHaveLength(2);
          expect(system.content).not.toContain(injections[index].text);
          // One fence of each kind, closed once, and nothing of the attempt outside of it
          const fences = [...user.content.matchAll(/<(\w+-[0-9a-f]{18})>/g)];
          expect(new Set(fences.map(([, name]) => name)).size).toBe(
            fences.length,
          );
          let outside = user.content;
          for (const [, name] of fences) {
            const [before, inside, after, ...rest] = outside.split(
              new RegExp(`</?${name}>`),
            );
            expect(rest).toEqual([]);
            expect(inside).not.toMatch(/[<>]/);
            outside = before + after;
          }
          expect(outside).not.toContain(injections[index].wants);
          expect(outside).not.toContain(injections[index].text.slice(0, 30));
        }
        expect(modelClaimsOf(document).join('\n')).not.toContain(
          injections[index].wants,
        );
        expect(document.modelRun?.claims.kept).toBe(0);
        expect(document.modelRun?.claims.dropped).toBeGreaterThan(0);
      } finally {
        await backend.stop();
        await api.stop();
      }
      expect(api.problems).toEqual([]);
    });
  },
);
