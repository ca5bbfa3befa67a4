import type { IncidentService } from '../incidents';
import type { RequestContext } from '../platform/http';
import type { PostmortemStore } from '../postmortems';
import type { TemplateResolver } from '../templates';
import type { VerificationContextBuilder } from '../verification';
import { StatementService } from './StatementService';
import { statementRouter } from './statementRouter';

export function createStatementsFeature(deps: {
  context: RequestContext;
  incidents: { service: IncidentService };
  postmortems: { store: PostmortemStore };
  templates: { resolver: TemplateResolver };
  verification: { contexts: VerificationContextBuilder };
}) {
  return {
    router: statementRouter({
      ...deps,
      statements: new StatementService({
        incidents: deps.incidents.service,
        contexts: deps.verification.contexts,
        postmortems: deps.postmortems.store,
        templates: deps.templates.resolver,
      }),
    }),
  };
}
