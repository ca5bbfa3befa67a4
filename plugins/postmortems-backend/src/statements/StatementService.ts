import { NotFoundError } from '@backstage/errors';
import {
  RECORD_EVIDENCE_ID,
  type ListStatementsQuery,
  type ListStatementsResponse,
} from '@postmortems/backstage-plugin-postmortems-common';
import { contextOf, evidenceStatements } from '../drafting';
import type { IncidentService } from '../incidents';
import type { Caller } from '../platform/auth';
import type { PostmortemStore } from '../postmortems';
import type { TemplateResolver } from '../templates';
import type { VerificationContextBuilder } from '../verification';

type StatementServiceOptions = {
  incidents: IncidentService;
  contexts: VerificationContextBuilder;
  postmortems: Pick<PostmortemStore, 'findByIncident'>;
  templates: Pick<TemplateResolver, 'list' | 'resolve'>;
};

/** What can be said of evidence, for people who write with it. */
export class StatementService {
  readonly #options: StatementServiceOptions;

  constructor(options: StatementServiceOptions) {
    this.#options = options;
  }

  /** In the style of the incident's postmortem, if there is one. Throws `NotFoundError` without such evidence. */
  async list(options: {
    key: string;
    evidenceId: string;
    query: ListStatementsQuery;
    caller: Caller;
  }): Promise<ListStatementsResponse> {
    const { evidenceId, query } = options;
    const { incidents, contexts, postmortems, templates } = this.#options;
    const incident = await incidents.get(options);
    const [facts, postmortem] = await Promise.all([
      contexts.describe({ incident, cited: [evidenceId] }),
      postmortems.findByIncident({ incidentKey: incident.key }),
    ]);
    if (evidenceId !== RECORD_EVIDENCE_ID && !facts.node(evidenceId)) {
      throw new NotFoundError(
        `Incident '${incident.key}' has no evidence '${evidenceId}'`,
      );
    }
    const isLoaded = templates
      .list()
      .some(({ template: { name } }) => name === postmortem?.template.name);
    const { template } = await templates.resolve({
      incident,
      ...(isLoaded && { requested: postmortem?.template.name }),
    });
    const { tone } = template.sections.summary;
    const context = contextOf({
      incident,
      seal: facts.seal,
      template,
      // One piece of evidence is described on its own
      evidence: [],
      ...(postmortem?.timeZone && { timeZone: postmortem.timeZone }),
    });
    return {
      statements: evidenceStatements({
        evidenceId,
        quote: query.quote,
        context:
          query.section === 'summary'
            ? { ...context, style: { ...context.style, audience: tone } }
            : context,
        facts,
      }),
    };
  }
}
