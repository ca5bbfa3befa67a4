import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import {
  resolvePointer,
  type EvidenceNode,
  type Incident,
  type SubmitEvidenceNode,
} from '@postmortems/backstage-plugin-postmortems-common';
import {
  PartialEvidenceError,
  type EvidenceSource,
} from '@postmortems/backstage-plugin-postmortems-node';
import { unlessAborted } from '../platform/WorkInProgress';
import { toStorable } from '../platform/database';
import { maskError, maskText } from '../secrets';
import { EvidenceIngestion } from './EvidenceIngestion';
import type { EvidenceStore } from './EvidenceStore';
import { EvidenceLimitError, type EvidenceLimits } from './limits';

/** Time that a source may take, in milliseconds. */
const TIMEOUT_MS = 60_000;
/** Evidence is collected from this long before the start … */
const BEFORE_MS = 2 * 60 * 60 * 1000;
/** … until this long after the end. */
const AFTER_MS = 60 * 60 * 1000;
/** Changes of a source's outcome that are kept; there are rarely two. */
const MAX_OUTCOMES = 50;
const MAX_MESSAGE = 1000;
/** Nodes stored at once. */
const CHUNK = 500;

/** What makes an incident private. */
type Restricting = {
  restrict(options: {
    key: string;
    source: string;
    reason: string;
  }): Promise<void>;
};

type Outcome = {
  kind: 'collection' | 'collection_failure';
  source: string;
  message: string;
};

/**
 * Collects the evidence of every source before it is sealed. A failure of a
 * source becomes evidence itself, so that the postmortem can state what was not
 * checked.
 */
export class EvidenceCollector {
  readonly #sources: readonly EvidenceSource[];
  readonly #evidence: EvidenceStore;
  readonly #ingestion: EvidenceIngestion;
  readonly #incidents: Restricting;
  readonly #logger: LoggerService;
  readonly #stopping: AbortSignal;

  constructor(options: {
    sources: readonly EvidenceSource[];
    evidence: EvidenceStore;
    incidents: Restricting;
    limits?: EvidenceLimits;
    logger: LoggerService;
    /** Aborts when the process has to end. */
    stopping?: AbortSignal;
  }) {
    this.#sources = options.sources;
    this.#evidence = options.evidence;
    this.#ingestion = EvidenceIngestion.create(options);
    this.#incidents = options.incidents;
    this.#logger = options.logger;
    this.#stopping = options.stopping ?? new AbortController().signal;
  }

  async collect(options: { incident: Incident; actor: string }): Promise<void> {
    const { incident, actor } = options;
    await Promise.all(
      this.#sources
        .filter(source => source.collect)
        .map(source => this.#collectFrom(source, incident, actor)),
    );
  }

  async #collectFrom(
    source: EvidenceSource,
    incident: Incident,
    actor: string,
  ): Promise<void> {
    const { nodes, failure } = await unlessAborted(
      this.#stopping,
      ask(source, {
        incident,
        stopping: this.#stopping,
        restrict: reason =>
          this.#incidents.restrict({
            key: incident.key,
            source: source.id,
            reason: maskText(toStorable(reason)),
          }),
      }),
    );
    if (failure !== undefined) {
      this.#logger.warn(
        `Evidence of incident ${incident.key} could not be collected from ${source.id}: ${failure}`,
      );
    }
    const incidentKey = incident.key;
    const by = { actor: `source:${source.id}`, requestedBy: actor };
    const outcome = await this.#newOutcome(source.id, incidentKey, failure);
    if (outcome) {
      await this.#ingestion.ingest({
        incidentKey,
        nodes: [toNode(outcome.payload, outcome.id, incident)],
        ...by,
        unlimited: true,
      });
    }
    for (let start = 0; start < nodes.length; start += CHUNK) {
      try {
        await this.#ingestion.ingest({
          incidentKey,
          nodes: nodes.slice(start, start + CHUNK),
          ...by,
        });
      } catch (error) {
        if (!(error instanceof EvidenceLimitError)) throw error;
        // The evidence says since when; what there is can be drafted from
        this.#logger.warn(`Evidence from ${source.id}: ${error.message}`);
        return;
      }
    }
  }

  /**
   * The outcome to store: only when it differs from the last one, or the first
   * one failed.
   */
  async #newOutcome(
    source: string,
    incidentKey: string,
    failure: string | undefined,
  ): Promise<{ id: string; payload: Outcome } | undefined> {
    const ids = Array.from(
      { length: MAX_OUTCOMES },
      (_, index) => `collection/${source}/${index + 1}`,
    );
    const known = await this.#evidence.getMany({ incidentKey, ids });
    const last: EvidenceNode | undefined = known.get(
      ids[Math.max(known.size - 1, 0)],
    );
    const payload: Outcome = failure
      ? {
          kind: 'collection_failure',
          source,
          message: failure.slice(0, MAX_MESSAGE),
        }
      : { kind: 'collection', source, message: 'Everything was collected' };
    const same = last
      ? resolvePointer(last.payload, '/message') === payload.message
      : failure === undefined;
    return same || known.size === MAX_OUTCOMES
      ? undefined
      : { id: ids[known.size], payload };
  }
}

async function ask(
  source: EvidenceSource,
  options: {
    incident: Incident;
    stopping: AbortSignal;
    restrict: (reason: string) => Promise<void>;
  },
) {
  const { incident, stopping, restrict } = options;
  const end = incident.resolvedAt
    ? Date.parse(incident.resolvedAt)
    : Date.now();
  try {
    const nodes = await source.collect!({
      incident,
      window: {
        from: new Date(Date.parse(incident.startedAt) - BEFORE_MS),
        to: new Date(Math.min(end + AFTER_MS, Date.now())),
      },
      signal: AbortSignal.any([AbortSignal.timeout(TIMEOUT_MS), stopping]),
      restrict,
    });
    return { nodes, failure: undefined };
  } catch (error) {
    const nodes: SubmitEvidenceNode[] =
      error instanceof PartialEvidenceError ? error.nodes : [];
    return {
      nodes,
      failure: maskError(toError(error)).message || 'unknown failure',
    };
  }
}

function toNode(
  payload: Outcome,
  id: string,
  incident: Incident,
): SubmitEvidenceNode {
  return {
    id,
    sourceType: 'telemetry',
    timestamp: new Date().toISOString(),
    payload,
    metadata: { service: incident.services[0] },
    provider: 'postmortems',
  };
}
