import { mockServices } from '@backstage/backend-test-utils';
import type { PostmortemsEvent } from '@postmortems/backstage-plugin-postmortems-common';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { readAnchors } from './anchors';
import { SealChain } from './SealChain';
import type { Anchor, ChainProblem, ChainReport } from './SealChecker';
import { SealWatch } from './SealWatch';

const intact: ChainReport = {
  entries: 2,
  signed: 0,
  seals: 1,
  incidents: 1,
  anchors: 0,
  problems: [],
};
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'anchors-'));
});
afterEach(() => rm(folder, { recursive: true }));

function watchOver(
  report: ChainReport = intact,
  anchorFile = path.join(folder, 'anchors.jsonl'),
) {
  const logger = mockServices.logger.mock();
  const events: PostmortemsEvent[] = [];
  const asked: (readonly Anchor[])[] = [];
  const at: { head: Anchor; different: ChainProblem[] } = {
    head: { sequence: 2, hash: 'a'.repeat(64) },
    different: [],
  };
  const told: [readonly ChainProblem[], unknown][] = [];
  const watch = new SealWatch({
    chain: SealChain.create(),
    checker: {
      head: async () => at.head,
      compare: async () => at.different,
      check: async ({ anchors = [] } = {}) => {
        asked.push(anchors);
        return report;
      },
    },
    alarm: {
      tell: async (problems, options) => {
        told.push([problems, options]);
      },
    },
    logger,
    publish: async event => {
      events.push(event);
    },
    anchorFile,
  });
  return { watch, logger, events, asked, at, told };
}

it('notes each new end of the chain once: logged, published and written', async () => {
  const { watch, logger, events, at } = watchOver();
  await watch.noteHead();
  await watch.noteHead();
  at.head = { sequence: 3, hash: 'b'.repeat(64) };
  await watch.noteHead();

  expect(logger.info).toHaveBeenCalledTimes(2);
  expect(events).toEqual([
    { type: 'seal.anchor', sequence: 2, hash: 'a'.repeat(64) },
    { type: 'seal.anchor', sequence: 3, hash: 'b'.repeat(64) },
  ]);
  expect(await readAnchors(path.join(folder, 'anchors.jsonl'))).toEqual([
    { sequence: 2, hash: 'a'.repeat(64) },
    { sequence: 3, hash: 'b'.repeat(64) },
  ]);
  expect(await readFile(path.join(folder, 'anchors.jsonl'), 'utf8')).toMatch(
    /^\{"at":"20/,
  );
});

it('checks against what was noted, and names each incident that is not as sealed', async () => {
  const { watch, logger, events, asked } = watchOver({
    ...intact,
    problems: [
      {
        what: 'missing',
        incidentKey: 'INC-2',
        message: "Evidence 'a' was removed",
      },
      {
        what: 'changed',
        incidentKey: 'INC-2',
        message: "Evidence 'b' was changed",
      },
    ],
  });
  await watch.noteHead();
  await watch.check();
  expect(asked[0]).toContainEqual({ sequence: 2, hash: 'a'.repeat(64) });
  expect(logger.error).toHaveBeenCalledTimes(2);
  expect(events.at(-1)).toEqual({
    type: 'seal.broken',
    incidentKey: 'INC-2',
    messages: ["Evidence 'a' was removed", "Evidence 'b' was changed"],
  });
});

it('leaves the anchors as they are when the chain does not follow from them, and raises the alarm', async () => {
  const { watch, events, at, told } = watchOver();
  await watch.noteHead();
  at.head = { sequence: 2, hash: 'b'.repeat(64) };
  at.different = [
    { what: 'anchor', sequence: 2, message: 'Entry 2 is not the one' },
  ];
  await watch.noteHead();
  await watch.noteHead();

  expect(await readAnchors(path.join(folder, 'anchors.jsonl'))).toEqual([
    { sequence: 2, hash: 'a'.repeat(64) },
  ]);
  expect(events.slice(1)).toEqual([
    { type: 'seal.broken', messages: ['Entry 2 is not the one'] },
  ]);
  expect(told).toEqual([[at.different, { isPart: true }]]);
});

it('publishes an anchor that cannot be written, once, and writes it when it can', async () => {
  const file = path.join(folder, 'missing', 'anchors.jsonl');
  const { watch, events, logger } = watchOver(intact, file);
  await watch.noteHead();
  await watch.noteHead();
  expect(events).toEqual([
    { type: 'seal.anchor', sequence: 2, hash: 'a'.repeat(64) },
  ]);
  expect(logger.error).toHaveBeenCalledWith(
    expect.stringContaining(`cannot be added to ${file}`),
    expect.anything(),
  );
  await mkdir(path.dirname(file));
  await watch.noteHead();
  expect(await readAnchors(file)).toHaveLength(1);
  expect(events).toHaveLength(1);
});

it('takes a file of anchors that was emptied or removed for a broken seal, without an incident', async () => {
  const { watch, events, told } = watchOver();
  await watch.noteHead();
  await rm(path.join(folder, 'anchors.jsonl'));
  const { problems } = await watch.check();
  expect(problems).toMatchObject([
    { what: 'anchor', message: expect.stringContaining('are gone; entry 2') },
  ]);
  expect(events.at(-1)).toEqual({
    type: 'seal.broken',
    messages: [problems[0].message],
  });
  expect(told.at(-1)).toEqual([problems, undefined]);
});

it('reads anchors from the log of the backend too', async () => {
  const file = path.join(folder, 'backend.log');
  const text = `The chain of seals is at entry 7, ${'c'.repeat(64)}`;
  await writeFile(
    file,
    [
      `2026-12-01T10:00:00Z postmortems info ${text}`,
      JSON.stringify({ level: 'info', message: text }),
      'something else at entry 8',
    ].join('\n'),
  );
  const anchor = { sequence: 7, hash: 'c'.repeat(64) };
  expect(await readAnchors(file)).toEqual([anchor, anchor]);
});
