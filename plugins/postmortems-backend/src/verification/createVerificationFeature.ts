import type {
  AuthService,
  LoggerService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type {
  DraftingModel,
  EvidenceSource,
} from '@postmortems/backstage-plugin-postmortems-node';
import { BlamelessChecker, CatalogRoster } from '../blameless';
import type { EvidenceStore } from '../evidence';
import type { IncidentService } from '../incidents';
import {
  type CatalogAnswers,
  CatalogReader,
  type ServiceCatalog,
} from '../platform/catalog';
import { readPayloadKinds } from '../payloadKinds';
import type { RequestContext } from '../platform/http';
import type { SealStore } from '../sealing';
import type { TemplateStore } from '../templates';
import type { TraceStore, TraceValidator } from '../traces';
import { ClaimVerificationService } from './ClaimVerificationService';
import { ClaimVerifier } from './ClaimVerifier';
import { ModelReader } from './ModelReader';
import { VerificationContextBuilder } from './VerificationContextBuilder';
import { claimRouter } from './claimRouter';

export function createVerificationFeature(deps: {
  answers: CatalogAnswers;
  auth: AuthService;
  catalog: CatalogService;
  config: RootConfigService;
  context: RequestContext;
  logger: LoggerService;
  model: () => DraftingModel | undefined;
  serviceCatalog: ServiceCatalog;
  sources: ReadonlyMap<string, EvidenceSource>;
  incidents: { service: IncidentService };
  evidence: { store: EvidenceStore };
  sealing: { store: SealStore };
  traces: { store: TraceStore; validator: TraceValidator };
  templates: { store: TemplateStore };
}) {
  const verifier = new ClaimVerifier();
  const reader = ModelReader.of(deps.model(), deps.logger);
  const contexts = new VerificationContextBuilder({
    serviceCatalog: deps.serviceCatalog,
    seals: deps.sealing.store,
    evidence: deps.evidence.store,
    traces: deps.traces.store,
    templates: deps.templates.store,
    validator: deps.traces.validator,
    verifier,
    blameless: new BlamelessChecker(),
    payloadKinds: readPayloadKinds(deps.config, deps.sources.values()),
    roster: new CatalogRoster({ reader: new CatalogReader(deps) }),
  });
  return {
    verifier,
    contexts,
    reader,
    router: claimRouter({
      ...deps,
      claims: new ClaimVerificationService({
        incidents: deps.incidents.service,
        verifier,
        contexts,
        reader,
      }),
    }),
  };
}
