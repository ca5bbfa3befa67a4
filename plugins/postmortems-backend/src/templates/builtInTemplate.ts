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
      // What the data cannot know; asked for by the guides of Google, Etsy and Howie
      custom: {
        'custom-detection-and-response': {
          title: 'Detection and response',
          questions: [
            'How was the incident noticed, and could it have been noticed earlier?',
            'Did the right people join quickly, and did they have what they needed?',
          ],
        },
        'custom-went-well': {
          title: 'What went well',
          questions: [
            'What made the incident shorter or smaller than it might have been?',
          ],
        },
        'custom-went-badly': {
          title: 'What went badly',
          questions: [
            'What slowed detection, diagnosis or recovery?',
            'Which tool, dashboard or runbook was missing or wrong?',
          ],
        },
        'custom-lucky': {
          title: 'Where we got lucky',
          questions: ['What helped by chance, and may not help next time?'],
        },
        'custom-open-questions': {
          title: 'Open questions',
          questions: ['What do we still not understand?'],
        },
      },
    },
  });
