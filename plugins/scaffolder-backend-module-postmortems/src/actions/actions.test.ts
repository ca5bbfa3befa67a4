import { mockServices } from '@backstage/backend-test-utils';
import { InputError } from '@backstage/errors';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { mkdir, mkdtemp, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createActionItemAction } from './createActionItemAction';
import { createEvidenceAction } from './createEvidenceAction';
import { createStartAction } from './createStartAction';

/** The API, as far as it is asked; tasks.test.ts asks the real one. */
const client = {
  createIncident: jest.fn(),
  createPostmortem: jest.fn(),
  regeneratePostmortem: jest.fn(),
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

describe('postmortem:evidence:add', () => {
  it('adds a chat message when the author is known, else a note', async () => {
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
    expect(client.regeneratePostmortem).not.toHaveBeenCalled();
  });

  it('requires either a text or a file', async () => {
    await expect(addEvidence({ ...note, file: 'a.log' })).rejects.toThrow(
      'Give either text or file',
    );
    await expect(addEvidence({ ...note, text: '' })).rejects.toThrow(
      'Give either text or file',
    );
  });

  it('accepts text files of the workspace only', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'postmortems-'));
    const { text, ...input } = note;
    const add = (file: string) =>
      addEvidence({ ...input, file, sourceType: 'telemetry' }, folder);

    await writeFile(join(folder, 'a.log'), 'order rejected');
    expect(await add('a.log')).toMatchObject({
      sourceType: 'telemetry',
      payload: { kind: 'document', name: 'a.log', text: 'order rejected' },
    });
    // Word for word, with the byte order mark that some tools write
    await writeFile(join(folder, 'bom.log'), '\uFEFFcafé\r\n');
    expect((await add('bom.log')).payload.text).toBe('\uFEFFcafé\r\n');

    const refusals: [file: string, content: string | Buffer, words: string][] =
      [
        [
          'big.log',
          'x'.repeat(300_000),
          'has 300000 bytes, at most 262144 are allowed',
        ],
        ['core', 'a\0b', 'is not a text file'],
        ['latin1.log', Buffer.from([0x66, 0xfc, 0x72]), 'is not text in UTF-8'],
        [
          'cut.log',
          Buffer.from('€'.repeat(100_000)).subarray(0, 262_144),
          'ends in the middle of a character',
        ],
      ];
    for (const [file, content, words] of refusals) {
      await writeFile(join(folder, file), content);
      await expect(add(file)).rejects.toThrow(
        new InputError(`file: '${file}' ${words}`),
      );
    }
    await mkdir(join(folder, 'logs'));
    await symlink(tmpdir(), join(folder, 'link'));
    for (const [file, words] of [
      ['logs', 'is not a file'],
      ['b.log', 'is not in the workspace'],
      ['a.log/b.log', 'is not in the workspace'],
      ['x'.repeat(300), 'cannot be read (ENAMETOOLONG)'],
      ['../secret', 'leads out of the workspace, which is not allowed'],
      ['link/secret', 'leads out of the workspace, which is not allowed'],
    ]) {
      await expect(add(file)).rejects.toThrow(
        new InputError(`file: '${file}' ${words}`),
      );
    }
    expect(client.submitEvidence).toHaveBeenCalledTimes(2);
  });

  it('fails with the reasons when the API rejects it', async () => {
    client.submitEvidence.mockResolvedValue({
      outcomes: [
        {
          status: 'rejected',
          errors: [{ path: '/payload/text', message: 'must be text' }],
        },
      ],
    });
    await expect(addEvidence(note)).rejects.toThrow(
      'The evidence was rejected: /payload/text must be text',
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
      postmortemId: 'retro-1',
      title: 'Alert on a full pool',
      type: 'detect',
      endState: 'An alert fires',
      dueAt: 'soon',
    },
    'dueAt: must be an ISO 8601 time with a zone',
  ],
])(
  'dry run rejects invalid input and names the field: %#',
  async (action, input, words) => {
    const ctx = { ...createMockActionContext({ input }), isDryRun: true };
    await expect(action.handler(ctx as never)).rejects.toThrow(words);
  },
);
