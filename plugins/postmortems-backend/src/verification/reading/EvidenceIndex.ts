import type { DeploymentPayload } from '@postmortems/backstage-plugin-postmortems-common';
import type { Turns } from '../../platform/Turns';
import { nameKey } from '../nameKey';
import type { SealedFacts, SealedNode } from '../SealedFacts';
import { metricWords, type MetricWords } from './metricWords';
import { PhraseTable } from './PhraseTable';
import { stem } from './stem';

/** An alert from its start to its end: one node, or one for each. */
export type AlertFact = {
  name: string;
  service: string;
  severity?: string;
  /** The node that shows the start, and the one that shows the end. */
  fired: string;
  ended?: string;
  words: ReadonlySet<string>;
};

export type MetricFact = {
  id: string;
  metric: string;
  service: string;
  unit?: string;
  words: MetricWords;
};

export type ChangeFact = {
  id: string;
  kind: 'deployment' | 'rollback' | 'config_change';
  service: string;
  payload: DeploymentPayload;
  words: ReadonlySet<string>;
};

/** A log line, an event of the platform or a message. */
export type TextFact = {
  id: string;
  kind: 'log' | 'event' | 'message';
  service: string;
  text: string;
  key: string;
  level?: string;
  words: ReadonlySet<string>;
  author?: { id?: string; name?: string };
  at: number;
};

const DAY = 86_400_000;
/** Words of service names that name none of them. */
const GENERIC = new Set(['service', 'api', 'svc', 'app', 'server']);
/** Authors that are no person. */
export const ROBOT =
  /bot\b|release|automation|system|\bci\b|deployer|pipeline/i;
const indexes = new WeakMap<SealedFacts, EvidenceIndex>();

/** What words of a sentence may refer to. Built once for the facts. */
export class EvidenceIndex {
  readonly facts: SealedFacts;
  readonly alerts: AlertFact[] = [];
  readonly metrics: MetricFact[] = [];
  readonly changes: ChangeFact[] = [];
  readonly texts: TextFact[] = [];
  readonly steps: SealedNode[] = [];
  /** Starts, in UTC, of the days of the incident. */
  readonly days: readonly number[];
  /** By id of evidence that is no metric, the start of the day on which it happened. */
  readonly dayOf = new Map<string, number>();
  /** Services by the words of their names; a part of a name may be one of several. */
  services = new PhraseTable<string>([]);
  alertNames = new PhraseTable<string>([]);
  people = new PhraseTable<string>([]);
  readonly versions = new Map<string, string>();
  /** Settings and flags by the key of their name. */
  readonly settings = new Map<string, string>();
  /** Logs and events by each of their words. */
  readonly textsByWord = new Map<string, TextFact[]>();
  readonly #names = new Set<string>();
  readonly #alertById = new Map<string, AlertFact>();

  static of(facts: SealedFacts): EvidenceIndex {
    let index = indexes.get(facts);
    if (!index) {
      index = new EvidenceIndex(facts);
      for (const _ of index.#build()); // At once
      indexes.set(facts, index);
    }
    return index;
  }

  /** Builds the index with turns for others, so that {@link EvidenceIndex.of} has it at hand. */
  static async prepare(facts: SealedFacts, turns: Turns): Promise<void> {
    if (indexes.has(facts)) return;
    const index = new EvidenceIndex(facts);
    for (const _ of index.#build()) await turns.next();
    indexes.set(facts, index);
  }

  /** Whether a word with a hyphen is one name. */
  readonly isName = (key: string): boolean => this.#names.has(key);

  /** The alert that a node shows the start or the end of. */
  alertOf(id: string): AlertFact | undefined {
    return this.#alertById.get(id);
  }

  /** The same for the nodes of one alert, else the id itself. */
  eventKey(id: string): string {
    return this.alertOf(id)?.fired ?? id;
  }

  private constructor(facts: SealedFacts) {
    this.facts = facts;
    const [from, to] = (['startedAt', 'resolvedAt'] as const).map(field =>
      dayOf(Date.parse(String(facts.seal.incident[field]))),
    );
    this.days = [...new Set([from, to])].filter(day => !Number.isNaN(day));
  }

  /** In steps, between which others may have a turn. */
  *#build(): Generator<void> {
    const { facts } = this;
    const seen: string[] = [];
    for (const found of facts.all()) {
      const { id, timestamp, metadata } = found.node;
      seen.push(metadata.service);
      if (found.payload?.kind !== 'metric') {
        this.dayOf.set(id, dayOf(Date.parse(timestamp)));
      }
      this.#add(found);
      yield;
    }
    for (const text of this.texts) {
      if (text.kind === 'message') continue;
      yield;
      for (const word of text.words) {
        const known = this.textsByWord.get(word);
        if (known) known.push(text);
        else this.textsByWord.set(word, [text]);
      }
    }
    this.#pairAlerts(facts);
    yield;
    for (const alert of this.alerts) {
      for (const id of [alert.fired, alert.ended]) {
        if (id !== undefined && !this.#alertById.has(id)) {
          this.#alertById.set(id, alert);
        }
      }
    }
    this.services = this.#serviceTable(facts, seen);
    this.alertNames = new PhraseTable(
      [...new Set(this.alerts.map(({ name }) => name))].map(name => [
        nameKey(name),
        name,
      ]),
    );
    this.people = this.#peopleTable();
    yield;
    for (const { payload, service } of this.changes) {
      const name = nameKey(payload.name ?? '');
      if (name !== '' && name !== serviceName(service)) {
        this.settings.set(name, payload.name!);
      }
      for (const version of [payload.version, payload.previousVersion]) {
        if (version) {
          this.versions.set(nameKey(version).replace(/^v(?=\d)/, ''), version);
        }
      }
    }
    for (const { name } of this.alerts) this.#names.add(nameKey(name));
  }

  #add(found: SealedNode): void {
    const { node, payload } = found;
    const { id, metadata } = node;
    const { service } = metadata;
    const at = Date.parse(node.timestamp);
    switch (payload?.kind) {
      case 'metric':
        this.metrics.push({
          id,
          metric: payload.metric,
          service,
          unit: payload.unit,
          words: metricWords(payload, service),
        });
        break;
      case 'deployment':
      case 'rollback':
      case 'config_change':
        this.changes.push({
          id,
          kind: payload.kind,
          service,
          payload,
          words: stemsOf(`${payload.name ?? ''} ${service}`),
        });
        break;
      case 'log':
      case 'event':
        this.texts.push({
          id,
          kind: payload.kind,
          service,
          at,
          text: payload.message,
          key: nameKey(payload.message),
          ...(payload.kind === 'log' && { level: payload.level }),
          words: stemsOf(
            `${payload.message} ${
              payload.kind === 'event' ? payload.reason ?? '' : ''
            }`,
          ),
        });
        break;
      case 'message':
        this.texts.push({
          id,
          kind: 'message',
          service,
          at,
          text: payload.text,
          key: nameKey(payload.text),
          author: payload.author,
          words: stemsOf(payload.text),
        });
        break;
      case 'step':
        this.steps.push(found);
        break;
      default:
    }
  }

