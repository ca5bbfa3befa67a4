import type {
  EvidenceNode,
  EvidenceSeal,
  IncidentPicture,
  PictureCause,
  PicturePhase,
  Postmortem,
} from '@postmortems/backstage-plugin-postmortems-common';
import { contentHashOf } from '../../evidence';
import { SealedFacts } from '../../verification';
import { leadingCauseOf } from './leadingCause';
import { PictureBuilder } from './PictureBuilder';
import { isoOf, phasesOfRecord } from './window';

/**
 * The picture of an incident, from its sealed evidence and the document. Evidence
 * that is not what was sealed is not in it.
 */
export async function readPicture(options: {
  postmortem: Pick<Postmortem, 'id' | 'revision' | 'sections'>;
  seal: EvidenceSeal;
  evidence: AsyncIterable<EvidenceNode>;
  nodesById(ids: string[]): Promise<ReadonlyMap<string, EvidenceNode>>;
  /** In the order of their beginning; by the incident's record if they are absent. */
  phases?: readonly PicturePhase[];
}): Promise<IncidentPicture> {
  const { postmortem, seal, evidence } = options;
  const builder = new PictureBuilder({
    postmortem,
    seal,
    phases: options.phases ?? phasesOfRecord(seal),
    cause: await causeOf(options),
  });
  for await (const node of evidence) {
    if (contentHashOf(node) === node.contentHash) builder.add(node);
  }
  return builder.build();
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
