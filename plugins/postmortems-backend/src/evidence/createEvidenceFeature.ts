import type { Knex } from 'knex';
import type { IncidentService } from '../incidents';
import type { RequestContext } from '../platform/http';
import { EvidenceService } from './EvidenceService';
import { EvidenceStore } from './EvidenceStore';
import { evidenceRouter } from './evidenceRouter';

export function createEvidenceFeature(deps: {
  knex: Knex;
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
    router: evidenceRouter({ ...deps, evidence: service }),
  };
}
