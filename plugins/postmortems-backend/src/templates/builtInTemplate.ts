import {
  postmortemTemplateSchema,
  type PostmortemTemplate,
} from '@postmortems/backstage-plugin-postmortems-common';

/** Used when nothing is configured. */
export const builtInTemplate: PostmortemTemplate =
  postmortemTemplateSchema.parse({
    name: 'built-in',
    title: 'Postmortem',
    description: 'All sections, with nothing that has to be set up first.',
    sections: {
      summary: { maxLength: 1200, tone: 'executive' },
      impact: {},
      timeline: { format: 'utc', granularity: 'minute' },
      rootCause: { requireEvidence: true, maxDepth: 3 },
      contributingFactors: {},
      waysOfWorking: {},
      ruledOut: {},
      notChecked: {},
      actionItems: { assigneeRequired: false, dueDateRequired: false },
    },
  });
