import type { JsonObject } from '@postmortems/backstage-plugin-postmortems-common';
import { actionItemPaths } from './actionItems';
import { auditPaths } from './audit';
import { categoryPaths } from './categories';
import { erasurePaths } from './erasure';
import { evidencePaths } from './evidence';
import { incidentPaths } from './incidents';
import { orgMetricsPaths } from './orgMetrics';
import { buildOpenApiDocument } from './platform/http';
import { postmortemPaths } from './postmortems';
import { reviewPaths } from './review';
import { schedulePaths } from './schedule';
import { searchPaths } from './search';
import { sourcePaths } from './sources';
import { statementPaths } from './statements';
import { templatePaths } from './templates';
import { tracePaths } from './traces';
import { unassignedPaths } from './unassigned';
import { uploadPaths } from './uploads';
import { claimPaths } from './verification';
import { deliveryPaths } from './webhooks';

/**
 * The description of the HTTP API (OpenAPI 3.1), from the schemas that requests
 * are validated with.
 *
 * @public
 */
export function createOpenApiDocument(): JsonObject {
  return buildOpenApiDocument({
    incidents: incidentPaths,
    evidence: evidencePaths,
    sources: sourcePaths,
    'unassigned evidence': unassignedPaths,
    uploads: uploadPaths,
    archive: schedulePaths,
    traces: tracePaths,
    claims: claimPaths,
    statements: statementPaths,
    postmortems: postmortemPaths,
    review: reviewPaths,
    categories: categoryPaths,
    'action items': actionItemPaths,
    templates: templatePaths,
    search: searchPaths,
    'org metrics': orgMetricsPaths,
    deliveries: deliveryPaths,
    audit: auditPaths,
    erasure: erasurePaths,
  });
}
