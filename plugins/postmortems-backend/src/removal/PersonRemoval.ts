import {
  ERASED_PERSON,
  erasedText,
  canBeAttested,
  type Claim,
  type Erased,
  type JsonObject,
  type JsonValue,
  type PostmortemContent,
} from '@postmortems/backstage-plugin-postmortems-common';
import { erasedReason } from '../verification';
import { Mentions } from './Mentions';
import {
  forEachObject,
  isOwnMessage,
  textsOf,
  withoutMessage,
} from './ownMessages';
import { SharedRuns } from './SharedRuns';
import type { StoredDelivery } from './rewriteDeliveries';
import {
  columnsOf,
  fieldsOf,
  type ReadRows,
  type Removal,
} from './rewriteIncident';
import { type Row, TEXT_TABLES, type TextTable } from './textTables';

/** In the place of a name. Without a date: verdicts would take it for a time that is claimed. */
const NAME = '[erased]';
const REF = /^[a-z]+:[^\s:/]+\/[^\s:/]+$/i;
/** Evidence that machines wrote: what it says as well stays. */
const MACHINES: readonly unknown[] = ['telemetry', 'deployment'];

const tableOf = (name: string) =>
  TEXT_TABLES.find(table => table.name === name)!;

/**
 * Takes the data of a person out of the rows of an incident: their messages, their
 * names wherever they stand, and what quotes their messages. Sentences that they
 * wrote into the document stay, without their name.
 */
export class PersonRemoval implements Removal {
  readonly action = 'incident.erase_person';
  readonly actor: string;
  readonly details: Record<string, unknown>;
  readonly reason: string;
  readonly revisionReason: string;
  readonly #erased: Erased;
  readonly #text: string;
  /** What the person was said to be called: messages by these are theirs. */
  readonly #own: Mentions;
  readonly #mentions: Mentions;
  readonly #runs = new SharedRuns();
  /** Evidence that is theirs as a whole. */
  readonly #messages = new Set<string>();
  /** Claims that cite it, and whether they cite nothing else. */
  readonly #claims = new Map<string, 'all' | 'some'>();
  /** Ids with a name in them: everything refers to them. */
  readonly #ids = new Set<string>();

  constructor(options: {
    names: readonly string[];
    /** See {@link findNames}. */
    alsoKnownAs?: readonly string[];
    erased: Erased;
    actor: string;
    erasureId: string;
  }) {
    const { names, alsoKnownAs = [], actor, erasureId } = options;
    this.#own = new Mentions(names);
    this.#mentions = new Mentions([...names, ...alsoKnownAs]);
    const day = options.erased.at.slice(0, 10);
    // Whoever gives a reason may name the person in it
    const reason = this.#mentions.replace(options.erased.reason, 'the person');
    this.#erased = { at: options.erased.at, reason };
    this.#text = erasedText(this.#erased);
    this.actor = this.#mentions.isName(actor) ? ERASED_PERSON : actor;
    this.details = { erasureId };
    this.reason = reason;
    this.revisionReason = `Data of a person was erased on ${day}: ${reason}`;
  }

  get keptIds(): string[] {
    return [...this.#ids];
  }

  async learn(rows: ReadRows): Promise<void> {
    const evidence = tableOf('evidence');
    for await (const row of rows(evidence)) this.#learnMessages(row);
    for await (const row of rows(evidence)) {
      if (!MACHINES.includes(row.source_type)) continue;
      for (const text of textsOf(JSON.parse(String(row.payload)))) {
        this.#runs.forget(text);
      }
    }
    for await (const row of rows(tableOf('traces')))
      this.#learnId(row.trace_id);
    for await (const row of rows(tableOf('claim_spans'))) {
      this.#learnId(row.claim_id);
      const claim = claimKey(row);
      const isErased = this.#messages.has(String(row.evidence_id));
      const before = this.#claims.get(claim);
      if (isErased) {
        this.#claims.set(
          claim,
          before ?? (row.position === 0 ? 'all' : 'some'),
        );
      } else if (before === 'all') this.#claims.set(claim, 'some');
    }
  }

