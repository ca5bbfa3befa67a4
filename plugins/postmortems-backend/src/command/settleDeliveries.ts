import type { RootConfigService } from '@backstage/backend-plugin-api';
import type { Delivery } from '@postmortems/backstage-plugin-postmortems-common';
import { maskDelivery, maskText } from '../secrets';
import { DeadLetterStore } from '../webhooks';
import { ACTOR } from './actor';
import { openPluginDatabase } from './openPluginDatabase';

/** Lists what was given up, shows one of it, tries it again or drops it. */
export async function settleDeliveries(options: {
  config: RootConfigService;
  action: string;
  /** Source and id, but for the list. */
  names: readonly string[];
  json?: boolean;
  print: (text: string) => void;
}): Promise<number> {
  const { action, json, print } = options;
  const [source, id] = options.names;
  const database = await openPluginDatabase(options.config);
  try {
    const deadLetters = new DeadLetterStore(database);
    const tell = (delivery: Delivery, words: string) =>
      print(
        json
          ? `${JSON.stringify(delivery, null, 2)}\n`
          : `${printable(words)}\n`,
      );
    switch (action) {
      case 'show': {
        const delivery = await masked(await deadLetters.get({ source, id }));
        tell(delivery, `${describe(delivery)}\n\n${delivery.body}`);
        break;
      }
      case 'retry': {
        const delivery = await deadLetters.retry({ source, id, actor: ACTOR });
        tell(await masked(delivery), 'It will be tried again.');
        break;
      }
      case 'drop':
        tell(
          await deadLetters.drop({ source, id, actor: ACTOR }),
          'It was dropped.',
        );
        break;
      default:
        await list(deadLetters, json, print);
    }
    return 0;
  } finally {
    await database.close();
  }
}

async function list(
  deadLetters: DeadLetterStore,
  json: boolean | undefined,
  print: (text: string) => void,
): Promise<void> {
  const all: Delivery[] = [];
  let count = 0;
  let cursor: string | undefined;
  do {
    const page = await deadLetters.list({
      state: 'failed',
      limit: 500,
      cursor,
    });
    count += page.items.length;
    for (const delivery of page.items) {
      if (json) all.push(await masked(delivery));
      else print(`${printable(describe(await masked(delivery)))}\n\n`);
    }
    cursor = page.nextCursor;
  } while (cursor);
  if (json) print(`${JSON.stringify(all, null, 2)}\n`);
  else if (count === 0) print('No delivery was given up.\n');
}

/** Bodies from before secrets were masked on arrival are masked here. */
async function masked(delivery: Delivery): Promise<Delivery> {
  const { body, error } = delivery;
  return {
    ...delivery,
    body: await maskDelivery(body),
    ...(error && { error: maskText(error) }),
  };
}

/** Whoever can send a webhook could steer the terminal with control characters. */
function printable(text: string): string {
  return text.replace(
    /(?![\n\t])[\p{Cc}\p{Cf}]/gu,
    character => `\\u{${character.codePointAt(0)!.toString(16)}}`,
  );
}

function describe(delivery: Delivery): string {
  const { source, id, kind, state, receivedAt, attempts, error } = delivery;
  return [
    `${source} ${id}`,
    `  ${kind}, ${state}, received ${receivedAt}, tried ${attempts} times, ${delivery.bodyLength} characters`,
    ...(error ? [`  ${error}`] : []),
  ].join('\n');
}
