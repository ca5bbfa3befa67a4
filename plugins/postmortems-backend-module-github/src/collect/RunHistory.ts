import type { RepositoryApi } from '../api/RepositoryApi';
import type { WorkflowRun } from '../api/shapes';
import { attemptOf, startOfRun } from '../evidence/eventNodes';

/** Attempts of one run that are asked for, the latest ones. */
const MAX_ATTEMPTS = 10;
/** Runs among which the successful ones before are looked for. */
const MAX_LOOKED_AT = 100;
/** Runs among them of which the earlier attempts are asked for. */
const MAX_RERUN = 10;

/**
 * Runs with the attempts that lists leave out. A re-run keeps the id of its run and the
 * time at which that was created, and takes its place in lists; going back to an older
 * version is mostly done by one (docs.github.com, "Re-running workflows and jobs").
 */
export class RunHistory {
  readonly #api: RepositoryApi;
  readonly #attempts = new Map<string, Promise<WorkflowRun[]>>();

  constructor(options: { api: RepositoryApi }) {
    this.#api = options.api;
  }

  /** The attempts before this one, the latest first. */
  async attemptsBefore(run: WorkflowRun): Promise<WorkflowRun[]> {
    const last = attemptOf(run) - 1;
    const attempts: WorkflowRun[] = [];
    const end = Math.max(0, last - MAX_ATTEMPTS);
    for (let number = last; number > end; number -= 1) {
      attempts.push(...(await this.#attempt(run.id, number)));
    }
    return attempts;
  }

  /** Successful attempts of the same workflow that began earlier, newest first. */
  async successesBefore(run: WorkflowRun): Promise<WorkflowRun[]> {
    const startedAt = startOfRun(run);
    const isBefore = (one: WorkflowRun) => startOfRun(one) < startedAt;
    const found = await this.attemptsBefore(run);
    const created = `<${startedAt.toISOString()}`;
    let looked = 0;
    let rerun = 0;
    for await (const one of this.#api.completedRuns(created, run.workflow_id)) {
      if (one.id !== run.id) {
        found.push(one);
        const isHidden = one.conclusion !== 'success' || !isBefore(one);
        if (attemptOf(one) > 1 && isHidden && rerun < MAX_RERUN) {
          rerun += 1;
          found.push(...(await this.attemptsBefore(one)));
        }
      }
      looked += 1;
      if (looked === MAX_LOOKED_AT) break;
    }
    return found
      .filter(one => one.conclusion === 'success' && isBefore(one))
      .sort((a, b) => startOfRun(b).getTime() - startOfRun(a).getTime());
  }

  #attempt(runId: number, number: number): Promise<WorkflowRun[]> {
    const key = `${runId}/${number}`;
    let asked = this.#attempts.get(key);
    if (!asked) {
      asked = this.#api.attempt(runId, number);
      this.#attempts.set(key, asked);
    }
    return asked;
  }
}
