import { NotFoundError } from '@backstage/errors';
import type {
  Incident,
  SubmitEvidenceNode,
  UploadResponse,
} from '@postmortems/backstage-plugin-postmortems-common';
import { cutText } from '@postmortems/backstage-plugin-postmortems-common';
import type {
  EvidenceSource,
  EvidenceUpload,
} from '@postmortems/backstage-plugin-postmortems-node';
import {
  EvidenceIngestion,
  EvidenceLimitError,
  type EvidenceLimits,
  type EvidenceStore,
  evidenceWindow,
} from '../evidence';
import { toStorable } from '../platform/database';
import { unlessAborted } from '../platform/WorkInProgress';
import { maskJson } from '../secrets';
import type { IncidentService } from '../incidents';

/** Time that a source may take to read a file, in milliseconds. */
const TIMEOUT_MS = 120_000;
/** Nodes stored at once. */
const CHUNK = 500;
/** Reasons in an answer, and characters of one. */
const MAX_REASONS = 20;
const MAX_REASON = 300;

/** Evidence in files that people upload. */
export class UploadService {
  readonly #formats = new Map<
    string,
    { source: string; upload: EvidenceUpload }
  >();
  readonly #ingestion: EvidenceIngestion;
  readonly #incidents: Pick<IncidentService, 'restrict'>;
  readonly #stopping: AbortSignal;

  /** Throws when a format is registered twice. */
  constructor(options: {
    sources: ReadonlyMap<string, EvidenceSource>;
    evidence: EvidenceStore;
    limits: EvidenceLimits;
    incidents: Pick<IncidentService, 'restrict'>;
    /** Aborts when the process has to end. */
    stopping: AbortSignal;
  }) {
    for (const [source, { uploads = [] }] of options.sources) {
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

  /** Callers have checked access. Sending a file again changes nothing. */
  async add(options: {
    incident: Incident;
    format: string;
    file: Buffer;
    actor: string;
  }): Promise<UploadResponse> {
    const { incident, format, file, actor } = options;
    const window = evidenceWindow(incident);
    const { source, upload } = this.require(format);
    const { nodes, ...found } = await unlessAborted(
      this.#stopping,
      upload.read(file, {
        incident,
        window,
        signal: AbortSignal.any([
          AbortSignal.timeout(TIMEOUT_MS),
          this.#stopping,
        ]),
      }),
    );
    const { restricted, skipped = [] } = toStorable(maskJson(found));
    const within = nodes.filter(node => !isOutside(node, window));
    const reason = within.length > 0 ? restricted : undefined;
    if (reason) {
      await this.#incidents.restrict({ key: incident.key, source, reason });
    }
    return {
      ...(await this.#ingest(incident.key, within, actor)),
      outsideWindow: nodes.length - within.length,
      skipped: mostFrequent(
        new Map(skipped.map(one => [one.reason, one.count])),
      ),
      ...(reason && { restricted: cutText(reason, MAX_REASON) }),
    };
  }

  /** What the limits of the incident refuse is counted, like all else. */
  async #ingest(
    incidentKey: string,
    nodes: readonly SubmitEvidenceNode[],
    actor: string,
  ) {
    const counts = { created: 0, duplicate: 0 };
    const reasons = new Map<string, number>();
    const reject = (reason: string, count: number) =>
      reasons.set(reason, (reasons.get(reason) ?? 0) + count);
    for (let start = 0; start < nodes.length; start += CHUNK) {
      const chunk = nodes.slice(start, start + CHUNK);
      this.#stopping.throwIfAborted();
      try {
        const { outcomes, created, duplicate } = await this.#ingestion.ingest({
          incidentKey,
          nodes: chunk,
          actor,
        });
        counts.created += created;
        counts.duplicate += duplicate;
        for (const outcome of outcomes) {
          if (outcome.status !== 'rejected') continue;
          const [{ path, message }] = outcome.errors;
          reject(
            path === '/id' ? 'Its id has other content' : `${path} ${message}`,
            1,
          );
        }
      } catch (error) {
        if (!(error instanceof EvidenceLimitError)) throw error;
        reject(error.message, nodes.length - start);
        break;
      }
    }
    return { ...counts, rejected: mostFrequent(reasons) };
  }
}

/** What has no valid time is refused later, with why. */
function isOutside(
  { timestamp }: SubmitEvidenceNode,
  { from, to }: { from: Date; to: Date },
): boolean {
  const at = Date.parse(timestamp);
  return at < from.getTime() || at > to.getTime();
}

function mostFrequent(reasons: ReadonlyMap<string, number>) {
  return [...reasons]
    .sort(([, a], [, b]) => b - a)
    .slice(0, MAX_REASONS)
    .map(([reason, count]) => ({ reason: cutText(reason, MAX_REASON), count }));
}