  change(table: TextTable, row: Row): Row | 'delete' | undefined {
    const people = Object.fromEntries(
      (table.people ?? [])
        .filter(column => this.#isName(row[column]))
        .map(column => [column, ERASED_PERSON]),
    );
    if (table.name === 'incident_participants') {
      return people.entity_ref ? 'delete' : undefined;
    }
    const before = fieldsOf(table, row);
    const after = this.#fields(table, row, before);
    return { ...people, ...columnsOf(table, before, after) };
  }

  renameAlert(name: string): string {
    return this.plain(name);
  }

  /** A text that quotes nobody, without their names. */
  plain(text: string): string {
    if (this.#ids.has(text)) return text;
    if (this.#mentions.isName(text)) {
      return REF.test(text) ? ERASED_PERSON : NAME;
    }
    return this.#mentions.replace(text, NAME);
  }

  /** Claims that have lost their evidence say so. */
  revise(content: PostmortemContent): PostmortemContent {
    const lost = (claim: Claim): Claim => {
      if (!this.#cites(claim.spans)) return claim;
      const reasons = [erasedReason(this.#erased)];
      const { attestedBy, ...rest } = claim;
      const canStand = canBeAttested({
        ...claim,
        verdict: 'unsupported',
        reasons,
      });
      return attestedBy && canStand
        ? { ...rest, attestedBy, verdict: 'attested', reasons }
        : { ...rest, verdict: 'unsupported', reasons };
    };
    return {
      ...content,
      sections: content.sections.map(section => ({
        ...section,
        blocks: section.blocks.map(block => ({
          ...block,
          claims: block.claims.map(lost),
          ...(block.more && {
            more: { ...block.more, claims: block.more.claims.map(lost) },
          }),
        })),
      })),
    };
  }

  /** Their names, and messages of theirs, in what a webhook delivered. */
  changeDelivery = async ({
    body,
    error,
  }: StoredDelivery): Promise<Partial<StoredDelivery> | undefined> => {
    const change = {
      body: this.#body(body),
      // It may quote the body
      error: error && this.#quoted(error),
    };
    const isSame = change.body === body && change.error === error;
    return isSame ? undefined : change;
  };

  #body(body: string): string {
    let value: JsonValue;
    try {
      value = JSON.parse(body);
    } catch {
      return this.plain(body);
    }
    this.#learnTexts(value);
    const after = this.#payload(value);
    return after === value ? body : JSON.stringify(after);
  }

  #learnMessages(row: Row): void {
    this.#learnId(row.id);
    const payload: JsonObject = JSON.parse(String(row.payload));
    if (isOwnMessage(payload, this.#own)) this.#messages.add(String(row.id));
    this.#learnTexts(payload);
  }

  #learnTexts(value: JsonValue): void {
    forEachObject(value, object => {
      if (!isOwnMessage(object, this.#own)) return;
      for (const text of textsOf(object)) this.#runs.learn(text);
    });
  }

  #learnId(id: unknown): void {
    const text = String(id);
    if (this.#mentions.isIn(text)) this.#ids.add(text);
  }

  #fields(table: TextTable, row: Row, before: JsonObject): JsonObject {
    switch (table.name) {
      case 'evidence':
        return this.#evidence(row, before);
      case 'offered_evidence':
        return this.#offer(before);
      case 'claim_spans':
        return this.#messages.has(String(row.evidence_id))
          ? { ...before, quote: this.#text }
          : this.#document(before);
      case 'claims': {
        const cites = this.#claims.get(claimKey(row));
        if (!cites) return this.#document(before);
        return {
          text: cites === 'all' ? this.#text : this.#words(String(before.text)),
          reasons: [erasedReason(this.#erased)],
        };
      }
      case 'revisions': {
        const { author } = before;
        const isTheirs =
          typeof author === 'object' &&
          author !== null &&
          'ref' in author &&
          this.#isName(author.ref);
        const after = this.#document(before);
        return isTheirs ? { ...after, reason: this.#text } : after;
      }
      case 'audit_log': {
        const after = this.#document(before);
        const { details } = after;
        const hasReason =
          typeof details === 'object' &&
          details !== null &&
          'reason' in details;
        return hasReason && this.#isName(row.actor)
          ? { ...after, details: { ...details, reason: this.#text } }
          : after;
      }
      default:
        return this.#document(before);
    }
  }

  #evidence(row: Row, { payload, ...rest }: JsonObject): JsonObject {
    const isTheirs = this.#messages.has(String(row.id));
    // A machine may say the same as a person; what it says is its own
    const isMachine = MACHINES.includes(row.source_type);
    return {
      ...this.#mapped(rest, text => this.plain(text)),
      ...(isTheirs && { source_url: null }),
      payload: isMachine
        ? this.#mapped(payload, text => this.plain(text))
        : this.#payload(payload),
    };
  }

  /** Evidence that may have no incident yet, so that its messages are learnt here. */
  #offer({ node, ...rest }: JsonObject): JsonObject {
    if (typeof node !== 'object' || node === null || Array.isArray(node)) {
      return { node, ...rest };
    }
    this.#learnId(node.id);
    this.#learnTexts(node);
    const { sourceUrl, ...others } = node;
    const { payload } = node;
    const isTheirs =
      typeof payload === 'object' &&
      payload !== null &&
      !Array.isArray(payload) &&
      isOwnMessage(payload, this.#own);
    return {
      ...this.#mapped(rest, text => this.plain(text)),
      node: this.#payload(isTheirs ? others : node),
    };
  }

  /** A payload: messages of theirs go, elsewhere their name and what quotes them. */
  #payload(value: JsonValue): JsonValue {
    return this.#mapped(
      value,
      text => this.#quoted(text),
      object =>
        isOwnMessage(object, this.#own)
          ? withoutMessage(object, this.#erased, this.#mentions)
          : undefined,
    );
  }

  /** Parts of the document, in which claims cite what was erased. */
  #document<T extends JsonValue>(value: T): T {
    return this.#mapped(
      value,
      text => this.#words(text),
      object => {
        if (Array.isArray(object.spans) && isText(object.text)) {
          return this.#claim(object);
        }
        if (isText(object.reason) && this.#isName(object.by)) {
          const { reason, ...rest } = object;
          return { ...this.#document(rest), reason: this.#text };
        }
        const { participants, ...rest } = object;
        if (!Array.isArray(participants)) return undefined;
        const others = participants.filter(one => !this.#isName(one));
        return others.length < participants.length
          ? { ...this.#document(rest), participants: others }
          : undefined;
      },
    ) as T;
  }

  #claim(claim: JsonObject): JsonObject | undefined {
    const spans = claim.spans as { evidenceId?: string }[];
    const cited = spans.filter(({ evidenceId = '' }) =>
      this.#messages.has(evidenceId),
    );
    if (cited.length === 0) return undefined;
    const { reading, concerns, reasons, text, ...rest } = claim;
    return {
      ...this.#document({ ...rest, spans: [] }),
      text:
        cited.length === spans.length ? this.#text : this.#words(String(text)),
      spans: spans.map(span =>
        this.#messages.has(span.evidenceId ?? '')
          ? { ...span, quote: this.#text }
          : this.#document(span),
      ),
      ...(reasons && { reasons: [erasedReason(this.#erased)] }),
    };
  }

  #cites(spans: readonly { evidenceId: string }[]): boolean {
    return spans.some(({ evidenceId }) => this.#messages.has(evidenceId));
  }

  /** A text of the document. */
  #words(text: string): string {
    return this.#runs.isWhole(text) ? this.#text : this.#quoted(text);
  }

  #quoted(text: string): string {
    return this.plain(this.#runs.replace(text, this.#text));
  }

  #isName(value: unknown): boolean {
    return isText(value) && this.#mentions.isName(value);
  }

  /** The value itself when nothing in it changes. */
  #mapped<T extends JsonValue>(
    value: T,
    text: (text: string) => string,
    whole?: (object: JsonObject) => JsonObject | undefined,
  ): T;
  #mapped(
    value: JsonValue,
    text: (text: string) => string,
    whole: (object: JsonObject) => JsonObject | undefined = () => undefined,
  ): JsonValue {
    if (typeof value === 'string') return text(value);
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) {
      const items = value.map(item => this.#mapped(item, text, whole));
      return items.some((item, index) => item !== value[index]) ? items : value;
    }
    const replaced = whole(value);
    if (replaced) return replaced;
    let changed = false;
    const members = Object.entries(value).map(([key, item]) => {
      const member = [this.#key(key), this.#mapped(item, text, whole)] as const;
      changed ||= member[0] !== key || member[1] !== item;
      return member;
    });
    return changed ? Object.fromEntries(members) : value;
  }

  #key(key: string): string {
    return this.#ids.has(key) ? key : this.#mentions.replace(key, NAME);
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function claimKey(row: Row): string {
  return JSON.stringify([row.postmortem_id, row.revision, row.claim_id]);
}
