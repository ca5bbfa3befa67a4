import type {
  CacheService,
  LoggerService,
  RootConfigService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { SignalsService } from '@backstage/plugin-signals-node';
import type { PostmortemsEvent } from '@postmortems/backstage-plugin-postmortems-common';
import type {
  EvidenceSource,
  DraftingModel,
} from '@postmortems/backstage-plugin-postmortems-node';
import type { Knex } from 'knex';
import type { ActionItemStore } from '../actionItems';
import type { Categories } from '../categories';
import { DeterministicSynthesiser, ModelWriter } from '../drafting';
import {
  EvidenceCollector,
  type EvidenceLimits,
  type EvidenceStore,
} from '../evidence';
import type { IncidentService, IncidentStore } from '../incidents';
import type { AuditedWrites } from '../platform/audit';
import type { ServiceCatalog } from '../platform/catalog';
import type { RequestContext } from '../platform/http';
import type { WorkInProgress } from '../platform/WorkInProgress';
import {
  BrokenSeals,
  SealAlarm,
  type SealChain,
  SealChecker,
  type SealStore,
  SealWatch,
} from '../sealing';
import { readRoutingConfig } from '../routing';
import type { SourceMonitor } from '../sources';
import type { TemplateResolver, TemplateStore } from '../templates';
import type { TraceStore } from '../traces';
import type {
  ClaimVerifier,
  ModelReader,
  VerificationContextBuilder,
} from '../verification';
import { ApprovalAuthors } from './ApprovalAuthors';
import { BlockCategoryService } from './BlockCategoryService';
import { CauseDecisionService } from './CauseDecisionService';
import { EditingService } from './EditingService';
import { ExportService } from './export/ExportService';
import { PostmortemPipeline } from './PostmortemPipeline';
import { PostmortemService } from './PostmortemService';
import { PostmortemStore } from './PostmortemStore';
import { ReviewStatusStore } from './ReviewStatusStore';
import { RevisionStore } from './RevisionStore';
import { revisionHashes } from './revisionHashes';
import { VerdictRecheck } from './VerdictRecheck';
import { VerificationStateStore } from './VerificationStateStore';
import { postmortemRouter } from './postmortemRouter';
import { readReviewConfig } from './reviewConfig';
import { createProgressNotifier } from './progressNotifier';

/** How often outdated verdicts are looked for. */
const RECHECK_INTERVAL = { minutes: 1 };

export async function createPostmortemsFeature(deps: {
  cache: CacheService;
  config: RootConfigService;
  knex: Knex;
  context: RequestContext;
  logger: LoggerService;
  notifications: NotificationService;
  scheduler: SchedulerService;
  serviceCatalog: ServiceCatalog;
  signals: SignalsService;
  publish: (event: PostmortemsEvent) => Promise<void>;
  work: WorkInProgress;
  writes: AuditedWrites;
  incidents: { store: IncidentStore; service: IncidentService };
  actionItems: { store: ActionItemStore };
  categories: { categories: Categories };
  evidence: { store: EvidenceStore; limits: EvidenceLimits };
  sealing: { chain: SealChain; store: SealStore };
  traces: { store: TraceStore };
  templates: { store: TemplateStore; resolver: TemplateResolver };
  verification: {
    verifier: ClaimVerifier;
    contexts: VerificationContextBuilder;
    reader?: ModelReader;
  };
  sources: ReadonlyMap<string, EvidenceSource>;
  sourceMonitor: SourceMonitor;
  unassigned: { assignTo: (incidentKey: string) => Promise<void> };
  model: () => DraftingModel | undefined;
}) {
  const { context, incidents, logger, templates } = deps;
  const { contexts, reader, verifier } = deps.verification;
  const { categories } = deps.categories;
  const model = deps.model();
  const stores = {
    incidents: incidents.store,
    actionItems: deps.actionItems.store,
    evidence: deps.evidence.store,
    seals: deps.sealing.store,
    traces: deps.traces.store,
    templates: templates.store,
    postmortems: PostmortemStore.create(deps),
    revisions: RevisionStore.create({ ...deps, chain: deps.sealing.chain }),
    verificationState: VerificationStateStore.create(deps),
  };
  const { chain } = deps.sealing;
  const checker = new SealChecker({
    knex: deps.knex,
    chain,
    evidence: stores.evidence,
    revisions: ids => revisionHashes(deps.knex, ids),
  });
  const approvalAuthors = new ApprovalAuthors({
    ...deps,
    ...readReviewConfig(deps.config),
  });
  const collector = new EvidenceCollector({
    evidence: stores.evidence,
    incidents: incidents.service,
    limits: deps.evidence.limits,
    logger,
    sources: [...deps.sources.values()],
    assignOffered: deps.unassigned.assignTo,
    stopping: deps.work.stopping,
    monitor: deps.sourceMonitor,
  });
  const pipeline = new PostmortemPipeline({
    ...stores,
    serviceCatalog: deps.serviceCatalog,
    templates: templates.resolver,
    contexts,
    collector,
    routing: readRoutingConfig(deps.config),
    synthesiser: new DeterministicSynthesiser(),
    model: model && new ModelWriter({ synthesiser: model, logger }),
    stopping: deps.work.stopping,
  });
  const service = new PostmortemService({
    ...stores,
    approvalAuthors,
    serviceCatalog: deps.serviceCatalog,
    incidents: incidents.service,
    incidentStore: incidents.store,
    resolver: templates.resolver,
    categories,
    cache: deps.cache,
    checker,
    brokenSeals: new BrokenSeals(deps),
    announce: createProgressNotifier(deps.signals),
    pipeline,
  });
  const alarm = SealAlarm.fromConfig({ ...deps, incidents: incidents.store });
  await SealWatch.start({ ...deps, alarm, chain, checker });
  const exports = new ExportService({
    ...stores,
    postmortems: service,
    serviceCatalog: deps.serviceCatalog,
    categories,
    verifierVersion: verifier.version,
  });
  const recheck = new VerdictRecheck({
    ...stores,
    contexts,
    verifier,
    writes: deps.writes,
    logger,
    stopping: deps.work.stopping,
  });
  await deps.scheduler.scheduleTask({
    id: 'postmortems-recheck',
    scope: 'global',
    frequency: RECHECK_INTERVAL,
    timeout: { minutes: 10 },
    fn: deps.work.task(signal => recheck.run({ signal })),
  });
  const blockCategories = new BlockCategoryService({ ...stores, categories });
  return {
    store: stores.postmortems,
    collector,
    pipeline,
    blockCategories,
    approvalAuthors,
    reviewStatus: ReviewStatusStore.create(deps),
    service,
    exports,
    router: postmortemRouter({
      context,
      postmortems: service,
      exports,
      editing: new EditingService({ ...stores, contexts, reader }),
      blockCategories,
      causes: new CauseDecisionService({ ...stores, contexts }),
    }),
  };
}
