import type { RootConfigService } from '@backstage/backend-plugin-api';
import { EvidenceStore } from '../evidence';
import { revisionHashes } from '../postmortems';
import {
  type ChainReport,
  readAnchors,
  SealChain,
  SealChecker,
  SealKeys,
} from '../sealing';
import { openPluginDatabase } from './openPluginDatabase';

export async function verifySeals(options: {
  config: RootConfigService;
  incidentKey?: string;
  anchor?: string;
  json?: boolean;
  print: (text: string) => void;
}): Promise<number> {
  const { config, incidentKey, json, print } = options;
  const keys = SealKeys.fromConfig(config);
  const file =
    options.anchor ??
    config.getOptionalString('postmortems.sealing.anchorFile');
  const anchors = file ? await readAnchors(file) : [];
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
        : describe(report, { incidentKey, hasKeys: keys.canSign }),
    );
    return report.problems.length === 0 ? 0 : 1;
  } finally {
    await database.close();
  }
}

function describe(
  { entries, signed, seals, incidents, anchors, head, problems }: ChainReport,
  known: { incidentKey?: string; hasKeys: boolean },
): string {
  const lines = [
    `Checked ${entries} entries of the chain, ${seals} seals, ${incidents} incidents.`,
    signed === entries
      ? 'Every entry is signed.'
      : `${
          entries - signed
        } of ${entries} entries have no valid signature: whoever can write to the database could have written them.`,
  ];
  if (known.incidentKey === undefined) {
    lines.push(
      anchors > 0
        ? `Compared with ${anchors} entries that were noted outside of the database.`
        : 'No anchor: whether the end of the chain was taken away cannot be told.',
    );
    if (head)
      lines.push(`The chain ends at entry ${head.sequence}, ${head.hash}.`);
  }
  lines.push(
    ...(problems.length === 0
      ? ['Everything is as it was sealed.']
      : [
          `${problems.length} not as sealed:`,
          ...problems.map(({ message }) => `- ${message}`),
        ]),
  );
  return `${lines.join('\n')}\n`;
}
