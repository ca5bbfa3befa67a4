import { mockServices } from '@backstage/backend-test-utils';
import type { PostmortemsEvent } from '@postmortems/backstage-plugin-postmortems-common';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { readAnchors } from './anchors';
import { SealChain } from './SealChain';
import type { Anchor, ChainReport } from './SealChecker';
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

function watchOver(report: ChainReport = intact) {
  const logger = mockServices.logger.mock();
  const events: PostmortemsEvent[] = [];
  const asked: (readonly Anchor[])[] = [];
  const at = { head: { sequence: 2, hash: 'a'.repeat(64) } };
  const watch = new SealWatch({
    chain: SealChain.create(),
    checker: {
      head: async () => at.head,
      check: async ({ anchors = [] } = {}) => {
        asked.push(anchors);
        return report;
      },
    },
    alarm: { tell: async () => {} },
    logger,
    publish: async event => {
      events.push(event);
    },
    anchorFile: path.join(folder, 'anchors.jsonl'),
  });
  return { watch, logger, events, asked, at };
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
  expect(asked).toEqual([[{ sequence: 2, hash: 'a'.repeat(64) }]]);
  expect(logger.error).toHaveBeenCalledTimes(2);
  expect(events.at(-1)).toEqual({ type: 'seal.broken', incidentKey: 'INC-2' });
});
