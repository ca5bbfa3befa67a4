import { mockServices } from '@backstage/backend-test-utils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { createActionItemAction } from './createActionItemAction';
import { createEvidenceAction } from './createEvidenceAction';
import { createStartAction } from './createStartAction';

const client = {
  createIncident: jest.fn(),
  createRetrospective: jest.fn(),
  submitEvidence: jest.fn(),
  createActionItem: jest.fn(),
};
const options = { auth: mockServices.auth(), client: client as never };
const start = createStartAction(options);
const evidence = createEvidenceAction(options);
const item = createActionItemAction(options);

const started = {
  service: 'component:default/checkout',
  title: 'Checkout rejected orders',
  severity: 'sev2' as const,
};
const task = { id: 'task-1' };

beforeEach(() => {
  jest.resetAllMocks();
  client.createIncident.mockImplementation(async ({ key }) => ({ key }));
  client.createRetrospective.mockResolvedValue({ id: 'retro-1' });
  client.submitEvidence.mockResolvedValue({
    outcomes: [{ status: 'created' }],
  });
  client.createActionItem.mockImplementation(async (_, { id }) => ({ id }));
});

/** A context whose checkpoints remember, as those of a recovered task do. */
function contextOf<T extends object>(
  input: T,
  remembered: Map<string, unknown>,
) {
  return {
    ...createMockActionContext({ input, task }),
    checkpoint: async ({ key, fn }: { key: string; fn: () => unknown }) => {
      if (!remembered.has(key)) remembered.set(key, await fn());
      return remembered.get(key) as never;
    },
  };
}

describe('postmortem:start', () => {
  it('opens the incident and writes the retrospective as the person who asks', async () => {
    const ctx = contextOf({ ...started, summary: 'In short' }, new Map());
    await start.handler(ctx as never);
    const [incident, { token }] = client.createIncident.mock.calls[0];
    expect(incident).toMatchObject({
      key: expect.stringMatching(/^RETRO-[0-9a-f]{10}$/),
      services: ['component:default/checkout'],
      description: 'In short',
      startedAt: expect.any(String),
    });
    expect(incident).not.toHaveProperty('service');
    expect(token).toEqual(expect.stringContaining('mock-service-token'));
    expect(ctx.output).toHaveBeenCalledWith('path', '/postmortems/retro-1');
  });

  it('does nothing twice when the task is tried again', async () => {
    const remembered = new Map();
    client.createRetrospective.mockRejectedValueOnce(new Error('cut off'));
    await expect(
      start.handler(contextOf(started, remembered) as never),
    ).rejects.toThrow('cut off');
    await start.handler(contextOf(started, remembered) as never);
    expect(client.createIncident).toHaveBeenCalledTimes(1);
    expect(client.createRetrospective).toHaveBeenCalledTimes(2);
  });

  it('writes nothing in a dry run', async () => {
    const ctx = createMockActionContext({ input: started });
    await start.handler({ ...ctx, isDryRun: true } as never);
    expect(client.createIncident).not.toHaveBeenCalled();
    expect(ctx.output).toHaveBeenCalledWith('retrospectiveId', 'dry-run');
  });
});

describe('postmortem:evidence:add', () => {
  const input = {
    incidentKey: 'INC-1',
    service: 'component:default/checkout',
  };

  it('adds a note', async () => {
    await evidence.handler(
      contextOf(
        { ...input, text: 'rolled back', author: 'Ada' },
        new Map(),
      ) as never,
    );
    expect(client.submitEvidence.mock.calls[0][1][0]).toMatchObject({
      sourceType: 'chat',
      payload: {
        kind: 'message',
        author: { name: 'Ada' },
        text: 'rolled back',
      },
    });
  });

  it('adds a file of the workspace, and no other', async () => {
    const workspacePath = await mkdtemp(join(tmpdir(), 'postmortems-'));
    await writeFile(join(workspacePath, 'a.log'), 'order rejected');
    const ctx = contextOf({ ...input, file: 'a.log' }, new Map());
    await evidence.handler({ ...ctx, workspacePath } as never);
    expect(client.submitEvidence.mock.calls[0][1][0].payload).toEqual({
      kind: 'document',
      name: 'a.log',
      text: 'order rejected',
    });
    const outside = contextOf({ ...input, file: '../secret' }, new Map());
    await expect(
      evidence.handler({ ...outside, workspacePath } as never),
    ).rejects.toThrow();
    await writeFile(join(workspacePath, 'big.log'), 'x'.repeat(300_000));
    const big = contextOf({ ...input, file: 'big.log' }, new Map());
    await expect(
      evidence.handler({ ...big, workspacePath } as never),
    ).rejects.toThrow('at most 262144');
  });

  it('says why evidence is refused, and wants one of text and file', async () => {
    client.submitEvidence.mockResolvedValue({
      outcomes: [
        {
          status: 'rejected',
          errors: [
            { path: '/timestamp', message: 'must not lie in the future' },
          ],
        },
      ],
    });
    await expect(
      evidence.handler(contextOf({ ...input, text: 'x' }, new Map()) as never),
    ).rejects.toThrow('/timestamp must not lie in the future');
    await expect(
      evidence.handler(contextOf(input, new Map()) as never),
    ).rejects.toThrow('either text or file');
  });
});

describe('postmortem:action-item:create', () => {
  it('adds an item under the same id however often it is tried', async () => {
    const input = {
      retrospectiveId: 'retro-1',
      title: 'Alert on a full pool',
      type: 'detect' as const,
      endState: 'An alert fires',
    };
    await item.handler(contextOf(input, new Map()) as never);
    await item.handler(contextOf(input, new Map()) as never);
    const [[, first], [, second]] = client.createActionItem.mock.calls;
    expect(first).toMatchObject({ title: 'Alert on a full pool' });
    expect(first.id).toBe(second.id);
  });
});

it.each([start, evidence, item].map(action => [action.id, action] as const))(
  '%s: its examples fit its schema',
  (id, action) => {
    const { input } = action.schema as {
      input: { required?: string[]; properties: object };
    };
    expect(action.examples!.length).toBeGreaterThan(0);
    for (const { example } of action.examples!) {
      const [step] = parse(example).steps;
      expect(step.action).toBe(id);
      expect(Object.keys(step.input)).toEqual(
        expect.arrayContaining(input.required ?? []),
      );
      for (const name of Object.keys(step.input)) {
        expect(Object.keys(input.properties)).toContain(name);
      }
    }
  },
);
