import { type RepositoryApi, TooManyError } from '../api/RepositoryApi';
import type { Deployment, DeploymentStatus } from '../api/shapes';
import type { Before } from '../evidence/deploymentNodes';

/** Deployments that are asked for their success, to find the previous one. */
const MAX_ASKED = 5;
/** Deployments before the previous one in which its commit is looked for. */
const MAX_EARLIER = 20;

/** What was deployed before, each thing asked for once. */
export class DeploymentHistory {
  readonly #api: RepositoryApi;
  readonly #statuses = new Map<number, Promise<DeploymentStatus[]>>();
  readonly #environments = new Map<
    string,
    { read: Deployment[]; rest: AsyncGenerator<Deployment> }
  >();

  constructor(options: { api: RepositoryApi }) {
    this.#api = options.api;
  }

  statuses(deploymentId: number): Promise<DeploymentStatus[]> {
    let asked = this.#statuses.get(deploymentId);
    if (!asked) {
      asked = this.#api.statuses(deploymentId);
      this.#statuses.set(deploymentId, asked);
    }
    return asked;
  }

  async before(deployment: Deployment): Promise<Before> {
    let previous: Deployment | undefined;
    let looked = 0;
    for await (const older of this.#older(deployment)) {
      looked += 1;
      if (!previous) {
        if (await this.#succeeded(older)) {
          previous = older;
          looked = 0;
          if (older.sha === deployment.sha) break;
        } else if (looked === MAX_ASKED) {
          break;
        }
      } else if (
        older.sha === deployment.sha &&
        (await this.#succeeded(older))
      ) {
        return { previous, isReturn: true };
      } else if (looked === MAX_EARLIER) {
        break;
      }
    }
    return { previous, isReturn: false };
  }

  async #succeeded({ id }: Deployment): Promise<boolean> {
    return (await this.statuses(id)).some(({ state }) => state === 'success');
  }

  /** Those of the same environment, newest first. */
  async *#older(deployment: Deployment): AsyncGenerator<Deployment> {
    const { environment, id } = deployment;
    let list = this.#environments.get(environment);
    if (!list) {
      list = { read: [], rest: this.#api.deployments(environment) };
      this.#environments.set(environment, list);
    }
    try {
      for (let index = 0; ; index += 1) {
        if (index === list.read.length) {
          const next = await list.rest.next();
          if (next.done) return;
          list.read.push(next.value);
        }
        if (list.read[index].id < id) yield list.read[index];
      }
    } catch (error) {
      // Then the previous one is not known
      if (!(error instanceof TooManyError)) throw error;
    }
  }
}
