/** Words of the page with figures over all postmortems. */
export const metricsMessages = {
  title_one: 'What {{count}} incident tells',
  title_other: 'What {{count}} incidents tell',
  list: 'Postmortems',
  csv: 'Figures as CSV',
  csvList: 'List as CSV',
  show: 'Show them',
  notEnough: 'Not enough data',
  shareSample: '{{hits}} of {{of}}, 95 % interval {{low}} to {{high}}',
  smallSample: '{{hits}} of {{of}}; at least 5 are needed',
  spreadSample: '{{n}} incidents, the middle half {{low}} to {{high}}',
  countSample: '{{n}} incidents; at least 5 are needed',
  completion: {
    title: 'Completion',
    definition:
      'Of the SEV1 to SEV3 incidents that ended at least 14 days ago, those whose postmortem was published.',
  },
  timeToDraft: {
    title: 'Time to draft',
    definition:
      'Median time from the end of the incident to the first draft of its postmortem.',
  },
  timeToReview: {
    title: 'Time to review',
    definition:
      'Median time from the end of the incident until its postmortem was first sent to review.',
  },
  timeToResolve: {
    title: 'Time to resolve',
    definition:
      'Median time from start to end. Incidents differ too much for it to rank teams: a single rare failure moves it more than a year of work.',
  },
  closure: {
    title: 'Action items closed',
    definition:
      'Of all action items of these incidents, those that were done, verified or dropped. {{open}} are open, {{overdue}} of them overdue.',
  },
  repeats20: {
    title: 'Repeats within 20 days',
    definition:
      'Of the incidents with a known theme, those before which the same service had one with the same theme at most 20 days earlier.',
  },
  repeats90: {
    title: 'Repeats within 90 days',
    definition: 'As before, at most 90 days earlier.',
  },
  coverage: {
    title: 'Claims with evidence',
    definition:
      'Of all sentences of the newest revisions, those that the verifier finds supported by the evidence they cite.',
  },
  themes: {
    title: 'What contributes',
    definition:
      'Incidents by the theme of their root cause and contributing factors, as far as these stand up to the evidence. An incident can have several.',
    incidents: 'Incidents',
    asTable: 'By month, as a table',
    none: 'No postmortem in this period names a cause that stands.',
  },
  owners: {
    title: 'Action items by owner',
    open: 'Open',
    overdue: 'Overdue',
    closed: 'Closed',
    none: 'There are no action items in this period.',
  },
  theme: {
    change: 'Change',
    configuration: 'Configuration',
    capacity: 'Capacity',
    dependency: 'Dependency',
    database: 'Database',
    network: 'Network',
    data: 'Data',
    defect: 'Defect',
    detection: 'Detection',
    process: 'Process',
    security: 'Security',
    infrastructure: 'Infrastructure',
  },
  filter: {
    period: 'Period',
    periods: {
      days30: '30 days',
      days90: '90 days',
      days365: '1 year',
      days1095: '3 years',
    },
    entity: 'Belongs to',
    everything: 'The whole organisation',
    severity: 'Severity',
    tier: 'Tier',
    only: 'Only',
    onlys: {
      unpublished: 'Not published yet',
      published: 'Published',
      open_items: 'With open action items',
      doubtful: 'With sentences in doubt',
    },
    theme: 'Theme',
    order: 'Order',
    orders: {
      newest: 'Newest first',
      oldest: 'Oldest first',
      severity: 'Worst first',
      changed: 'Last changed first',
    },
    q: 'Search in titles',
  },
} as const;
