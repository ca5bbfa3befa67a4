import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { Knex } from 'knex';
import type { IncidentService } from '../incidents';
import type { RequestContext } from '../platform/http';
import { EvidenceService } from './EvidenceService';
import { EvidenceStore } from './EvidenceStore';
import { NoteService } from './NoteService';
import { evidenceRouter } from './evidenceRouter';

export function createEvidenceFeature(deps: {
  knex: Knex;
  catalog: CatalogService;
  context: RequestContext;
  incidents: { service: IncidentService };
}) {
  const store = EvidenceStore.create(deps);
  const service = new EvidenceService({
    evidence: store,
    incidents: deps.incidents.service,
  });
  return {
    store,
    service,
    router: evidenceRouter({
      ...deps,
      evidence: service,
      notes: new NoteService({
        ...deps,
        evidence: store,
        incidents: deps.incidents.service,
      }),
    }),
  };
}
