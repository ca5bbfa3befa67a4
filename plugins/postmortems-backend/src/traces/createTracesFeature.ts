import type { Knex } from 'knex';
import type { EvidenceLimits, EvidenceStore } from '../evidence';
import type { IncidentService } from '../incidents';
import type { RequestContext } from '../platform/http';
import { TraceService } from './TraceService';
import { TraceStore } from './TraceStore';
import { TraceValidator } from './TraceValidator';
import { traceRouter } from './traceRouter';

export function createTracesFeature(deps: {
  knex: Knex;
  context: RequestContext;
  incidents: { service: IncidentService };
  evidence: { store: EvidenceStore; limits: EvidenceLimits };
}) {
  const store = TraceStore.create(deps);
  const validator = new TraceValidator();
  const service = new TraceService({
    incidents: deps.incidents.service,
    evidence: deps.evidence.store,
    traces: store,
    validator,
    limits: deps.evidence.limits,
  });
  return {
    service,
    store,
    validator,
    router: traceRouter({ ...deps, traces: service }),
  };
}
