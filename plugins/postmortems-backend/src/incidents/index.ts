export { createIncidentsFeature } from './createIncidentsFeature';
export { incidentPaths } from './incidentPaths';
export {
  assertNotErased,
  findIncident,
  IncidentErasedError,
  lockIncidentOf,
  readIncident,
  readIncidents,
} from './readIncident';
export { IncidentService } from './IncidentService';
export { IncidentStore } from './IncidentStore';
export { LegalHoldStore } from './LegalHoldStore';
export { NoticeStore } from './NoticeStore';
export { RetentionPolicy } from './RetentionPolicy';
