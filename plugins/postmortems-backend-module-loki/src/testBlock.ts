import {
  checkConnection,
  type ConnectionCheck,
  tryEach,
} from '@postmortems/backstage-plugin-postmortems-node';
import { LokiClient } from './collect/LokiClient';
import type { LokiConfig } from './config/config';

/** For the selector; which service is asked for does not matter. */
const NO_SERVICE = 'postmortems-connection-test';

/** Whether Loki answers the queries of a block, one for each filter. */
export async function testBlock(
  block: LokiConfig,
  signal: AbortSignal,
): Promise<ConnectionCheck> {
  const client = new LokiClient({ block });
  const to = new Date();
  const from = new Date(to.getTime() - 60_000);
  const ask = (filter: string) => () =>
    client.lines({
      query: `${block.selector.render(NO_SERVICE)} ${filter}`.trim(),
      from,
      to,
      direction: 'backward',
      limit: 1,
      signal,
    });
  return checkConnection(`${client.where} (${block.path})`, async () => {
    await tryEach(
      Object.fromEntries(
        block.filters.map((filter, index) => [
          `${block.path}.filters[${index}]`,
          ask(filter),
        ]),
      ),
    );
    return `Loki answers the queries of all filters: ${block.filters.length}`;
  });
}
