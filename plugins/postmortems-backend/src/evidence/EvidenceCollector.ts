import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import {
  resolvePointer,
  type EvidenceNode,
  type Incident,
  type SubmitEvidenceNode,
  type SubmitEvidenceResponse,
} from '@postmortems/backstage-plugin-postmortems-common';
import {
  PartialEvidenceError,
  type EvidenceSource,
} from '@postmortems/backstage-plugin-postmortems-node';
import { endInTime } from '../platform/endInTime';
import { toStorable } from '../platform/database';
import { maskError, maskText } from '../secrets';
import { collectionWindow } from './collectionWindow';
import { EvidenceIngestion } from './EvidenceIngestion';
import type { EvidenceStore } from './EvidenceStore';
import { EvidenceLimitError, type EvidenceLimits } from './limits';

/** Time that a source may take, in milliseconds. */
const TIMEOUT_MS = 60_000;
/** Changes of a source's outcome that are kept; there are rarely two. */
const MAX_OUTCOMES = 50;
const MAX_MESSAGE = 1000;
/** Nodes stored at once. */
const CHUNK = 500;

/** A source that could not be asked for all that it has, and why. */
export type SourceFailure = { source: string; message: string };

/** What makes an incident private. */
type Restricting = {
  restrict(options: {
    key: string;
    source: string;
    reason: string;
  }): Promise<void>;
};

/** Told what came of collections. */
type Monitor = {
  ran(run: {
    sourceId: string;
    activity: 'collection';
    startedAt: Date;
    failure?: string;
  }): Promise<void>;
  evidence(
    sourceId: string,
    response: Pick<SubmitEvidenceResponse, 'outcomes'>,
  ): Promise<void>;
  limited(sourceId: string, nodes: number): Promise<void>;
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
  readonly #assignOffered: (incidentKey: string) => Promise<void>;
  readonly #monitor: Monitor | undefined;

  constructor(options: {
    sources: readonly EvidenceSource[];
    evidence: EvidenceStore;
    incidents: Restricting;
    limits?: EvidenceLimits;
    logger: LoggerService;
    /** Adds what was offered and belongs to the incident. */
    assignOffered?: (incidentKey: string) => Promise<void>;
    /** Aborts when the process has to end. */
    stopping?: AbortSignal;
    monitor?: Monitor;
  }) {
    this.#sources = options.sources;
    this.#evidence = options.evidence;
    this.#ingestion = EvidenceIngestion.create(options);
    this.#incidents = options.incidents;
    this.#logger = options.logger;
    this.#stopping = options.stopping ?? new AbortController().signal;
    this.#assignOffered = options.assignOffered ?? (async () => {});
    this.#monitor = options.monitor;
  }

  /** What could not be collected, by source. */
  async collect(options: {
    incident: Incident;
    actor: string;
  }): Promise<SourceFailure[]> {
    const { incident, actor } = options;
    await this.#assignOffered(incident.key);
    const failures = await Promise.all(
      this.#sources
        .filter(source => source.collect)
        .map(source => this.#collectFrom(source, incident, actor)),
    );
    return failures.filter(failure => failure !== undefined);
  }

  async #collectFrom(
    source: EvidenceSource,
    incident: Incident,
    actor: string,
  ): Promise<SourceFailure | undefined> {
    const incidentKey = incident.key;
    const by = { actor: `source:${source.id}`, requestedBy: actor };
    const startedAt = new Date();
    const ingest = (sent: SubmitEvidenceNode[]) =>
      this.#ingest({ incidentKey, nodes: sent, sourceId: source.id, ...by });
    const { nodes, failure } = await ask(source, {
      incident,
      stopping: this.#stopping,
      addEvidence: ingest,
      restrict: reason =>
        this.#incidents.restrict({
          key: incident.key,
          source: source.id,
          reason: maskText(toStorable(reason)),
        }),
    });
    if (failure !== undefined) {
      this.#logger.warn(
        `Evidence of incident ${incident.key} could not be collected from ${source.id}: ${failure}`,
      );
    }
    await this.#monitor?.ran({
      sourceId: source.id,
      activity: 'collection',
      startedAt,
      failure,
    });
    const outcome = await this.#newOutcome(source.id, incidentKey, failure);
    if (outcome) {
      await this.#ingestion.ingest({
        incidentKey,
        nodes: [toNode(outcome.payload, outcome.id, incident)],
        ...by,
        unlimited: true,
      });
    }
    let refused: string | undefined;
    try {
      await ingest(nodes);
    } catch (error) {
      if (!(error instanceof EvidenceLimitError)) throw error;
      // The evidence says since when; what there is can be drafted from
      refused = error.message;
      this.#logger.warn(`Evidence from ${source.id}: ${refused}`);
    }
    const message = failure ?? refused;
    return message === undefined
      ? undefined
      : { source: source.id, message: message.slice(0, MAX_MESSAGE) };
  }

  async #ingest(options: {
    incidentKey: string;
    nodes: SubmitEvidenceNode[];
    sourceId: string;
    actor: string;
    requestedBy: string;
  }): Promise<void> {
    const { nodes, sourceId, ...rest } = options;
    for (let start = 0; start < nodes.length; start += CHUNK) {
      try {
        const response = await this.#ingestion.ingest({
          ...rest,
          nodes: nodes.slice(start, start + CHUNK),
        });
        await this.#monitor?.evidence(sourceId, response);
      } catch (error) {
        if (error instanceof EvidenceLimitError) {
          await this.#monitor?.limited(sourceId, nodes.length - start);
        }
        throw error;
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
    addEvidence: (nodes: SubmitEvidenceNode[]) => Promise<void>;
  },
) {
  const { incident, stopping, restrict, addEvidence } = options;
  try {
    const nodes = await endInTime({ timeoutMs: TIMEOUT_MS, stopping }, signal =>
      source.collect!({
        incident,
        window: collectionWindow(incident),
        signal,
        restrict,
        addEvidence,
      }),
    );
    return { nodes, failure: undefined };
  } catch (error) {
    stopping.throwIfAborted();
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
