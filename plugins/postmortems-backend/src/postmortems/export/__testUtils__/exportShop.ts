import {
  postmortemSchema,
  type GlossaryTerm,
  type Postmortem,
} from '@postmortems/backstage-plugin-postmortems-common';
import { shopCase, shopTemplate } from '../../../__testUtils__/shopIncident';
import { DeterministicSynthesiser } from '../../../drafting';
import { ClaimVerifier } from '../../../verification';
import { documentTree } from '../documentTree';

/** The postmortem of the shop as an export shows it, after a change. */
export async function exportShop(
  change: (document: Postmortem) => void = () => {},
  glossary: GlossaryTerm[] = [],
) {
  const shop = shopCase();
  const draft = await new DeterministicSynthesiser().synthesise({
    ...shop,
    template: shopTemplate,
  });
  const verifier = new ClaimVerifier();
  const document = postmortemSchema.parse({
    id: 'retro-1',
    incidentKey: shop.incident.key,
    title: draft.title,
    template: {
      name: 'v2.4',
      version: '3',
      title: 'T',
      reason: 'default',
      chain: [],
    },
    rootCauseStatus: draft.rootCauseStatus,
    sections: draft.sections.map(section => ({
      ...section,
      blocks: section.blocks.map(block => ({
        ...block,
        claims: block.claims.map(claim => ({
          ...claim,
          ...verifier.verify(claim, shop.facts),
          verifierVersion: verifier.version,
        })),
      })),
    })),
    status: 'draft',
    revision: 1,
    sealId: 'seal-1',
    verdictCounts: {
      supported: 1,
      unverified: 0,
      unsupported: 0,
      contradicted: 0,
      attested: 0,
    },
    createdAt: shop.incident.createdAt,
    updatedAt: shop.incident.updatedAt,
  });
  change(document);
  const tree = documentTree({
    postmortem: document,
    incident: shop.incident,
    seal: shop.seal,
    evidence: new Map(shop.evidence.map(node => [node.id, node])),
    glossary,
    categoryTitle: id => (id === 'change' ? 'Change & [roll-out]' : id),
  });
  return { document, tree };
}
