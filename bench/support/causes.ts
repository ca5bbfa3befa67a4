import {
  incidentStatus,
  submitTraceSchema,
  type Incident,
} from '@postmortems/backstage-plugin-postmortems-common';
import {
  ingested,
  sealOf,
} from '../../plugins/postmortems-backend/src/__testUtils__/shopIncident';
import {
  traceOf,
  type RealCase,
} from '../../plugins/postmortems-backend/src/__testUtils__/realMaterial/RealCase';
import { TraceValidator } from '../../plugins/postmortems-backend/src/traces';
import { SealedFacts } from '../../plugins/postmortems-backend/src/verification';

/** Facts of a labelled incident in which an investigation names a cause, or none. */
export function factsOf(realCase: RealCase, cause: string | null) {
  const { incident: sent, evidence } = realCase;
  const incident: Incident = {
    ...sent,
    description: undefined,
    visibility: 'public',
    participants: [],
    status: incidentStatus(sent),
    createdBy: 'external:bench',
    createdAt: sent.startedAt,
    updatedAt: sent.startedAt,
  };
  const nodes = ingested(evidence);
  const validation = new TraceValidator().validate(
    submitTraceSchema.parse(traceOf(realCase, cause)),
    {
      knownEvidenceIds: new Set(nodes.map(({ id }) => id)),
      service: incident.services[0],
      submittedBy: 'external:bench',
      submittedAt: new Date(Date.parse(sent.startedAt)).toISOString(),
    },
  );
  if (!validation.accepted) {
    throw new Error(JSON.stringify(validation.violations));
  }
  const all = [...nodes, ...validation.stepNodes];
  const services = new Set([
    ...incident.services,
    ...all.map(({ metadata }) => metadata.service),
  ]);
  const facts = new SealedFacts({
    seal: sealOf(incident, all),
    evidence: all,
    trace: validation.trace,
    services: [...services].map(ref => ({
      ref: ref.includes('/') ? ref : `component:default/${ref}`,
      names: [ref.replace(/^component:default\//, '')],
    })),
  });
  return { facts, incident };
}

/** A false cause of each kind, in our own words. */
const FALSE: Record<string, (service: string) => string> = {
  resource_exhaustion: service =>
    `${service} ran out of memory because its limit was too low.`,
  dependency_failure: service =>
    `A database that ${service} depends on was unreachable.`,
  data_quality: service => `${service} received malformed records.`,
  code_defect: service => `A bug in the newest code of ${service} crashes it.`,
  configuration_error: service =>
    `${service} was deployed with a wrong configuration of its probes.`,
  infrastructure: service => `A node that runs ${service} lost its network.`,
};

/** Causes of kinds that the case forbids, for a service. */
export function falseCausesOf(
  forbidden: readonly string[],
  service: string,
): string[] {
  return forbidden.flatMap(kind => FALSE[kind]?.(service) ?? []);
}
