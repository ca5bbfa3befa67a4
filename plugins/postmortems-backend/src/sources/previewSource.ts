import { InputError, toError } from '@backstage/errors';
import type {
  Incident,
  PreviewSourceQuery,
  SourcePreview,
} from '@postmortems/backstage-plugin-postmortems-common';
import {
  type EvidenceSource,
  PartialEvidenceError,
} from '@postmortems/backstage-plugin-postmortems-node';
import { randomUUID } from 'node:crypto';
import { Turns } from '../platform/Turns';
import { unlessAborted } from '../platform/WorkInProgress';
import { maskText } from '../secrets';
import { PreviewTally } from './PreviewTally';

/** Time that the source may take: somebody waits for it, in milliseconds. */
const TIMEOUT_MS = 30_000;
/** And this much more to hand over what it has. */
const GRACE_MS = 3_000;
const MAX_MESSAGE = 1000;

const HIDDEN_REASON = 'It has evidence that few may see.';
/** Told in place of a reason that may name a place few may see. */
export const HIDDEN_FAILURE =
  'Not everything could be read. Why is not told without a permission policy, as it may name private places.';

/**
 * Collects evidence of a window for an incident that does not exist, and tells
 * what it was. Nothing is stored.
 *
 * @throws `InputError` when the source collects nothing
 */
export async function previewSource(
  source: EvidenceSource,
  query: PreviewSourceQuery,
  options: {
    maxPayloadBytes: number;
    stopping: AbortSignal;
    /** Whether evidence that few may see is shown. */
    withRestricted: boolean;
    timeoutMs?: number;
  },
): Promise<SourcePreview> {
  const { stopping, withRestricted, timeoutMs = TIMEOUT_MS } = options;
  if (!source.collect) {
    throw new InputError(
      `The source '${source.id}' takes only what it is sent: there is nothing to try`,
    );
  }
  const begun = Date.now();
  const { maxPayloadBytes } = options;
  const tally = new PreviewTally({ turns: new Turns(), maxPayloadBytes });
  const restricted = new Set<string>();
  const incident = madeUpIncident(query);
  let failure: string | undefined;
  try {
    const nodes = await unlessAborted(
      AbortSignal.any([AbortSignal.timeout(timeoutMs + GRACE_MS), stopping]),
      source.collect({
        incident,
        window: { from: new Date(query.from), to: new Date(query.to) },
        signal: AbortSignal.any([AbortSignal.timeout(timeoutMs), stopping]),
        restrict: async reason => {
          restricted.add(maskText(reason));
        },
        addEvidence: found => tally.add(found),
        dryRun: true,
      }),
    );
    await tally.add(nodes);
  } catch (error) {
    stopping.throwIfAborted();
    if (error instanceof PartialEvidenceError) await tally.add(error.nodes);
    failure = failureOf(error, { timeoutMs, withRestricted });
  }
  const withheld = restricted.size > 0 && !withRestricted;
  return {
    ...tally.result({ withheld }),
    restricted: withheld ? [HIDDEN_REASON] : [...restricted],
    withheld,
    ...(failure !== undefined && { failure }),
    tookMs: Date.now() - begun,
  };
}

function failureOf(
  error: unknown,
  options: { timeoutMs: number; withRestricted: boolean },
): string {
  if (error instanceof DOMException && error.name === 'TimeoutError') {
    return `Not everything was read within ${options.timeoutMs / 1000} s`;
  }
  // It may name a place that few may see, such as a private channel
  return options.withRestricted
    ? maskText(toError(error).message).slice(0, MAX_MESSAGE)
    : HIDDEN_FAILURE;
}

/** Its key belongs to nothing, so that the source finds no notes about it. */
function madeUpIncident({ service, from, to }: PreviewSourceQuery): Incident {
  const now = new Date().toISOString();
  return {
    key: `TRY-${randomUUID()}`,
    title: 'Try a past window',
    severity: 'sev4',
    status: 'resolved',
    services: [service],
    startedAt: from,
    resolvedAt: to,
    visibility: 'private',
    participants: [],
    createdBy: 'system:sources',
    createdAt: now,
    updatedAt: now,
  };
}
