import { mockServices } from '@backstage/backend-test-utils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { mkdtemp, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createActionItemAction } from './createActionItemAction';
import { createEvidenceAction } from './createEvidenceAction';
import { createStartAction } from './createStartAction';

/** The API, as far as it is asked; tasks.test.ts asks the real one. */
const client = {
  createIncident: jest.fn(),
  createRetrospective: jest.fn(),
  regenerate: jest.fn(),
  submitEvidence: jest.fn(),
  createActionItem: jest.fn(),
};
const options = { auth: mockServices.auth(), client: client as never };
const start = createStartAction(options);
const evidence = createEvidenceAction(options);
const item = createActionItemAction(options);

beforeEach(() => {
  jest.resetAllMocks();
  client.submitEvidence.mockImplementation(async (_, [{ id }]) => ({
    outcomes: [{ status: 'created', id, truncated: false }],
  }));
});

const note = {
  incidentKey: 'INC-1',
  service: 'component:default/checkout',
  text: 'Rolled back',
};

async function addEvidence(input: object, workspacePath?: string) {
  await evidence.handler(
    createMockActionContext({ input, workspacePath } as never) as never,
  );
  return client.submitEvidence.mock.lastCall![1][0];
}

describe('evidence', () => {
  it('is a message of somebody, or a note', async () => {
    expect(await addEvidence({ ...note, author: 'Ada' })).toMatchObject({
      sourceType: 'chat',
      provider: 'scaffolder',
      metadata: { service: 'component:default/checkout' },
      payload: {
        kind: 'message',
        author: { name: 'Ada' },
        text: 'Rolled back',
      },
    });
    expect(await addEvidence({ ...note, author: '' })).toMatchObject({
      sourceType: 'chat',
      payload: { kind: 'note', text: 'Rolled back' },
    });
    expect(
      await addEvidence({ ...note, author: 'Ada', sourceType: 'telemetry' }),
    ).toMatchObject({
      sourceType: 'telemetry',
      payload: { kind: 'note', author: { name: 'Ada' }, text: 'Rolled back' },
    });
    expect(client.regenerate).not.toHaveBeenCalled();
  });

  it('is a text or a file', async () => {
    await expect(addEvidence({ ...note, file: 'a.log' })).rejects.toThrow(
      'Give either text or file',
    );
    await expect(addEvidence({ ...note, text: '' })).rejects.toThrow(
      'Give either text or file',
    );
  });

  it('can be a text file of the workspace, and of nowhere else', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'postmortems-'));
    const { text, ...input } = note;
    const add = (file: string) =>
      addEvidence({ ...input, file, sourceType: 'telemetry' }, folder);

    await writeFile(join(folder, 'a.log'), 'order rejected');
    const first = await add('a.log');
    expect(first).toMatchObject({
      sourceType: 'telemetry',
      payload: { kind: 'document', name: 'a.log', text: 'order rejected' },
    });
    // Other content is other evidence, so that a task can be tried again
    await writeFile(join(folder, 'a.log'), 'order accepted');
    expect((await add('a.log')).id).not.toBe(first.id);

    await writeFile(join(folder, 'big.log'), 'x'.repeat(300_000));
    await expect(add('big.log')).rejects.toThrow('at most 262144');
    await writeFile(join(folder, 'core'), 'a\0b');
    await expect(add('core')).rejects.toThrow("'core' is not a text file");
    await expect(add('../secret')).rejects.toThrow('not allowed');
    await symlink(tmpdir(), join(folder, 'link'));
    await expect(add('link/secret')).rejects.toThrow('not allowed');
    expect(client.submitEvidence).toHaveBeenCalledTimes(2);
  });

  it('that is refused is refused with the reasons', async () => {
    client.submitEvidence.mockResolvedValue({
      outcomes: [
        {
          status: 'rejected',
          errors: [{ path: '/payload/text', message: 'must be text' }],
        },
      ],
    });
    await expect(addEvidence(note)).rejects.toThrow(
      'The evidence was refused: /payload/text must be text',
    );
  });
});

it.each([
  [
    start,
    { service: 'checkout', title: 'Broken', severity: 'sev2' },
    'service: must be a full entity ref',
  ],
  [
    start,
    {
      service: 'component:default/checkout',
      affectedServices: ['component:default/storefront', 'inventory'],
      title: 'Broken',
      severity: 'sev2',
    },
    'affectedServices: must be a full entity ref',
  ],
  [
    start,
    {
      service: 'component:default/checkout',
      title: 'Broken',
      severity: 'sev2',
      key: 'no key',
    },
    'key: must be 1 to 64 letters',
  ],
  [
    evidence,
    { ...note, timestamp: '14:10' },
    'timestamp: must be an ISO 8601 time with a zone',
  ],
  [evidence, { ...note, incidentKey: '' }, 'incidentKey: '],
  [
    item,
    {
      retrospectiveId: 'retro-1',
      title: 'Alert on a full pool',
      type: 'detect',
      endState: 'An alert fires',
      dueAt: 'soon',
    },
    'dueAt: must be an ISO 8601 time with a zone',
  ],
])(
  'a dry run names the field that is wrong: %#',
  async (action, input, words) => {
    const ctx = { ...createMockActionContext({ input }), isDryRun: true };
    await expect(action.handler(ctx as never)).rejects.toThrow(words);
  },
);
