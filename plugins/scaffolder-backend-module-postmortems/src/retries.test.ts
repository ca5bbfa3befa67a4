import { startScaffolder, templateOf } from './__testUtils__/scaffolder';
import {
  allSteps,
  EMPTY,
  evidenceStep,
  itemStep,
  startStep,
} from './__testUtils__/steps';

jest.setTimeout(60_000);

const each = [
  {
    ...startStep,
    each: ['component:default/checkout', 'component:default/storefront'],
    input: { ...startStep.input, service: '${{ each.value }}' },
  },
  {
    ...evidenceStep,
    each: ['First note', 'Second note', 'Third note'],
    input: {
      ...evidenceStep.input,
      incidentKey: '${{ steps.start.output.incidentKey[0] }}',
      postmortemId: EMPTY,
      text: '${{ each.value }}',
    },
  },
  {
    ...itemStep,
    each: ['detect', 'prevent'],
    input: {
      ...itemStep.input,
      postmortemId: '${{ steps.start.output.postmortemId[0] }}',
      type: '${{ each.value }}',
    },
  },
];

const growing = [
  startStep,
  { id: 'log', action: 'test:fetch-log', input: { path: 'checkout.log' } },
  {
    ...evidenceStep,
    input: {
      ...evidenceStep.input,
      sourceType: 'telemetry',
      text: EMPTY,
      file: 'checkout.log',
    },
  },
];

let backend: Awaited<ReturnType<typeof startScaffolder>>;

beforeAll(async () => {
  backend = await startScaffolder([
    templateOf('all', allSteps),
    templateOf('each', each),
    templateOf('growing', growing),
  ]);
});

describe('retry after a lost response', () => {
  it.each([
    ['the incident', /POST .*\/incidents$/],
    ['the postmortem', /POST .*\/postmortems$/],
    ['the evidence', /POST .*\/evidence$/],
    ['the postmortem with the evidence', /POST .*\/regenerate$/],
    ['the action item', /POST .*\/action-items$/],
  ])('writes everything once when it is retried: %s', async (_, request) => {
    const before = await backend.incidentKeys();
    backend.network.loseAnswerTo(request);
    const failed = await backend.run('all');
    expect(failed).toMatchObject({
      status: 'failed',
      log: expect.stringContaining('fetch failed'),
    });
    expect(backend.network.awaited()).toBe(0);

    const retried = await backend.retry(failed.id);
    expect(`${retried.status} ${retried.log}`).toMatch(/^completed/);
    const after = await backend.incidentKeys();
    expect(after).toHaveLength(before.length + 1);
    const { incidentKey } = retried.output.start;
    expect(await backend.storedOf(incidentKey)).toMatchObject({
      postmortems: [{ id: retried.output.start.postmortemId }],
      evidence: [{ id: retried.output.evidence.evidenceId }],
      items: [{ id: retried.output.item.actionItemId }],
    });
  });

  it.each([
    ['arrived', /POST .*\/evidence$/],
    ['was written about', /POST .*\/regenerate$/],
  ])(
    'keeps one piece of evidence of a file that has grown since it %s',
    async (_, request) => {
      backend.network.loseAnswerTo(request);
      const failed = await backend.run('growing');
      expect(failed.status).toBe('failed');
      const [, key] = failed.log.match(/Incident (\S+) is open/)!;
      const { evidence } = await backend.storedOf(key);
      expect(evidence).toHaveLength(1);

      const retried = await backend.retry(failed.id);
      expect(`${retried.status} ${retried.log}`).toMatch(/^completed/);
      expect(retried.output.evidence.evidenceId).toBe(evidence[0].id);
      expect((await backend.storedOf(key)).evidence).toEqual(evidence);
    },
  );

  it('has the same output when it is retried', async () => {
    const first = await backend.run('all');
    const again = await backend.retry(first.id);
    expect(again.output).toEqual(first.output);
    const { postmortemId } = first.output.start;
    expect(first.output).toEqual({
      start: {
        incidentKey: expect.stringMatching(/^RETRO-[0-9a-f]{12}$/),
        postmortemId: expect.any(String),
        path: `/postmortems/${postmortemId}`,
      },
      evidence: { evidenceId: expect.any(String), truncated: false },
      item: { actionItemId: expect.any(String) },
    });
  });
});

it('creates one action item for each iteration of `each`, also when retried', async () => {
  backend.network.loseAnswerTo(/POST .*\/action-items$/);
  const failed = await backend.run('each');
  expect(failed.status).toBe('failed');
  const { status, log, output } = await backend.retry(failed.id);
  expect(`${status} ${log}`).toMatch(/^completed/);

  const [first, second] = output.start.incidentKey as unknown as string[];
  expect(await backend.storedOf(second)).toMatchObject({
    incident: { services: ['component:default/storefront'] },
  });
  const { incident, evidence, items } = await backend.storedOf(first);
  expect(incident.services).toEqual(['component:default/checkout']);
  expect(evidence.map(({ payload }) => payload.text).sort()).toEqual([
    'First note',
    'Second note',
    'Third note',
  ]);
  expect(items.map(({ type }) => type).sort()).toEqual(['detect', 'prevent']);
  expect([...output.evidence.evidenceId].sort()).toEqual(
    evidence.map(({ id }) => id).sort(),
  );
});
