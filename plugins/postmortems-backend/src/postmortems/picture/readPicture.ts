import type { CacheService } from '@backstage/backend-plugin-api';
import {
  erasureOf,
  incidentPictureSchema,
  type EvidenceNode,
  type EvidenceSeal,
  type IncidentPicture,
  type PictureCause,
  type PicturePhase,
  type Postmortem,
} from '@postmortems/backstage-plugin-postmortems-common';
import { contentHashOf } from '../../evidence';
import { SealedFacts } from '../../verification';
import { leadingCauseOf } from './leadingCause';
import { PictureBuilder } from './PictureBuilder';
import type { ToldEvidence } from './SeriesChoice';
import { isoOf, phasesOf } from './window';

const TTL = { minutes: 10 };
const POINT = /^\/points\/(\d+)\/1$/;

/**
 * The picture of an incident, from its sealed evidence and the document. Evidence
 * that is not what was sealed is not in it.
 */
export async function readPicture(options: {
  postmortem: Pick<Postmortem, 'id' | 'revision' | 'sections'>;
  seal: EvidenceSeal;
  evidence: AsyncIterable<EvidenceNode>;
  nodesById(ids: string[]): Promise<ReadonlyMap<string, EvidenceNode>>;
  /** In the order of their beginning; by the record and the document if they are absent. */
  phases?: readonly PicturePhase[];
  /** Thousands of nodes take a while to read; sealed ones do not change. */
  cache?: CacheService;
}): Promise<IncidentPicture> {
  const { postmortem, seal, evidence, cache } = options;
  const { id: postmortemId, revision } = postmortem;
  const phases = options.phases ?? phasesOf(seal, postmortem);
  const told = toldInImpact(postmortem);
  const cause = await causeOf(options);
  const key = `picture:${JSON.stringify([
    seal.id,
    phases,
    told,
    cause ?? null,
  ])}`;
  const cached = incidentPictureSchema.safeParse(await cache?.get(key));
  if (cached.success) return { ...cached.data, postmortemId, revision };
  const builder = new PictureBuilder({
    postmortem,
    told,
    seal,
    phases,
    cause,
  });
  for await (const node of evidence) {
    const isShown =
      contentHashOf(node) === node.contentHash && !erasureOf(node);
    if (isShown) builder.add(node);
  }
  const picture = builder.build();
  await cache?.set(key, picture, { ttl: TTL });
  return picture;
}

function toldInImpact({
  sections,
}: Pick<Postmortem, 'sections'>): ToldEvidence[] {
  const claims = sections
    .filter(({ id }) => id === 'impact')
    .flatMap(({ blocks }) => blocks.flatMap(block => block.claims));
  const told = new Map<string, ToldEvidence>();
  for (const { spans, reading } of claims) {
    for (const { evidenceId: id, pointer } of spans) {
      const isFrom = reading?.assertions.some(
        one => one.type === 'change' && one.from && one.series.evidence === id,
      );
      const [, index] = (isFrom && POINT.exec(pointer)) || [];
      const known = told.get(id) ?? { id };
      told.set(
        id,
        // The value from which it changed is cited first
        index && known.before === undefined
          ? { id, before: Number(index) }
          : known,
      );
    }
  }
  return [...told.values()];
}

/** The leading cause, when the evidence dates both it and its effect. */
async function causeOf({
  postmortem,
  seal,
  nodesById,
}: Parameters<typeof readPicture>[0]): Promise<PictureCause | undefined> {
  const leading = leadingCauseOf(postmortem);
  if (!leading) return undefined;
  const { cause, effect } = leading;
  const nodes = await nodesById([cause.evidence, effect.evidence]);
  const facts = new SealedFacts({
    seal,
    evidence: nodes.values(),
    services: [],
  });
  const [from, to] = [facts.timeOf(cause), facts.timeOf(effect)];
  return from === undefined || to === undefined
    ? undefined
    : {
        ...leading,
        cause: { at: isoOf(from), evidence: cause },
        effect: { at: isoOf(to), evidence: effect },
      };
}
