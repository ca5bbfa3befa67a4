import type { JsonObject } from '@backstage/types';
import { listClaims } from '@postmortems/backstage-plugin-postmortems-common';
import { parse } from 'yaml';
import { startScaffolder, templateOf } from './__testUtils__/scaffolder';
import {
  allSteps,
  evidenceStep,
  itemStep,
  startStep,
} from './__testUtils__/steps';
import { actionItemExamples } from './actions/actionItem.examples';
import { evidenceExamples } from './actions/evidence.examples';
import { startExamples } from './actions/start.examples';

jest.setTimeout(60_000);

/** A step that takes some of its input from the parameters. */
function withParameters<T extends { input: object }>(
  step: T,
  ...names: string[]
) {
  const taken = names.map(name => [name, `\${{ parameters.${name} }}`]);
  return { ...step, input: { ...step.input, ...Object.fromEntries(taken) } };
}

const all = templateOf('all', allSteps);
const timed = templateOf('timed', [
  withParameters(startStep, 'startedAt', 'resolvedAt'),
]);

/** Each documented example, behind what it takes for granted. */
const examples = [startExamples, evidenceExamples, actionItemExamples]
  .flat()
  .map(({ description, example }, index) => {
    const steps: JsonObject[] = parse(example).steps;
    const logFile = {
      id: 'log-file',
      action: 'test:write',
      input: { path: 'logs/checkout.log', content: 'pool exhausted' },
    };
    const before = steps[0].id === 'start' ? [logFile] : [logFile, startStep];
    const template = templateOf(`example-${index}`, [...before, ...steps]);
    return { description, steps, template };
  });

let backend: Awaited<ReturnType<typeof startScaffolder>>;

beforeAll(async () => {
  backend = await startScaffolder([
    all,
    timed,
    templateOf('keyed', [withParameters(startStep, 'key', 'title')]),
    templateOf('note', [startStep, withParameters(evidenceStep, 'text')]),
    templateOf('item', [startStep, itemStep]),
    templateOf('start-twice', [{ ...startStep, each: [1, 2] }]),
    templateOf('note-twice', [startStep, { ...evidenceStep, each: [1, 2] }]),
    ...examples.map(({ template }) => template),
  ]);
});

afterEach(() => backend.denied.clear());

it.each(examples)('runs the example: $description', async example => {
  await backend.api.createIncident({
    key: 'INC-42',
    title: 'Checkout rejected orders',
    severity: 'sev3',
    services: ['component:default/checkout'],
    startedAt: '2026-03-02T14:02:00Z',
  });
  const before = await backend.incidentKeys();
  const dry = await backend.dryRun(example.template);
  expect(await backend.incidentKeys()).toEqual(before);

  const { status, log, output } = await backend.run(
    example.template.metadata.name,
  );
  expect(`${status} ${log}`).toMatch(/^completed/);
  const after = await backend.incidentKeys();
  expect(after).toHaveLength(before.length + 1);
  for (const id of example.steps.map(step => String(step.id))) {
    expect(Object.keys(dry.output[id])).toEqual(Object.keys(output[id]));
  }
});

describe('input', () => {
  it('accepts a form with every optional field left empty', async () => {
    const { output } = await backend.run('all');
    const { incident, evidence, items } = await backend.storedOf(
      output.start.incidentKey,
    );
    expect(incident).toMatchObject({
      status: 'open',
      visibility: 'public',
      participants: [],
    });
    expect(incident).not.toHaveProperty('description');
    expect(evidence[0]).toMatchObject({
      sourceType: 'chat',
      payload: { kind: 'note', text: 'Rolled back to 2.4.0' },
    });
    expect(items[0]).toMatchObject({ owner: 'group:default/sre-team' });
  });

  it.each([
    [{ startedAt: 'yesterday' }, 'startedAt: must be an ISO 8601 time'],
    [{ resolvedAt: '2026-03-02 14:40' }, 'resolvedAt: must be an ISO 8601'],
    [{ resolvedAt: '2026-03-02T14:40:00Z' }, 'resolvedAt: must not be before'],
  ])('rejects %o with the name of the field', async (values, message) => {
    const before = await backend.incidentKeys();
    await expect(backend.dryRun(timed, values)).rejects.toThrow(message);
    const { status, log } = await backend.run('timed', values);
    expect(status).toBe('failed');
    expect(log).toContain(message);
    expect(await backend.incidentKeys()).toEqual(before);
  });
});

