import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { zip, type ZipEntry } from '../__testUtils__/zip';
import { readSlackExport } from './readSlackExport';

const { REAL_DATA_DIR } = process.env;
const describeReports = REAL_DATA_DIR ? describe : describe.skip;

const incident = { key: 'INC-42', services: ['component:default/checkout'] };
const now = new Date('2030-01-01T00:00:00.000Z');
/** 2026-03-02, 14:00 UTC. */
const NOON = 1_772_460_000;

const json = (name: string, content: unknown): ZipEntry => ({
  name,
  content: JSON.stringify(content),
});
const said = (seconds: number, text: string, more: object = {}) => ({
  type: 'message',
  user: 'U1',
  ts: `${NOON + seconds}.000100`,
  text,
  ...more,
});
const CHANNELS = json('channels.json', [{ id: 'C1', name: 'ops' }]);
const USERS = json('users.json', [
  {
    id: 'U1',
    name: 'ada',
    profile: { real_name: 'Ada Lovelace', email: 'ada@example.com' },
  },
]);

const read = (
  entries: ZipEntry[],
  options: Partial<Parameters<typeof readSlackExport>[1]> = {},
) => readSlackExport(zip(entries), { incident, now, ...options });

describe('readSlackExport', () => {
  it('reads the days of each channel with names of users', async () => {
    const { nodes, privateChannels, problems } = await read(
      [
        CHANNELS,
        USERS,
        json('ops/2026-03-02.json', [said(0, 'Down, <@U1> see <#C1>')]),
        json('ops/2026-03-03.json', [said(90_000, 'Up')]),
      ],
      { findUser: async ({ email }) => `user:default/${email?.split('@')[0]}` },
    );
    expect(nodes.map(({ payload }) => payload.text)).toEqual([
      'Down, @Ada Lovelace see #ops',
      'Up',
    ]);
    expect(nodes[0]).toMatchObject({
      id: `slack/C1/${NOON}.000100`,
      payload: {
        channel: '#ops',
        author: { name: 'Ada Lovelace', entityRef: 'user:default/ada' },
      },
    });
    expect({ privateChannels, problems }).toEqual({
      privateChannels: [],
      problems: [],
    });
  });

  it('marks private channels, and leaves direct messages out', async () => {
    const { nodes, privateChannels } = await read([
      CHANNELS,
      json('groups.json', [{ id: 'G1', name: 'war-room' }]),
      json('dms.json', [{ id: 'D1', members: ['U1', 'U2'] }]),
      json('war-room/2026-03-02.json', [said(0, 'Secret')]),
      json('D1/2026-03-02.json', [said(0, 'Personal')]),
    ]);
    expect(nodes.map(({ payload }) => [payload.text, payload.private])).toEqual(
      [['Secret', true]],
    );
    expect(privateChannels).toEqual(['war-room']);
  });

  it('leaves out what is not in the window or of another channel', async () => {
    const { nodes } = await read(
      [
        json('channels.json', [
          { id: 'C1', name: 'ops' },
          { id: 'C2', name: 'random' },
        ]),
        json('ops/2026-03-02.json', [said(-60, 'before'), said(0, 'in it')]),
        json('random/2026-03-02.json', [said(0, 'Lunch?')]),
      ],
      {
        channels: ['ops'],
        window: {
          from: new Date(NOON * 1000),
          to: new Date((NOON + 60) * 1000),
        },
      },
    );
    expect(nodes.map(({ payload }) => payload.text)).toEqual(['in it']);
  });

  it('reads an export that was packed again with its folder', async () => {
    const { nodes } = await read([
      json('export/channels.json', [{ id: 'C1', name: 'ops' }]),
      json('export/ops/2026-03-02.json', [said(0, 'Here')]),
      json('__MACOSX/export/._channels.json', []),
    ]);
    expect(nodes.map(({ payload }) => payload.text)).toEqual(['Here']);
  });

  it('says which files and messages could not be read, and keeps the others', async () => {
    const { nodes, problems } = await read([
      CHANNELS,
      { name: 'users.json', content: '{' },
      { name: 'ops/2026-03-01.json', content: 'nonsense' },
      json('ops/2026-03-02.json', [said(0, 'Here'), { text: 'no ts' }]),
    ]);
    expect(nodes).toHaveLength(1);
    expect(problems).toEqual([
      "'users.json' could not be read",
      "'ops/2026-03-01.json' could not be read",
      "Messages in 'ops/2026-03-02.json' without a valid ts: 1",
    ]);
  });

  it.each([
    ['no zip file', Buffer.from('hello'), 'cannot be read as a zip file'],
    ['no export', zip([json('a.json', [])]), 'is no export of Slack'],
    [
      'a path out of the archive',
      zip([CHANNELS, json('../../etc/cron.json', [])]),
      'cannot be read as a zip file: invalid relative path',
    ],
    [
      'a file larger than it says',
      zip([{ ...CHANNELS, declaredSize: 3 }]),
      'cannot be read as a zip file',
    ],
  ])('refuses %s', async (_, archive, message) => {
    await expect(readSlackExport(archive, { incident })).rejects.toThrow(
      expect.objectContaining({
        name: 'InputError',
        message: expect.stringContaining(message),
      }),
    );
  });

  it('refuses an archive that unpacks to too much, has too large a file, or too many', async () => {
    const zeros = Buffer.alloc(2_000_000);
    const bomb = [CHANNELS, { name: 'ops/2026-03-02.json', content: zeros }];
    await expect(
      read(bomb, { limits: { maxFileBytes: 1_000_000 } }),
    ).rejects.toThrow(
      "'ops/2026-03-02.json' in the archive unpacks to more than 1000000 bytes",
    );
    await expect(
      read(bomb, { limits: { maxTotalBytes: 1_000_000 } }),
    ).rejects.toThrow('unpacks to more than 1000000 bytes');
    await expect(read(bomb, { limits: { maxEntries: 1 } })).rejects.toThrow(
      'has 2 files, more than 1',
    );
  });
});

describeReports('bug reports (REAL_DATA_DIR)', () => {
  it('42: reads the export with broadcasts, edits, deletions and groups', async () => {
    const file = join(
      REAL_DATA_DIR!,
      'bug-reports/42-slack-export-edits-and-broadcasts/input.json',
    );
    const report = JSON.parse(readFileSync(file, 'utf8'));
    const { nodes } = await read([
      json('channels.json', [{ id: 'C1', name: 'incident-checkout' }]),
      json(report.export, report.messages),
    ]);
    expect(nodes.map(({ payload }) => payload.text ?? payload.message)).toEqual(
      [
        'Checkout & basket are down @sre (a user group) @U2',
        'Looks like the pool',
        'It was the deploy at 10:02',
        'A message in #incident-checkout was deleted.',
        'Agreed',
      ],
    );
  });
});
