import { NotFoundError } from '@backstage/errors';
import type {
  Incident,
  SubmitEvidenceNode,
  UploadQuery,
  UploadResponse,
} from '@postmortems/backstage-plugin-postmortems-common';
import {
  cutText,
  submitTraceSchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import {
  citedByTrace,
  type EvidenceSource,
  type EvidenceUpload,
  evidenceWindow,
  type SourceTrace,
  withoutCited,
} from '@postmortems/backstage-plugin-postmortems-node';
import {
  EvidenceIngestion,
  EvidenceLimitError,
  type EvidenceLimits,
  type EvidenceStore,
} from '../evidence';
import { toStorable } from '../platform/database';
import { unlessAborted } from '../platform/WorkInProgress';
import { maskJson } from '../secrets';
import type { IncidentService } from '../incidents';
import type { SourceMonitor } from '../sources';
import type { Caller } from '../platform/auth';
import { parse } from '../platform/http';
import type { TraceService } from '../traces';
import { addReason, MAX_REASON, mostFrequent } from './reasons';
import { OWN_UPLOADS } from './traceUpload';

/** Time that a source may take to read a file, in milliseconds. */
const TIMEOUT_MS = 120_000;
/** Nodes stored at once. */
const CHUNK = 500;
/** Errors that say what is wrong with a trace. */
const REFUSALS: ReadonlySet<string> = new Set([
  'ConflictError',
  'InputError',
  'RuleViolationError',
]);

/** Evidence in files that people upload. */
export class UploadService {
  readonly #formats = new Map<
    string,
    { source: string; upload: EvidenceUpload }
  >();
  readonly #ingestion: EvidenceIngestion;
  readonly #incidents: Pick<IncidentService, 'restrict'>;
  readonly #traces: Pick<TraceService, 'submit'>;
  readonly #stopping: AbortSignal;
  /** Ends with the file that is being read. */
  #reading: Promise<unknown> = Promise.resolve();
  readonly #monitor: Pick<SourceMonitor, 'evidence' | 'limited'>;

  /** Throws when a format is registered twice. */
  constructor(options: {
    sources: ReadonlyMap<string, EvidenceSource>;
    evidence: EvidenceStore;
    limits: EvidenceLimits;
    incidents: Pick<IncidentService, 'restrict'>;
    traces: Pick<TraceService, 'submit'>;
    /** Aborts when the process has to end. */
    stopping: AbortSignal;
    monitor: Pick<SourceMonitor, 'evidence' | 'limited'>;
  }) {
    this.#monitor = options.monitor;
    const all = [['postmortems', OWN_UPLOADS] as const, ...options.sources];
    for (const [source, { uploads = [] }] of all) {
      for (const upload of uploads) {
        const other = this.#formats.get(upload.format);
        if (other) {
          throw new Error(
            `The sources '${other.source}' and '${source}' both read '${upload.format}'`,
          );
        }
        this.#formats.set(upload.format, { source, upload });
      }
    }
    this.#ingestion = EvidenceIngestion.create(options);
    this.#incidents = options.incidents;
    this.#traces = options.traces;
    this.#stopping = options.stopping;
  }

  list() {
    return [...this.#formats.values()].map(({ source, upload }) => ({
      format: upload.format,
      title: upload.title,
      source,
    }));
  }

  /** Throws `NotFoundError`. */
  require(format: string): { source: string; upload: EvidenceUpload } {
    const found = this.#formats.get(format);
    if (!found) {
      const known = [...this.#formats.keys()].join(', ');
      throw new NotFoundError(
        `No source reads '${format.slice(0, 64)}'; ${
          known ? `there are ${known}` : 'none of those installed reads files'
        }`,
      );
    }
    return found;
  }

  /** Sending a file again changes nothing. */
  async add(options: {
    incident: Incident;
    format: string;
    file: Buffer;
    about: UploadQuery;
    reader: Caller;
    caller: Caller;
  }): Promise<UploadResponse> {
    const { incident, format, file, caller } = options;
    const { fileName, startedAt } = options.about;
    const window = evidenceWindow(incident);
    const { source, upload } = this.require(format);
    const {
      nodes,
      traces = [],
      ...found
    } = await this.#afterOthers(() =>
      upload.read(file, {
        incident,
        window,
        signal: AbortSignal.any([
          AbortSignal.timeout(TIMEOUT_MS),
          this.#stopping,
        ]),
        ...(fileName && { fileName }),
        ...(startedAt && { startedAt: new Date(startedAt) }),
      }),
    );
    const { restricted, skipped = [] } = toStorable(maskJson(found));
    const cited = new Set(traces.flatMap(citedByTrace));
    const within = nodes.filter(
      node => cited.has(node.id ?? '') || !isOutside(node, window),
    );
    const reason = within.length + traces.length > 0 ? restricted : undefined;
    if (reason) {
      await this.#incidents.restrict({ key: incident.key, source, reason });
    }
    const reasons = new Map<string, number>();
    const { refused, ...counts } = await this.#ingest(
      { incidentKey: incident.key, source, actor: caller.actor },
      within,
      reasons,
    );
    const added =
      traces.length > 0
        ? await this.#addTraces(traces, refused, options, reasons)
        : undefined;
    return {
      ...counts,
      rejected: mostFrequent(reasons),
      outsideWindow: nodes.length - within.length,
      skipped: mostFrequent(
        new Map(skipped.map(one => [one.reason, one.count])),
      ),
      ...(added && { traces: added }),
      ...(reason && { restricted: cutText(reason, MAX_REASON) }),
    };
  }

  /**
   * One file at a time in this process: a small archive may unpack to what the largest
   * may, and the memory for bodies does not count that.
   */
  async #afterOthers<T>(read: () => Promise<T>): Promise<T> {
    const own = this.#reading.then(async () => {
      this.#stopping.throwIfAborted();
      // One that does not stop in time holds the others up no longer
      return unlessAborted(AbortSignal.timeout(TIMEOUT_MS), read());
    });
    this.#reading = own.catch(() => {});
    return unlessAborted(this.#stopping, own);
  }

  /**
   * Steps cite what was stored; what was not is counted already. An invalid trace is
   * the answer where it is alone, and counted beside others.
   */
  async #addTraces(
    traces: readonly SourceTrace[],
    refused: ReadonlySet<string>,
    options: { incident: Incident; reader: Caller; caller: Caller },
    reasons: Map<string, number>,
  ) {
    const { key } = options.incident;
    const counts = { created: 0, duplicate: 0 };
    for (const sent of traces) {
      this.#stopping.throwIfAborted();
      try {
        const trace = parse(
          submitTraceSchema,
          maskJson({ ...withoutCited(sent, refused), incidentId: key }),
        );
        const { created } = await this.#traces.submit({
          ...options,
          key,
          trace,
        });
        counts[created ? 'created' : 'duplicate']++;
      } catch (error) {
        const { name, message } = error as Error;
        if (traces.length === 1 || !REFUSALS.has(name)) throw error;
        addReason(reasons, message, 1);
      }
    }
    return counts;
  }

  /** What the limits of the incident refuse is counted, like all else. */
  async #ingest(
    about: { incidentKey: string; source: string; actor: string },
    nodes: readonly SubmitEvidenceNode[],
    reasons: Map<string, number>,
  ) {
    const { incidentKey, source, actor } = about;
    const counts = { created: 0, duplicate: 0 };
    const refused = new Set<string>();
    for (let start = 0; start < nodes.length; start += CHUNK) {
      const chunk = nodes.slice(start, start + CHUNK);
      this.#stopping.throwIfAborted();
      try {
        const { outcomes, created, duplicate } = await this.#ingestion.ingest({
          incidentKey,
          nodes: chunk,
          actor,
        });
        await this.#monitor.evidence(source, { outcomes });
        counts.created += created;
        counts.duplicate += duplicate;
        for (const outcome of outcomes) {
          if (outcome.status !== 'rejected') continue;
          const [{ path, message }] = outcome.errors;
          // One with other content is there, and can be cited
          if (path !== '/id') refused.add(chunk[outcome.index].id ?? '');
          addReason(
            reasons,
            path === '/id' ? 'Its id has other content' : `${path} ${message}`,
            1,
          );
        }
      } catch (error) {
        if (!(error instanceof EvidenceLimitError)) throw error;
        await this.#monitor.limited(source, nodes.length - start);
        addReason(reasons, error.message, nodes.length - start);
        for (const { id } of nodes.slice(start)) refused.add(id ?? '');
        break;
      }
    }
    return { ...counts, refused };
  }
}

/** What has no valid time is refused later, with why. */
function isOutside(
  { sourceType, timestamp }: SubmitEvidenceNode,
  { from, to, changesFrom }: ReturnType<typeof evidenceWindow>,
): boolean {
  const at = Date.parse(timestamp);
  const begin = sourceType === 'deployment' ? changesFrom : from;
  return at < begin.getTime() || at > to.getTime();
}
