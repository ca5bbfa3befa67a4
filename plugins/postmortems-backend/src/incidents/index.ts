export { IncidentService, toResponse } from './IncidentService';
export { TraceService } from '../traces/TraceService';
