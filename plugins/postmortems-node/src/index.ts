/**
 * Extension points and permission rules of the postmortems backend, and what
 * modules of sources share.
 *
 * @packageDocumentation
 */
export * from './bearerToken';
export * from './catalog/CatalogServices';
export * from './catalog/CatalogUsers';
export * from './config/BlockNames';
export * from './chat/aboutIncident';
export * from './chat/CallPace';
export * from './chat/ChannelReader';
export * from './chat/json';
export { listed } from './chat/missing';
export * from './chat/namesIn';
export {
  type ChannelPass,
  type ChannelProgress,
  channelProgressSchema,
  type ChannelThread,
  type IsoWindow,
} from './chat/progress';
export * from './chat/readChannels';
export * from './chat/selectChannels';
export * from './config/fitsAny';
export * from './config/readSourceBlocks';
export * from './config/serverSchema';
export * from './EvidenceSource';
export * from './evidenceWindow';
export * from './extensionPoints';
export * from './heartbeats';
export * from './http/checkConnection';
export * from './http/HttpCalls';
export * from './http/httpFailure';
export * from './http/JsonApi';
export * from './IssueTracker';
export * from './logs/LineGroups';
export * from './logs/readLine';
export * from './permissions/incidentResource';
export * from './permissions/rules';
export * from './drafting';
export * from './secrets';
export * from './severity';
export * from './shortestRetention';
export * from './traces/addInvestigations';
export * from './traces/InvestigationWebhook';
export * from './traces/rootCauseIn';
export * from './traces/spdxLicense';
export * from './traces/traceOfAgent';
export * from './transcripts/readCallTranscript';
export type { RecordedCall } from './transcripts/utteranceEvidence';
