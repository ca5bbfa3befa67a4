export { createIncidentsFeature } from './createIncidentsFeature';
export { incidentPaths } from './incidentPaths';
export {
  findIncident,
  lockIncidentOf,
  readIncident,
  readIncidents,
} from './readIncident';
export { IncidentService } from './IncidentService';
export { IncidentStore } from './IncidentStore';
export { NoticeStore } from './NoticeStore';
