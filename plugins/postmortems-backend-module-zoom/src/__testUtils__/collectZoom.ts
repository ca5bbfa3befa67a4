import { mockServices } from '@backstage/backend-test-utils';
import {
  type Incident,
  type ParsedEvidenceNode,
  submitEvidenceNodeSchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import { PartialEvidenceError } from '@postmortems/backstage-plugin-postmortems-node';
import { readZoomConfig } from '../config/config';
import type { Reads } from '../reading/ReadStore';
import { ZoomSource } from '../ZoomSource';

export const NOW = new Date('2026-03-03T12:00:00.000Z');

const incident = {
  key: 'INC-42',
  title: 'Checkout fails',
  services: ['component:default/checkout'],
  startedAt: '2026-03-02T14:00:00.000Z',
  resolvedAt: '2026-03-02T15:00:00.000Z',
} as Incident;

/** By the real reader of the configuration. */
export function sourceOf(
  ...blocks: Record<string, unknown>[]
): ZoomSource & { nowIs(time: Date): void } {
  const config = mockServices.rootConfig({
    data: {
      postmortems: {
        provenanceRouting: {
          chatSources: blocks.map(block => ({
            platform: 'zoom',
            topics: ['incident*'],
            ...block,
          })),
        },
      },
    } as never,
  });
  let now = NOW;
  const source = new ZoomSource({
    blocks: readZoomConfig(config),
    reads: memoryReads(),
    logger: mockServices.logger.mock(),
    now: () => now.getTime(),
  });
  return Object.assign(source, {
    nowIs(time: Date) {
      now = time;
    },
  });
}

function memoryReads(): Reads {
  const known = new Map<string, Set<string>>();
  const of = (key: string) => known.get(key) ?? new Set<string>();
  return {
    listKnown: async key => new Set(of(key)),
    add: async (key, mark) => void known.set(key, of(key).add(mark)),
  };
}

/** What one collection brings, with the contract of the real store. */
export async function collectZoom(
  source: ZoomSource,
  {
    addEvidence = async () => {},
    signal = AbortSignal.timeout(20_000),
    ...window
  }: {
    from?: string;
    to?: string;
    /** Called before evidence is taken. */
    addEvidence?: () => Promise<void>;
    signal?: AbortSignal;
  } = {},
) {
  const nodes: ParsedEvidenceNode[] = [];
  const reasons: string[] = [];
  let missing = '';
  try {
    await source.collect({
      incident,
      window: {
        from: new Date(window.from ?? '2026-03-02T12:00:00.000Z'),
        to: new Date(window.to ?? '2026-03-02T16:00:00.000Z'),
      },
      signal,
      restrict: async reason => void reasons.push(reason),
      addEvidence: async sent => {
        await addEvidence();
        for (const node of sent) {
          nodes.push(submitEvidenceNodeSchema.parse(node));
        }
      },
    });
  } catch (error) {
    if (!(error instanceof PartialEvidenceError)) throw error;
    missing = error.message;
  }
  const texts = nodes.map(({ payload }) => payload.text);
  return { nodes, texts, reasons, missing };
}
