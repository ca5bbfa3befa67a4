import type { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { retentionQuerySchema } from '@postmortems/backstage-plugin-postmortems-common';
import { RetentionService } from '../erasure';
import { RetentionPolicy } from '../incidents';
import { parse } from '../platform/http';
import { counted } from './counted';
import { openErasures, THE_REST } from './openErasures';

/** Erases incidents whose time is over, or lists them. */
export async function runRetention(options: {
  config: RootConfigService;
  dryRun: boolean;
  until?: string;
  print: (text: string) => void;
}): Promise<number> {
  const { config, dryRun, print } = options;
  const query = parse(retentionQuerySchema, { until: options.until });
  if (query.until !== undefined && !dryRun) {
    throw new InputError('--until is for --dry-run; what is due now is erased');
  }
  const policy = RetentionPolicy.fromConfig(config);
  if (policy.isEmpty) {
    print('postmortems.retention is not configured: everything is kept.\n');
    return 0;
  }
  const { knex, store, runner, close } = await openErasures(config);
  try {
    const retention = new RetentionService({ knex, policy, store, runner });
    if (dryRun) {
      const { items } = await retention.due(query);
      for (const one of items) {
        const held = one.legalHold
          ? `, stays on legal hold: ${one.legalHold.reason}`
          : '';
        print(
          `${one.incidentKey} (${one.severity}, resolved ${day(
            one.resolvedAt,
          )}): kept until ${day(one.retainUntil)} by ${one.rule}${held}\n`,
        );
      }
      const due = items.filter(({ legalHold }) => !legalHold).length;
      print(`${counted(due, 'incident')} would be erased.\n`);
      return 0;
    }
    const { erased, kept, unfinished } = await retention.run();
    for (const key of erased) print(`${key}: erased\n`);
    for (const key of kept) {
      print(`${key}: kept, it was changed or put on legal hold meanwhile\n`);
    }
    for (const key of unfinished) {
      print(`${key}: not erased yet; the backend goes on with it\n`);
    }
    const count = counted(erased.length, 'incident was', 'incidents were');
    const rest = erased.length > 0 ? ` ${THE_REST}` : '';
    print(`${count} erased.${rest}\n`);
    return unfinished.length > 0 ? 1 : 0;
  } finally {
    await close();
  }
}

function day(time: string): string {
  return time.slice(0, 10);
}
