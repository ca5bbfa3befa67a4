import type {
  AuthService,
  LoggerService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { Knex } from 'knex';
import type { IncidentService } from '../incidents';
import { type CatalogAnswers, CatalogReader } from '../platform/catalog';
import type { RequestContext } from '../platform/http';
import { EvidenceService } from './EvidenceService';
import { EvidenceStore } from './EvidenceStore';
import { NoteService } from './NoteService';
import { evidenceRouter } from './evidenceRouter';
import { readEvidenceLimits } from './limits';

export function createEvidenceFeature(deps: {
  knex: Knex;
  config: RootConfigService;
  answers: CatalogAnswers;
  auth: AuthService;
  catalog: CatalogService;
  logger: LoggerService;
  context: RequestContext;
  incidents: { service: IncidentService };
}) {
  const limits = readEvidenceLimits(deps.config);
  const store = EvidenceStore.create(deps);
  const service = new EvidenceService({
    evidence: store,
    incidents: deps.incidents.service,
    limits,
  });
  return {
    limits,
    store,
    service,
    router: evidenceRouter({
      ...deps,
      evidence: service,
      notes: new NoteService({
        logger: deps.logger,
        reader: new CatalogReader(deps),
        evidence: store,
        incidents: deps.incidents.service,
        limits,
      }),
    }),
  };
}
