import type { Caller } from './Caller';
import type { Wanted } from './Ledger';
import type { Step } from './plan';
import { exportProblems } from './check/rehash';
import { claims, nodeOf, START } from './material';

/** Sections in which people write, with the kind of their claims. */
const WRITTEN = { summary: 'summary', impact: 'impact' } as const;

type Known = { key: string; postmortem?: string };

/** One of several people at work, with a machine that brings evidence. */
export class Client {
  readonly #caller: Caller;
  readonly #name: string;
  readonly #machine: string;
  readonly #person: string;
  readonly #reviewer: string;
  readonly #known: Known[];
  /** What exports had that is not what its hash says. */
  readonly broken: string[] = [];

  constructor(options: {
    caller: Caller;
    name: string;
    /** Authorization headers. */
    machine: string;
    person: string;
    /** Somebody else, who approves. */
    reviewer: string;
    /** Incidents that other clients work on too. */
    shared: readonly Known[];
  }) {
    this.#caller = options.caller;
    this.#name = options.name;
    this.#machine = options.machine;
    this.#person = options.person;
    this.#reviewer = options.reviewer;
    this.#known = [...options.shared];
  }

  async do(step: Step): Promise<void> {
    const own = this.#known.filter(({ key }) => key.startsWith(this.#name));
    if (step.op === 'open' || own.length === 0) return this.#open(step);
    const isOwn = step.op === 'title';
    const incident = choose(isOwn ? own : this.#known, step.incident)!;
    switch (step.op) {
      case 'ingest':
        return this.#ingest(incident, step);
      case 'note':
        return this.#note(incident, step);
      case 'title':
        return this.#retitle(incident, step);
      default:
    }
    if (!incident.postmortem || step.op === 'draft')
      return this.#draft(incident);
    return this.#onPostmortem(incident.postmortem, step);
  }

  async #onPostmortem(id: string, step: Step): Promise<void> {
    const { mark, part } = step;
    switch (step.op) {
      case 'add block': {
        const section = choose(
          Object.keys(WRITTEN),
          part,
        ) as keyof typeof WRITTEN;
        const path = `/postmortems/${id}/sections/${section}/blocks`;
        const body = { claims: claims(mark, WRITTEN[section]), after: null };
        return this.#write(
          { what: 'added block', postmortem: id, mark },
          'POST',
          path,
          body,
        );
      }
      case 'action item': {
        const title = `Alert on ${mark}`;
        const body = {
          id: mark,
          title,
          type: 'detect',
          endState: `An alert fires for ${mark}.`,
        };
        const path = `/postmortems/${id}/action-items`;
        return this.#write(
          { what: 'action item', postmortem: id, id: mark, title },
          'POST',
          path,
          body,
        );
      }
      case 'regenerate':
        return this.#write(
          { what: 'regenerated', postmortem: id },
          'POST',
          `/postmortems/${id}/regenerate`,
          {},
        );
      case 'export':
        return this.#export(id);
      case 'edit block':
        return this.#edit(id, step);
      case 'transition':
        return this.#transition(id, step);
      default:
        return this.#decide(id, step);
    }
  }

  async #open({ mark }: Step): Promise<void> {
    const key = `${this.#name}-${mark}`;
    const body = {
      key,
      title: `Checkout rejects orders (${mark})`,
      severity: 'sev2',
      services: ['component:default/checkout'],
      startedAt: new Date(START).toISOString(),
      detectedAt: new Date(START + 300_000).toISOString(),
      resolvedAt: new Date(START + 3_600_000).toISOString(),
    };
    await this.#write({ what: 'incident', key }, 'POST', '/incidents', body);
    this.#known.push({ key });
  }

  async #ingest({ key }: Known, step: Step): Promise<void> {
    const nodes = Array.from({ length: step.nodes }, (_, index) =>
      nodeOf(`${step.mark}${index}`, index, step.part),
    );
    await this.#caller.write(
      {
        what: 'evidence',
        key,
        nodes: nodes.map(({ id }) => ({ id, mark: id })),
      },
      {
        method: 'POST',
        path: `/v1/incidents/${key}/evidence`,
        body: { nodes },
        authorization: this.#machine,
      },
    );
  }

  async #note({ key }: Known, { mark }: Step): Promise<void> {
    const body = {
      text: `The till showed ${mark}.`,
      at: new Date(START + 600_000).toISOString(),
    };
    await this.#write(
      { what: 'note', key, mark },
      'POST',
      `/incidents/${key}/notes`,
      body,
    );
  }

  async #retitle({ key }: Known, { mark }: Step): Promise<void> {
    const title = `Checkout is down (${mark})`;
    await this.#write(
      { what: 'title', key, title },
      'PATCH',
      `/incidents/${key}`,
      { title },
    );
  }

  async #draft(incident: Known): Promise<void> {
    const { key } = incident;
    const drafted = await this.#caller.write(
      { what: 'draft', key },
      this.#by('POST', `/incidents/${key}/postmortems`, {}),
    );
    incident.postmortem ??= drafted?.id;
  }

  async #edit(id: string, { mark, part }: Step): Promise<void> {
    const read = await this.#read(id);
    const blocks = (read?.sections ?? [])
      .filter((section: any) => section.id in WRITTEN)
      .flatMap((section: any) =>
        section.blocks.map((block: any) => ({
          block: block.id,
          section: section.id,
        })),
      );
    const chosen = choose<{ block: string; section: keyof typeof WRITTEN }>(
      blocks,
      part,
    );
    if (!chosen) return;
    const { block, section } = chosen;
    const body = {
      baseRevision: read.revision,
      claims: claims(mark, WRITTEN[section]),
    };
    const wanted = {
      what: 'edited block',
      postmortem: id,
      block,
      mark,
    } as const;
    await this.#write(
      wanted,
      'PUT',
      `/postmortems/${id}/blocks/${block}`,
      body,
    );
  }

  async #decide(id: string, step: Step): Promise<void> {
    const read = await this.#read(id);
    if (!read) return;
    const { mark, part } = step;
    const reason = `Nobody found more (${mark})`;
    const wanted = { what: 'decision', postmortem: id, mark } as const;
    const baseRevision = read.revision;
    const causes = read.sections
      .flatMap((section: any) => section.blocks)
      .flatMap((block: any) => block.claims)
      .filter((claim: any) =>
        claim.reading?.assertions?.some(
          ({ type }: any) => type === 'candidateCause',
        ),
      );
    const cause = step.op === 'decide' && choose<any>(causes, part);
    if (cause) {
      const body = { baseRevision, outcome: 'ruled_out', reason };
      const path = `/postmortems/${id}/causes/${cause.id}/decision`;
      return this.#write(wanted, 'POST', path, body);
    }
    return this.#write(wanted, 'POST', `/postmortems/${id}/undetermined`, {
      baseRevision,
      reason,
    });
  }

  async #transition(id: string, { mark, part }: Step): Promise<void> {
    const read = await this.#read(id);
    if (!read) return;
    const next: Record<string, string> = {
      draft: 'in_review',
      in_review: part < 0.2 ? 'draft' : 'approved',
      approved: 'published',
      published: 'in_review',
    };
    const body = { to: next[read.status], reason: `It is time (${mark})` };
    await this.#caller.write(
      { what: 'transition', postmortem: id, mark },
      {
        ...this.#by('POST', `/postmortems/${id}/transitions`, body),
        authorization: this.#reviewer,
      },
    );
  }

  async #export(id: string): Promise<void> {
    const exported = await this.#caller.write(
      { what: 'export', postmortem: id },
      this.#by('GET', `/postmortems/${id}/export?format=json`),
    );
    if (exported) this.broken.push(...exportProblems(exported));
  }

  #read(id: string): Promise<any> {
    return this.#caller.read(this.#by('GET', `/postmortems/${id}`));
  }

  async #write(
    wanted: Wanted,
    method: string,
    path: string,
    body: object,
  ): Promise<void> {
    await this.#caller.write(wanted, this.#by(method, path, body));
  }

  #by(method: string, path: string, body?: object) {
    return { method, path: `/v1${path}`, body, authorization: this.#person };
  }
}

function choose<T>(items: readonly T[], at: number): T | undefined {
  return items[Math.floor(at * items.length)];
}
