import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import type { Postmortem } from '@postmortems/backstage-plugin-postmortems-common';
import type {
  DraftingModel,
  DraftPostmortem,
} from '@postmortems/backstage-plugin-postmortems-node';
import type { Knex } from 'knex';
import { AuditedWrites } from '../platform/audit';
import { BlamelessChecker, CatalogRoster } from '../blameless';
import { Categories, DEFAULT_CATEGORIES } from '../categories';
import { DeterministicSynthesiser } from '../drafting';
import { EvidenceCollector, EvidenceService } from '../evidence';
import { IncidentService } from '../incidents';
import { PostmortemService } from '../postmortems';
import { ApprovalAuthors } from '../postmortems/ApprovalAuthors';
import { CauseDecisionService } from '../postmortems/CauseDecisionService';
import { EditingService } from '../postmortems/EditingService';
import { PostmortemPipeline } from '../postmortems/PostmortemPipeline';
import { revisionHashes } from '../postmortems/revisionHashes';
import { VerdictRecheck } from '../postmortems/VerdictRecheck';
import { ReviewService } from '../review/ReviewService';
import type { RoutingConfig } from '../routing';
import type { Archive } from '../schedule';
import { SealChain, SealChecker } from '../sealing';
import { TraceService } from '../traces/TraceService';
import { TraceValidator } from '../traces';
import { ClaimVerifier, VerificationContextBuilder } from '../verification';
import { ClaimVerificationService } from '../verification/ClaimVerificationService';
import { ModelReader } from '../verification/ModelReader';
import { auditTrail } from './auditTrail';
import {
  shopEvidence,
  shopIncident,
  shopServices,
  shopTemplate,
} from './shopIncident';
import { openStores } from './stores';

/** Everything belongs to one team, and stands for itself. */
const serviceCatalog = {
  servicesOf: async ({ entityRefs }: { entityRefs?: string[] }) => entityRefs,
  knownServices: async () => shopServices,
  ownerOf: async () => 'group:default/sre-team',
  ownedBy: async () => [],
  dependenciesOf: async () => new Map<string, string[]>(),
  timeZoneOf: async () => 'Europe/Berlin',
  unknownOf: async () => [],
};

export const caller = {
  actor: 'user:default/ada',
  credentials: mockCredentials.user(),
};
export const callers = { reader: caller, caller };

/** Somebody else, who approves what ada wrote. */
export const reviewer = { ...caller, actor: 'user:default/bo' };

/** Services over a database, as a backend has them after its start. */
export async function startServices(
  knex: Knex,
  options: {
    verifier?: Pick<ClaimVerifier, 'version' | 'verify'>;
    /** Drafting throws, as if it were interrupted. */
    failing?: boolean;
    template?: typeof shopTemplate;
    /** Changes what is drafted. */
    rewrite?: (draft: DraftPostmortem) => DraftPostmortem;
    /** Reads sentences that people write. */
    model?: DraftingModel;
    /** How much evidence is held at once. */
    maxWhole?: { nodes: number; bytes: number };
    /** Which evidence feeds which section, by configuration. */
    routing?: RoutingConfig;
    archive?: Archive;
  } = {},
) {
  const { verifier = new ClaimVerifier(), failing = false } = options;
  const { template = shopTemplate, rewrite = draft => draft } = options;
  const stores = await openStores(knex);
  const logger = mockServices.logger.mock();
  const reader = ModelReader.of(options.model, logger);
  const { auditor, entries: audit } = auditTrail();
  await stores.templates.save({ template, source: 'test' });
  const validator = new TraceValidator();
  const incidents = new IncidentService({ ...stores, serviceCatalog });
  const contexts = new VerificationContextBuilder({
    ...stores,
    serviceCatalog,
    validator,
    verifier,
    maxWhole: options.maxWhole,
    blameless: new BlamelessChecker(),
    roster: new CatalogRoster({ reader: { users: async () => [] } }),
  });
  const resolver = {
    list: () => [],
    resolve: async () => ({
      template,
      resolution: {
        name: template.name,
        version: template.version,
        title: template.title,
        reason: 'default',
        chain: [],
      },
    }),
  };
  const synthesiser = new DeterministicSynthesiser();
  const pipeline = new PostmortemPipeline({
    ...stores,
    contexts,
    serviceCatalog,
    routing: options.routing,
    templates: resolver,
    collector: new EvidenceCollector({
      ...stores,
      incidents,
      sources: [],
      logger,
    }),
    synthesiser: {
      synthesise: async input => {
        if (failing) throw new Error('cut off');
        return rewrite(await synthesiser.synthesise(input));
      },
    },
  });
  const approvalAuthors = new ApprovalAuthors({
    knex,
    serviceCatalog,
    authorsMayApprove: false,
  });
  const postmortems = new PostmortemService({
    ...stores,
    approvalAuthors,
    serviceCatalog,
    incidents,
    incidentStore: stores.incidents,
    resolver,
    categories: new Categories(DEFAULT_CATEGORIES),
    pipeline,
    checker: new SealChecker({
      knex,
      chain: SealChain.create(),
      evidence: stores.evidence,
      revisions: ids => revisionHashes(knex, ids),
    }),
  });
  return {
    stores,
    logger,
    audit,
    incidents,
    contexts,
    postmortems,
    evidence: new EvidenceService({ ...stores, incidents }),
    traces: new TraceService({ ...stores, incidents, validator }),
    editing: new EditingService({ ...stores, contexts, reader }),
    causes: new CauseDecisionService({ ...stores, contexts }),
    review: new ReviewService({
      ...stores,
      sealed: postmortems,
      routing: options.routing ?? { sections: {}, profiles: [] },
      archiveOf: async () =>
        options.archive ?? { state: 'complete', failures: [] },
      approvalAuthors,
    }),
    claims: new ClaimVerificationService({
      incidents,
      contexts,
      verifier: new ClaimVerifier(),
      reader,
    }),
    recheck: new VerdictRecheck({
      ...stores,
      contexts,
      verifier,
      writes: new AuditedWrites({ auditor }),
      logger,
    }),
  };
}

type Services = Awaited<ReturnType<typeof startServices>>;

/** Opens the shop's incident under a key, and drafts its postmortem. */
export async function draftPostmortem(
  services: Services,
  key: string = shopIncident.key,
): Promise<Postmortem> {
  await services.incidents.create({
    incident: { ...shopIncident, key },
    ...callers,
  });
  await services.evidence.submit({ key, nodes: shopEvidence, ...callers });
  const { postmortem } = await services.postmortems.create({ key, ...callers });
  return postmortem;
}

export const blocksOf = ({ sections }: Postmortem) =>
  sections.flatMap(({ blocks }) => blocks);

/** Text of a block. */
export const textOf = (postmortem: Postmortem, blockId: string) =>
  blocksOf(postmortem)
    .find(({ id }) => id === blockId)
    ?.claims.map(({ text }) => text)
    .join(' ');

/** An edit that replaces a block by one claim. */
export const editTo = (
  baseRevision: number,
  text: string,
  claim: object = {},
) => ({
  baseRevision,
  claims: [
    { text, kind: 'summary' as const, spans: [], attest: false, ...claim },
  ],
});

/** A message that arrives after the draft. */
export const lateNode = (index: number) => ({
  id: `late-${index}`,
  sourceType: 'chat',
  timestamp: `2026-03-02T14:${20 + (index % 10)}:00.000Z`,
  metadata: { service: 'component:default/checkout' },
  payload: { kind: 'message', author: { name: 'Ada' }, text: `note ${index}` },
});
