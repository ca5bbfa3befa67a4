export { createIncidentsFeature } from './createIncidentsFeature';
export { incidentPaths } from './incidentPaths';
export { findIncident, readIncident, readIncidents } from './readIncident';
export { IncidentService } from './IncidentService';
export { IncidentStore } from './IncidentStore';
