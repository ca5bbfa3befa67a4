import { TestDatabases } from '@backstage/backend-test-utils';
import type {
  Assertion,
  EditBlock,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { DraftingModel } from '@postmortems/backstage-plugin-postmortems-node';
import {
  blocksOf,
  caller,
  callers,
  draftPostmortem,
  startServices,
} from '../__testUtils__/services';

jest.setTimeout(30_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

const RISE: Assertion = {
  type: 'change',
  series: {
    evidence: 'errors',
    metric: 'error_rate',
    service: 'component:default/checkout',
  },
  direction: 'rose',
  from: { bound: 'exactly', value: 0.3, unit: 'percent', precision: 0.1 },
  to: { bound: 'exactly', value: 34.5, unit: 'percent', precision: 0.1 },
};
/** The grammar lacks this order of words. */
const TEXT = 'At checkout, the error rate had risen to 34.5 % from 0.3 %.';

const CAUSE: Assertion = {
  type: 'candidateCause',
  origin: 'person',
  statement: 'x',
  ties: [],
  against: [],
};

const modelThat = (read: DraftingModel['read']): DraftingModel => ({
  id: 'test',
  write: async () => {
    throw new Error('does not write');
  },
  read,
});

async function start(model?: DraftingModel) {
  const knex = await databases.init('SQLITE_3');
  const backend = await startServices(knex, { model });
  const document = await draftPostmortem(backend);
  const { id } = document;
  const blockId = blocksOf(document)[1].id;
  const blockNow = async () =>
    blocksOf(await backend.postmortems.get({ id, caller })).find(
      one => one.id === blockId,
    )!;
  const edit = async (
    claim: Partial<EditBlock['claims'][number]> & { text: string },
  ) => {
    const { revision } = await backend.postmortems.get({ id, caller });
    await backend.editing.editBlock({
      id,
      blockId,
      edit: {
        baseRevision: revision,
        claims: [{ kind: 'impact', spans: [], attest: false, ...claim }],
      },
      caller,
    });
    return (await blockNow()).claims[0];
  };
  const check = async (claims: { text: string; assertions?: Assertion[] }[]) =>
    (
      await backend.claims.verify({
        key: document.incidentKey,
        claims: claims.map(one => ({ kind: 'impact', spans: [], ...one })),
        caller,
      })
    ).results;
  return { backend, id, edit, check, blockNow };
}

describe('readings that people give', () => {
  it('stay with the words, and go when these change', async () => {
    const { backend, id, edit, blockNow } = await start();
    const given = await edit({ text: TEXT, assertions: [RISE] });
    expect(given).toMatchObject({
      verdict: 'supported',
      reading: { by: 'person', readBy: caller.actor, leftOver: [] },
    });

    await backend.postmortems.regenerate({ id, ...callers });
    expect((await blockNow()).claims[0].reading).toEqual(given.reading);

    // Who sends the words alone takes the reading back
    expect((await edit({ text: TEXT })).reading?.by).toBe('grammar');
    const changed = await edit({ text: `${TEXT} Twice.` });
    expect(changed.verdict).not.toBe('supported');
    expect(changed.reading?.by).toBe('grammar');
  });

  it('are evaluated anew when the evidence has grown', async () => {
    const { backend, edit, blockNow } = await start();
    const text = 'In total, no rollback of checkout was recorded.';
    const given = await edit({
      text,
      assertions: [
        { type: 'absence', filter: { kind: 'rollback', service: 'checkout' } },
      ],
    });
    expect(given.reading?.by).toBe('person');
    await backend.recheck.run();
    expect((await blockNow()).claims[0].reading).toEqual(given.reading);
  });

  it('are refused where they state a cause, with the field', async () => {
    const { edit, check } = await start();
    const message =
      '/claims/0/assertions/1 is a possible cause, which cannot be given';
    await expect(
      edit({ text: TEXT, assertions: [RISE, CAUSE] }),
    ).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringContaining(message),
    });
    await expect(
      check([{ text: TEXT, assertions: [RISE, CAUSE] }]),
    ).rejects.toThrow(message);
  });

  it('are answered by the route that verifies, which also names others', async () => {
    const { check } = await start();
    const [given, bare] = await check([
      { text: TEXT, assertions: [RISE] },
      { text: 'The alert fired.' },
    ]);
    expect(given).toMatchObject({
      verdict: 'supported',
      reading: { by: 'person', readBy: caller.actor },
    });
    expect(given.alternatives).toBeUndefined();
    for (const { by, summary } of bare.alternatives ?? []) {
      expect(by).toBe('grammar');
      expect(summary).toMatch(/fired/);
    }
  });
});

describe('a model that reads', () => {
  it('is offered as an alternative, and its reading is not taken for the verdict', async () => {
    const { check } = await start(modelThat(async () => [[RISE]]));
    const [result] = await check([{ text: TEXT }]);
    expect(result.verdict).not.toBe('supported');
    expect(result.alternatives).toEqual([
      expect.objectContaining({ by: 'model', leftOver: [] }),
    ]);
  });

  it('reads what is saved without a reading', async () => {
    const { edit } = await start(modelThat(async () => [[RISE]]));
    expect(await edit({ text: TEXT })).toMatchObject({
      verdict: 'supported',
      reading: { by: 'model' },
    });
  });

  it.each<[string, string, DraftingModel['read']]>([
    [
      'leaves out a negation',
      'At checkout, the error rate had not risen to 34.5 %.',
      async () => [[RISE]],
    ],
    [
      'swaps the ends',
      'At checkout, the error rate had risen to 0.3 % from 34.5 %.',
      async () => [[RISE]],
    ],
    [
      'swaps the service',
      'At payments, the error rate had risen to 34.5 %.',
      async () => [[RISE]],
    ],
    [
      'states another number',
      'At checkout, the error rate had risen to 44.5 %.',
      async () => [[RISE]],
    ],
    ['reads nothing', TEXT, async () => [[]]],
    ['states a cause', TEXT, async () => [[CAUSE]]],
    ['fails', TEXT, async () => Promise.reject(new Error('out of order'))],
  ])('counts for nothing where it %s', async (_, text, read) => {
    const { edit } = await start(modelThat(read));
    const { verdict, reading } = await edit({ text });
    expect(verdict).not.toBe('supported');
    expect(reading?.by).toBe('grammar');
  });

  it('is not waited for longer than a save may take', async () => {
    jest.useFakeTimers({
      doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'],
      advanceTimers: 50,
    });
    try {
      const { edit } = await start(modelThat(() => new Promise(() => {})));
      expect((await edit({ text: TEXT })).reading?.by).toBe('grammar');
    } finally {
      jest.useRealTimers();
    }
  });
});
