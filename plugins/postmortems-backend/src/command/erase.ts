import type { RootConfigService } from '@backstage/backend-plugin-api';
import type { RequestErasure } from '@postmortems/backstage-plugin-postmortems-common';
import { ACTOR } from './actor';
import { describe } from './maskStoredSecrets';
import { openErasures, THE_REST } from './openErasures';

/** Erases the data of a person or the text of an incident, as the API does. */
export async function erase(options: {
  config: RootConfigService;
  request: RequestErasure;
  dryRun: boolean;
  print: (text: string) => void;
}): Promise<number> {
  const { config, request, dryRun, print } = options;
  const { subject, incidentKey } = request;
  const { store, runner, close } = await openErasures(config);
  try {
    if (dryRun) {
      if (incidentKey) await store.requireErasable({ subject, incidentKey });
      const preview = await runner.preview({ request, actor: ACTOR });
      for (const { key, counts } of preview.incidents) {
        print(`${key}: ${describe(counts)} would be changed\n`);
      }
      printList(print, 'Names', preview.names);
      printList(print, 'Ids with a name in them, which stay', preview.keptIds);
      printList(print, 'Left out, on legal hold', preview.skipped);
      print(
        Object.keys(preview.counts).length === 0
          ? 'Nothing was found.\n'
          : `In all: ${describe(preview.counts)} would be changed.\n`,
      );
      return 0;
    }
    const { id } = await store.create({ request, actor: ACTOR });
    const rewritten = await runner.run();
    const { counts, skipped, error } = await store.get({ id });
    if (!rewritten.has(id)) {
      print(
        `It is not done${
          error ? ` (${error})` : ''
        }; the backend goes on with it within two minutes.\n`,
      );
      return 1;
    }
    printList(print, 'Left out, on legal hold', skipped);
    print(
      Object.keys(counts).length === 0
        ? 'Nothing was found.\n'
        : `Erased: ${describe(counts)} changed. ${THE_REST}\n`,
    );
    return 0;
  } finally {
    await close();
  }
}

function printList(
  print: (text: string) => void,
  title: string,
  items: readonly string[],
): void {
  if (items.length > 0) print(`${title}: ${items.join(', ')}\n`);
}
