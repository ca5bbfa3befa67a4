export { createIncidentsFeature } from './createIncidentsFeature';
export { incidentPaths } from './incidentPaths';
export { findIncident, readIncident, readIncidents } from './incidentRow';
export { IncidentService } from './IncidentService';
export { IncidentStore } from './IncidentStore';
