import type { Knex } from 'knex';
import type { RequestContext } from '../platform/http';
import type { PostmortemStore } from '../postmortems';
import { AuditStore } from './AuditStore';
import { auditRouter } from './auditRouter';

export function createAuditFeature(deps: {
  hasPolicy: boolean;
  knex: Knex;
  context: RequestContext;
  postmortems: { store: PostmortemStore };
}) {
  return {
    router: auditRouter({
      context: deps.context,
      audit: new AuditStore(deps),
      postmortems: deps.postmortems.store,
      hasPolicy: deps.hasPolicy,
    }),
  };
}
