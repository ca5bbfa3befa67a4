import type { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { EvidenceStore } from '../evidence';
import { revisionHashes } from '../postmortems';
import {
  type Anchor,
  type ChainReport,
  readAnchors,
  SealChain,
  SealChecker,
  SealKeys,
  unsignedAdvice,
} from '../sealing';
import { counted } from './counted';
import { openPluginDatabase } from './openPluginDatabase';

/** Exit codes: everything is as it was sealed, or is not, or nothing could be checked. */
const INTACT = 0;
const BROKEN = 1;
const UNCHECKED = 2;

export async function verifySeals(options: {
  config: RootConfigService;
  incidentKey?: string;
  anchor?: string;
  json?: boolean;
  print: (text: string) => void;
}): Promise<number> {
  const { config, incidentKey, json, print } = options;
  const keys = SealKeys.fromConfig(config);
  const anchors = await anchorsOf(options);
  const database = await openPluginDatabase(config);
  try {
    const { knex } = database;
    const checker = new SealChecker({
      knex,
      chain: SealChain.create({ keys }),
      evidence: EvidenceStore.create({ knex }),
      revisions: ids => revisionHashes(knex, ids),
    });
    const report = await checker.check({ incidentKey, anchors });
    print(
      json
        ? `${JSON.stringify(report, null, 2)}\n`
        : describe(report, incidentKey),
    );
    if (report.problems.length > 0) return BROKEN;
    return report.entries > 0 ? INTACT : UNCHECKED;
  } finally {
    await database.close();
  }
}

/** Throws `InputError` when there should be some and there are none. */
async function anchorsOf(options: {
  config: RootConfigService;
  anchor?: string;
}): Promise<Anchor[]> {
  const file =
    options.anchor ??
    options.config.getOptionalString('postmortems.sealing.anchorFile');
  if (!file) return [];
  const anchors = await readAnchors(file);
  if (anchors.length === 0) {
    throw new InputError(
      `No anchor is in ${file}, or it is not there. Name a file that has some with --anchor`,
    );
  }
  return anchors;
}

function describe(
  report: ChainReport,
  incidentKey: string | undefined,
): string {
  const { entries, signed, seals, incidents, problems } = report;
  if (entries === 0 && problems.length === 0) {
    return incidentKey === undefined
      ? 'Nothing was checked: nothing was sealed in this database, or all of it was removed.\n'
      : `Nothing was checked: incident ${incidentKey} was never sealed, or all of it was removed. Check how it is written.\n`;
  }
  const advice = unsignedAdvice(problems);
  const lines = [
    `Checked ${counted(entries, 'entry', 'entries')} of the chain, ${counted(
      seals,
      'seal',
    )}, ${counted(incidents, 'incident')}.`,
    ...(entries === 0 ? [] : [describeSignatures(entries, signed)]),
    ...(incidentKey === undefined ? describeEnd(report) : []),
    ...(problems.length === 0
      ? ['Everything is as it was sealed.']
      : [
          `Not as it was sealed (${counted(problems.length, 'problem')}):`,
          ...problems.map(({ message }) => `- ${message}`),
          ...(advice ? [`${advice}.`] : []),
          'What to do is in docs/operations.md, under “When a seal is broken”.',
        ]),
  ];
  return `${lines.join('\n')}\n`;
}

function describeSignatures(entries: number, signed: number): string {
  return signed === entries
    ? 'Every entry is signed.'
    : `${counted(
        entries - signed,
        'entry has',
        'entries have',
      )} no valid signature: whoever can write to the database could have written them.`;
}

function describeEnd({ anchors, head }: ChainReport): string[] {
  return [
    anchors > 0
      ? `Compared with ${counted(
          anchors,
          'entry that was',
          'entries that were',
        )} noted outside of the database.`
      : 'No anchor: whether the end of the chain was taken away cannot be told.',
    ...(head
      ? [`The chain ends at entry ${head.sequence}, ${head.hash}.`]
      : []),
  ];
}
