import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { SubmitEvidenceResponse } from '@postmortems/backstage-plugin-postmortems-common';
import { maskText } from '../secrets';
import { toStorable } from '../platform/database';
import { countOutcomesByReason, LIMIT_REASON } from './refusalReasons';
import type {
  OutcomeCount,
  SourceActivityStore,
  SourceRun,
} from './SourceActivityStore';
import type { AttemptOutcome, SourceMetrics } from './SourceMetrics';

const MAX_MESSAGE = 1000;

type Work = { sourceId: string; kind: 'delivery' | 'task' };

/**
 * Notes what was done with sources, for operators. It never throws: nothing
 * fails because it could not be counted.
 */
export class SourceMonitor {
  readonly #store: SourceActivityStore;
  readonly #metrics: SourceMetrics;
  readonly #logger: LoggerService;

  constructor(options: {
    store: SourceActivityStore;
    metrics: SourceMetrics;
    logger: LoggerService;
  }) {
    this.#store = options.store;
    this.#metrics = options.metrics;
    this.#logger = options.logger;
  }

  received({ sourceId, kind }: Work): void {
    this.#metrics.received({ source: sourceId, kind });
  }

  /** An attempt to process a delivery; deliveries themselves say when it was. */
  attempted(
    { sourceId, kind }: Work,
    ended: { outcome: AttemptOutcome; durationMs?: number; lagMs?: number },
  ): void {
    this.#metrics.attempted({ source: sourceId, kind }, ended);
  }

  /** What became of nodes that a source sent: called once they are stored. */
  async evidence(
    sourceId: string,
    { outcomes }: Pick<SubmitEvidenceResponse, 'outcomes'>,
  ): Promise<void> {
    await this.#count(sourceId, countOutcomesByReason(outcomes));
  }

  /** Nodes for which an incident had no room. */
  async limited(sourceId: string, nodes: number): Promise<void> {
    await this.#count(sourceId, [
      { outcome: 'refused', reason: LIMIT_REASON, nodes },
    ]);
  }

  /** A poll begins. */
  async started(options: {
    sourceId: string;
    activity: SourceRun;
  }): Promise<void> {
    await this.#unlessFailed(() => this.#store.recordStart(options));
  }

  /** A poll or a collection has ended; `failure` says why it went wrong. */
  async ran(options: {
    sourceId: string;
    activity: SourceRun;
    startedAt: Date;
    failure?: string;
  }): Promise<void> {
    const { sourceId, activity, startedAt, failure } = options;
    const isOk = failure === undefined;
    this.#metrics.ran(sourceId, activity, isOk ? 'ok' : 'failed');
    await this.#unlessFailed(() =>
      this.#store.recordRun({
        sourceId,
        activity,
        startedAt,
        ...(!isOk && {
          error: maskText(toStorable(failure)).slice(0, MAX_MESSAGE),
        }),
      }),
    );
  }

  async #count(sourceId: string, counts: readonly OutcomeCount[]) {
    for (const { outcome, nodes } of counts) {
      this.#metrics.nodes(sourceId, outcome, nodes);
    }
    await this.#unlessFailed(() => this.#store.count(sourceId, counts));
  }

  async #unlessFailed(note: () => Promise<void>): Promise<void> {
    try {
      await note();
    } catch (error) {
      this.#logger.warn(
        'What was done with a source was not noted',
        toError(error),
      );
    }
  }
}
