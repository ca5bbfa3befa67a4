import type { Entity } from '@backstage/catalog-model';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { startScaffolder } from './__testUtils__/scaffolder';

jest.setTimeout(60_000);

const template: Entity = parse(
  readFileSync(
    join(__dirname, '../../../templates/start-retro/template.yaml'),
    'utf8',
  ),
);

/** What the form sends when nothing is filled in but what has to be. */
const least = {
  service: 'component:default/checkout',
  title: 'Checkout rejected orders',
  severity: 'sev3',
};
const most = {
  ...least,
  affectedServices: ['component:default/storefront'],
  startedAt: '2026-03-02T14:02:00.000Z',
  resolvedAt: '2026-03-02T14:40:00.000Z',
  summary: 'A third of all orders failed.',
  evidence: 'pool exhausted',
  evidenceType: 'telemetry',
  evidenceAt: '2026-03-02T14:05:00.000Z',
  owner: 'group:default/web-team',
  participants: ['user:default/ada', 'group:default/web-team'],
  actionItem: 'Alert on a full pool',
  actionItemType: 'detect',
  doneWhen: 'An alert fires within 2 minutes of a full pool',
};

let backend: Awaited<ReturnType<typeof startScaffolder>>;

beforeAll(async () => {
  backend = await startScaffolder([template]);
});

/** Runs the template, and reads what it has made. */
async function run(values: object) {
  const { status, log, output } = await backend.run('start-retro', {
    ...values,
  });
  expect(`${status} ${log}`).toMatch(/^completed/);
  const { links, text } = output as unknown as {
    links: { title: string; url?: string; entityRef?: string }[];
    text: { content: string }[];
  };
  const postmortemId = links[0].url!.split('/').at(-1)!;
  const document = await backend.api.getPostmortem(postmortemId);
  const { incidentKey } = document;
  return { ...(await backend.storedOf(incidentKey)), links, text, document };
}

it('starts a postmortem from a service, a title and a severity', async () => {
  const { incident, evidence, items, links, text, document } = await run(least);
  expect(incident).toMatchObject({
    services: ['component:default/checkout'],
    status: 'open',
    participants: [],
    visibility: 'public',
  });
  expect(evidence).toEqual([]);
  expect(items).toEqual([]);
  expect(links).toMatchObject([
    { title: 'Read the postmortem', url: `/postmortems/${document.id}` },
    { title: 'Open the service', entityRef: 'component:default/checkout' },
  ]);
  expect(text[0].content).toContain(`**${incident.key}**`);
  expect(text[0].content).not.toContain('was cut');
});

it('passes every field on to the actions', async () => {
  const { incident, evidence, items, document } = await run(most);
  expect(incident).toMatchObject({
    services: ['component:default/checkout', 'component:default/storefront'],
    startedAt: most.startedAt,
    resolvedAt: most.resolvedAt,
    description: most.summary,
    participants: expect.arrayContaining(most.participants),
  });
  expect(incident.participants).toHaveLength(2);
  expect(evidence).toMatchObject([
    {
      sourceType: 'telemetry',
      timestamp: most.evidenceAt,
      payload: { text: most.evidence },
    },
    {
      sourceType: 'chat',
      payload: { author: { name: 'Ada Okafor' }, text: most.summary },
    },
  ]);
  expect(items).toMatchObject([
    {
      title: most.actionItem,
      type: 'detect',
      owner: 'group:default/web-team',
      endState: most.doneWhen,
    },
  ]);
  const words = JSON.stringify(document.sections);
  expect(words).toContain(most.summary);
  expect(words).toContain(most.evidence);
});

it('adds the summary without other evidence, and reports truncation', async () => {
  const { document } = await run({ ...least, summary: most.summary });
  expect(JSON.stringify(document.sections)).toContain(most.summary);
  const { text } = await run({
    ...least,
    evidence: '€'.repeat(100_000),
    evidenceType: 'chat',
  });
  expect(text[0].content).toContain('was cut');
});

it('makes the owner a participant, and gives an unowned action item to the owning team', async () => {
  const { incident } = await run({ ...least, owner: 'user:default/ada' });
  expect(incident.participants).toEqual(['user:default/ada']);
  const { actionItem, actionItemType, doneWhen } = most;
  const { items } = await run({
    ...least,
    actionItem,
    actionItemType,
    doneWhen,
  });
  expect(items[0].owner).toBe('group:default/sre-team');
});

it.each([
  ['an end without a start', { resolvedAt: most.resolvedAt }, 'startedAt'],
  ['a time in words', { startedAt: 'yesterday' }, 'date-time'],
  ['an action item without its end', { actionItem: 'Alert' }, 'doneWhen'],
])('rejects %s', async (_, values, named) => {
  await expect(
    backend.run('start-retro', { ...least, ...values }),
  ).rejects.toThrow(named);
});

it('has no field for the visibility, because tasks are readable', () => {
  const asked = JSON.stringify(template.spec!.parameters);
  expect(asked).not.toMatch(/private|visibility/i);
  expect(template.metadata.description).toContain('Not for private incidents');
});
