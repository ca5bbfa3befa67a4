import { InputError, toError } from '@backstage/errors';
import {
  cutText,
  type Incident,
  type PreviewSourceQuery,
  type SourcePreview,
} from '@postmortems/backstage-plugin-postmortems-common';
import {
  type EvidenceSource,
  PartialEvidenceError,
} from '@postmortems/backstage-plugin-postmortems-node';
import { randomUUID } from 'node:crypto';
import { collectionWindow } from '../evidence';
import { endInTime, isTimeout } from '../platform/endInTime';
import { Turns } from '../platform/Turns';
import { maskText } from '../secrets';
import { PreviewTally } from './PreviewTally';

/** Time that the source may take: somebody waits for it, in milliseconds. */
const TIMEOUT_MS = 30_000;
const MAX_MESSAGE = 1000;
const MAX_PLACES = 100;
const MAX_PLACE = 200;

const HIDDEN_REASON = 'It has evidence that few may see.';
/** Told in place of a reason that may name a place few may see. */
export const HIDDEN_FAILURE =
  'Not everything could be read. Why is not told without a permission policy, as it may name private places.';

/**
 * Collects evidence as for an incident, or of a window for one that is made up, and
 * tells what it was. Nothing is stored.
 *
 * @throws `InputError` when the source collects nothing
 */
export async function previewSource(
  source: EvidenceSource,
  query: PreviewSourceQuery,
  options: {
    /** The one that the query names, if there is one. */
    incident?: Incident;
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
  const places = new Map<string, SourcePreview['places'][number]>();
  const incident = options.incident
    ? withService(options.incident, query.service)
    : madeUpIncident(query);
  const window = windowOf(query, options.incident);
  let failure: string | undefined;
  try {
    const nodes = await endInTime({ timeoutMs, stopping }, signal =>
      source.collect!({
        incident,
        window,
        signal,
        restrict: async reason => {
          restricted.add(maskText(reason));
        },
        addEvidence: found => tally.add(found),
        dryRun: true,
        onPlace: place => {
          if (places.size >= MAX_PLACES) return;
          if (place.restricted && !withRestricted) return;
          const { shared } = place;
          const name = cutText(maskText(place.name), MAX_PLACE);
          places.set(name, { name, shared });
        },
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
    lookedFor: {
      ...(query.incident !== undefined && { incident: query.incident }),
      ...(options.incident && { title: options.incident.title }),
      services: incident.services,
      from: window.from.toISOString(),
      to: window.to.toISOString(),
    },
    places: [...places.values()],
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
  if (isTimeout(error)) {
    return `Not everything was read within ${options.timeoutMs / 1000} s`;
  }
  // It may name a place that few may see, such as a private channel
  return options.withRestricted
    ? maskText(toError(error).message).slice(0, MAX_MESSAGE)
    : HIDDEN_FAILURE;
}

/** That of an incident is the one in which its evidence is collected. */
function windowOf(
  query: PreviewSourceQuery,
  incident?: Incident,
): { from: Date; to: Date; changesFrom: Date } {
  if (!incident) {
    const from = new Date(query.from);
    return { from, to: new Date(query.to), changesFrom: from };
  }
  return collectionWindow(incident);
}

/** The service that was chosen comes first. */
function withService(incident: Incident, service: string): Incident {
  const others = incident.services.filter(one => one !== service);
  return { ...incident, services: [service, ...others] };
}

/** Without a name its key belongs to nothing. */
function madeUpIncident(query: PreviewSourceQuery): Incident {
  const { service, from, to, incident = `TRY-${randomUUID()}` } = query;
  const now = new Date().toISOString();
  return {
    key: incident,
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