it('regenerates the postmortem with the evidence, and reports truncation', async () => {
  const { output } = await backend.run('all');
  const { postmortemId } = output.start;
  const { sections } = await backend.api.getPostmortem(postmortemId);
  const claims = listClaims({ sections });
  expect(
    claims.find(({ text }) => text.includes('Rolled back to 2.4.0')),
  ).toMatchObject({ verdict: 'supported' });

  // As many characters as are allowed, of three bytes each
  const long = await backend.run('note', { text: '€'.repeat(100_000) });
  expect(long.status).toBe('completed');
  expect(long.output.evidence.truncated).toBe(true);
  expect(long.log).toContain('The evidence was cut to 262144 bytes');
});

describe('conflict error', () => {
  it('advises another key when the key is taken', async () => {
    await backend.run('keyed', { key: 'INC-7', title: 'The first' });
    const { status, log } = await backend.run('keyed', {
      key: 'INC-7',
      title: 'The second',
    });
    expect(status).toBe('failed');
    expect(log).toContain(
      "Opening incident 'INC-7' failed: leave 'key' empty or choose another one",
    );
    expect(log).toMatch(/ConflictError: .*'INC-7'.* other content/);
  });

  it('advises another key when a step repeats its input', async () => {
    const start = await backend.run('start-twice');
    expect(start.status).toBe('failed');
    expect(start.log).toContain("give each run its own 'key'");
    const note = await backend.run('note-twice');
    expect(note.status).toBe('failed');
    expect(note.log).toContain("give each its own 'timestamp'");
  });
});

it('keeps an action item that people changed when the task is retried', async () => {
  backend.network.loseAnswerTo(/POST .*\/action-items$/);
  const { id, log } = await backend.run('all');
  const [, key] = log.match(/Incident (\S+) is open/)!;
  const [item] = (await backend.storedOf(key)).items;
  await backend.api.patchActionItem(item.postmortemId, item.id, {
    version: item.version,
    title: 'Alert on a pool that is 90 percent full',
  });
  const { status, output } = await backend.retry(id, 'bob');
  expect(status).toBe('completed');
  expect((await backend.storedOf(key)).items).toMatchObject([
    {
      id: output.item.actionItemId,
      title: 'Alert on a pool that is 90 percent full',
    },
  ]);
});

describe('permissions', () => {
  it('acts on behalf of the person who runs the template', async () => {
    const { output } = await backend.run('all', {}, 'ada');
    expect(await backend.storedOf(output.start.incidentKey)).toMatchObject({
      incident: { createdBy: 'user:default/ada' },
      items: [{ createdBy: 'user:default/ada' }],
    });
  });

  it.each([
    ['all', 'postmortems.incident.create', 'Opening incident'],
    ['all', 'postmortems.postmortem.create', 'Drafting the postmortem'],
    ['all', 'postmortems.incident.update', 'Adding evidence'],
    ['all', 'postmortems.postmortem.update', 'Regenerating postmortem'],
    ['item', 'postmortems.postmortem.update', 'Adding the action item'],
  ])(
    'fails %s with the missing permission %s',
    async (name, permission, what) => {
      backend.denied.add(permission);
      const { status, log } = await backend.run(name);
      expect(status).toBe('failed');
      expect(log).toMatch(
        new RegExp(
          `${what}.* failed; caused by NotAllowedError: You lack the permission ${permission}`,
        ),
      );
    },
  );
});
