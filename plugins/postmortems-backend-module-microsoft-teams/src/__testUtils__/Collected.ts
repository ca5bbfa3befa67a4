import {
  type Incident,
  type ParsedEvidenceNode,
  type SubmitEvidenceNode,
  submitEvidenceNodeSchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import { PartialEvidenceError } from '@postmortems/backstage-plugin-postmortems-node';
import type { TeamsSource } from '../TeamsSource';
import type { TestClock } from './TestClock';

/** What collections of one incident brought, with the contract of the real store. */
export class Collected {
  readonly incident: Incident;
  readonly nodes = new Map<string, ParsedEvidenceNode>();
  readonly reasons: string[] = [];
  /** How many nodes were sent that were there already. */
  repeated = 0;
  /** Called with each batch before it is stored. */
  beforeAdding: (batch: number) => void = () => {};
  #batches = 0;

  constructor(incident: Partial<Incident> = {}) {
    this.incident = {
      key: 'INC-42',
      title: 'Checkout fails',
      severity: 'sev1',
      status: 'resolved',
      services: ['component:default/checkout'],
      startedAt: '2026-03-02T14:00:00.000Z',
      resolvedAt: '2026-03-02T15:00:00.000Z',
      visibility: 'public',
      participants: [],
      createdBy: 'user:default/ada',
      createdAt: '2026-03-02T14:01:00.000Z',
      updatedAt: '2026-03-02T14:01:00.000Z',
      ...incident,
    } as Incident;
  }

  /** One collection; answers with what it says is missing. */
  async collect(
    source: TeamsSource,
    clock: TestClock,
    options: { to?: string; timeoutMs?: number } = {},
  ): Promise<string> {
    const { to = '2026-03-02T16:00:00.000Z', timeoutMs = 60_000 } = options;
    try {
      await source.collect({
        incident: this.incident,
        window: {
          from: new Date('2026-03-02T12:00:00.000Z'),
          to: new Date(to),
        },
        signal: clock.timeout(timeoutMs),
        restrict: async reason => void this.reasons.push(reason),
        addEvidence: async nodes => this.#add(nodes),
      });
      return '';
    } catch (error) {
      if (error instanceof PartialEvidenceError) return error.message;
      throw error;
    }
  }

  get texts(): unknown[] {
    return [...this.nodes.values()]
      .sort((a, b) => (a.timestamp < b.timestamp ? -1 : 1))
      .map(({ payload }) => payload.text ?? payload.message);
  }

  #add(nodes: SubmitEvidenceNode[]): void {
    this.beforeAdding((this.#batches += 1));
    for (const input of nodes) {
      const node = submitEvidenceNodeSchema.parse(input);
      if (this.nodes.has(node.id!)) this.repeated += 1;
      else this.nodes.set(node.id!, node);
    }
  }
}
