import {
  parseKnownPayload,
  PICTURE_LIMITS,
  type EvidenceNode,
  type EvidenceSeal,
  type IncidentPicture,
  type PictureCause,
  type PictureChange,
  type PicturePhase,
  type Postmortem,
} from '@postmortems/backstage-plugin-postmortems-common';
import { serviceName } from '../../verification';
import { AlertRows } from './AlertRows';
import { pictureChangeOf } from './changes';
import { SeriesChoice, type ToldEvidence } from './SeriesChoice';
import { isoOf, windowOf, type TimeWindow } from './window';

type PictureBuilderOptions = {
  postmortem: Pick<Postmortem, 'id' | 'revision'>;
  /** The evidence of the document's impact, the worst first. */
  told: readonly ToldEvidence[];
  seal: EvidenceSeal;
  /** In the order of their beginning. */
  phases: readonly PicturePhase[];
  cause?: PictureCause;
};

/**
 * Collects what a picture shows from evidence that is read once, in the order of
 * its times. What comes of it is bounded, however much evidence there is.
 */
export class PictureBuilder {
  readonly #options: PictureBuilderOptions;
  readonly #window: TimeWindow;
  readonly #binMs: number;
  readonly #affected: ReadonlySet<string>;
  readonly #alerts: AlertRows;
  readonly #series: SeriesChoice;
  readonly #chat = new Map<number, { messages: number; first: string }>();
  readonly #changes: PictureChange[] = [];
  #moreChanges = 0;

  constructor(options: PictureBuilderOptions) {
    const { seal, phases, cause } = options;
    const { services } = seal.incident;
    const window = windowOf(seal, phases, cause);
    const affected = new Set(
      (Array.isArray(services) ? services : []).map(ref =>
        serviceName(String(ref)),
      ),
    );
    this.#options = options;
    this.#window = window;
    this.#binMs = (window.to - window.from) / PICTURE_LIMITS.chatBins;
    this.#affected = affected;
    this.#alerts = new AlertRows({ window, affected });
    this.#series = new SeriesChoice({
      window,
      affected,
      told: options.told,
      impactAt: Date.parse(phases[0]?.at ?? String(seal.incident.startedAt)),
    });
  }

  add(node: EvidenceNode): void {
    const payload = parseKnownPayload(node.payload);
    if (payload?.kind === 'alert') this.#alerts.add(node, payload);
    if (payload?.kind === 'metric') this.#series.add(node, payload);
    const at = Date.parse(node.timestamp);
    const isCause = node.id === this.#options.cause?.cause.evidence.evidence;
    const isShown = at >= this.#window.from && at <= this.#window.to;
    if (payload?.kind === 'message' && isShown) this.#addMessage(node.id, at);
    const change = isShown || isCause ? pictureChangeOf(node) : undefined;
    if (change) this.#addChange(change);
  }

  build(): IncidentPicture {
    const { postmortem, seal, phases, cause } = this.#options;
    const { from, to } = this.#window;
    const bins = [...this.#chat].sort(([a], [b]) => a - b);
    return {
      postmortemId: postmortem.id,
      revision: postmortem.revision,
      sealId: seal.id,
      window: { from: isoOf(from), to: isoOf(to) },
      phases: [...phases],
      alerts: this.#alerts.rows(),
      changes: this.#changes,
      chat: {
        messages: bins.reduce((sum, [, { messages }]) => sum + messages, 0),
        binSeconds: this.#binMs / 1000,
        bins: bins.map(([bin, { messages, first }]) => ({
          at: isoOf(from + Math.round(bin * this.#binMs)),
          messages,
          evidence: { evidence: first },
        })),
      },
      series: this.#series.chosen(this.#alerts.names()),
      ...(cause && { cause }),
      moreChanges: this.#moreChanges,
    };
  }

  #addMessage(id: string, at: number): void {
    const bin = Math.min(
      Math.floor((at - this.#window.from) / this.#binMs),
      PICTURE_LIMITS.chatBins - 1,
    );
    const known = this.#chat.get(bin);
    if (known) known.messages += 1;
    else this.#chat.set(bin, { messages: 1, first: id });
  }

  /** When there are too many, one of the least telling goes: the latest of them. */
  #addChange(change: PictureChange): void {
    this.#changes.push(change);
    if (this.#changes.length <= PICTURE_LIMITS.changes) return;
    const weights = this.#changes.map(one => this.#weightOf(one));
    this.#changes.splice(weights.lastIndexOf(Math.min(...weights)), 1);
    this.#moreChanges += 1;
  }

  #weightOf({ service, kind, evidence }: PictureChange): number {
    const { cause } = this.#options;
    if (evidence.evidence === cause?.cause.evidence.evidence) return 4;
    return (this.#affected.has(service) ? 2 : 0) + (kind === 'other' ? 0 : 1);
  }
}