  /** One fact for an alert from its start to its end, which two nodes may show. */
  #pairAlerts(facts: SealedFacts): void {
    const open = new Map<string, AlertFact>();
    const nodes = [...facts.all()].flatMap(({ node, payload }) =>
      payload?.kind === 'alert' ? [{ node, payload }] : [],
    );
    nodes.sort((a, b) => a.node.timestamp.localeCompare(b.node.timestamp));
    for (const { node, payload } of nodes) {
      const { alertName: name, status, labels = {}, startsAt } = payload;
      const key = JSON.stringify([name, node.metadata.service, labels]);
      const start = startsAt ? `${key} ${Date.parse(startsAt)}` : key;
      const known = open.get(start) ?? open.get(key);
      if (status === 'resolved' && known) {
        known.ended = node.id;
        open.delete(key);
        continue;
      }
      if (status === 'firing' && known && startsAt) {
        known.fired = node.id;
        continue;
      }
      const fact: AlertFact = {
        name,
        service: node.metadata.service,
        severity: payload.severity,
        fired: node.id,
        ...(status === 'resolved' && { ended: node.id }),
        words: stemsOf(name),
      };
      open.set(start, fact);
      open.set(key, fact);
      this.alerts.push(fact);
    }
  }

  #serviceTable(
    facts: SealedFacts,
    seen: readonly string[],
  ): PhraseTable<string> {
    const entries: [string, string][] = [];
    const known = [
      ...facts.services.map(({ ref, names }) => ({
        ref,
        names: [ref, ...names],
      })),
      ...[...new Set(seen)].map(ref => ({ ref, names: [ref] })),
    ];
    for (const { ref, names } of known) {
      const key = facts.serviceKey(ref);
      for (const name of names) {
        const plain = nameKey(name).replace(/^[a-z]+:[^/]+\//, '');
        if (plain === '') continue;
        this.#names.add(plain);
        entries.push([plain, key], [plain.replace(/[-_.]/g, ' '), key]);
        const parts = plain.split(/[-_. ]/).filter(part => part.length > 2);
        const specific = parts.filter(part => !GENERIC.has(part));
        // A part names the service only where it stands for one.
        if (parts.length > 1) {
          for (const part of specific) entries.push([part, key]);
        }
      }
    }
    return new PhraseTable(entries);
  }

  /** People by full name, handle and first name; their key is the same however they are written. */
  #peopleTable(): PhraseTable<string> {
    const entries: [string, string][] = [];
    const add = (handle: string | undefined) => {
      if (!handle || ROBOT.test(handle)) return;
      const key = personKey(handle);
      const first = key.split(' ')[0];
      entries.push([nameKey(handle).replace(/^@/, ''), key], [key, key]);
      if (first !== key && /^\p{L}{2,}$/u.test(first))
        entries.push([first, key]);
    };
    for (const { author } of this.texts) add(author?.name ?? author?.id);
    for (const { payload } of this.changes) add(payload.author);
    return new PhraseTable(entries);
  }
}

/** `ada.okafor`, `Ada Okafor` and `@ada_okafor` are one person. */
export function personKey(handle: string): string {
  return nameKey(handle)
    .replace(/^@/, '')
    .split(/[\s._]+/)
    .join(' ');
}

/** The name of a service without the kind and namespace of its entity. */
export function serviceName(ref: string): string {
  return nameKey(ref).replace(/^component:default\//, '');
}

function dayOf(at: number): number {
  return Math.floor(at / DAY) * DAY;
}

/** The words of a text without inflection; names are also split into words. */
function stemsOf(text: string): ReadonlySet<string> {
  const split = text
    .replace(/^component:default\//, '')
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2');
  return new Set(
    (nameKey(split).match(/[\p{L}\p{N}]+/gu) ?? []).map(word => stem(word)),
  );
}
