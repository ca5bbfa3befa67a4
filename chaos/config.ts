import { generateKeyPairSync } from 'node:crypto';
import { join } from 'node:path';
import type { Neighbours } from './Neighbours';

/** The configuration of the replicas, each on the port that its environment names. */
export function configOf(options: {
  folder: string;
  name: string;
  database: object;
  neighbours: Neighbours;
  machine: string;
  webhook: string;
  /** A workspace whose channels are read. */
  slack?: { token: string; apiUrl: string; channels: string[] };
}): object {
  const { privateKey } = generateKeyPairSync('ed25519');
  return {
    app: { baseUrl: 'http://127.0.0.1:${CHAOS_PORT}' },
    backend: {
      baseUrl: 'http://127.0.0.1:${CHAOS_PORT}',
      listen: { host: '127.0.0.1', port: '${CHAOS_PORT}' },
      database: options.database,
      auth: {
        externalAccess: [
          {
            type: 'static',
            options: { token: options.machine, subject: 'chaos' },
          },
        ],
      },
    },
    discovery: { endpoints: options.neighbours.endpoints },
    postmortems: {
      provenanceRouting: {
        ...(options.slack && {
          chatSources: [{ platform: 'slack', ...options.slack }],
        }),
        telemetrySources: [
          { platform: 'prometheus', webhook: { token: options.webhook } },
        ],
      },
      rateLimits: {
        userCallsPerMinute: 1_000_000,
        machineCallsPerMinute: 1_000_000,
        webhooksPerMinute: 1_000_000,
      },
      sealing: {
        anchorFile: join(options.folder, `${options.name}-anchors.jsonl`),
        keys: [
          {
            id: 'chaos',
            privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }),
          },
        ],
      },
    },
  };
}
