/** Words of the page with figures and lists over all postmortems. */
export const metricsMessages = {
  subtitle: 'What incidents taught us, and what came of it',
  updating: 'Updating…',
  filter: {
    label: 'Filters',
    period: 'Period',
    periods: {
      days30: '30 days',
      days90: '90 days',
      days365: '1 year',
      days1095: '3 years',
    },
    custom: 'Custom dates',
    from: 'From (UTC)',
    to: 'To (UTC)',
    dateMissing: 'Enter a date from {{first}} to {{last}}',
    fromAfterTo: 'From must not be after To',
    clear: 'Clear filters',
  },
  empty: {
    period: 'No incidents started in this period',
    periodText: 'Incidents count by the time they started.',
    narrowed: 'No incidents match these filters in this period',
    narrowedText:
      'Look at a longer period, or clear the filters. Private incidents that you may not read are left out.',
    longer: 'Look at {{period}}',
    postmortems: 'No postmortems of incidents that started in this period',
    postmortemsText:
      'To write the first one, open the page of a service in the catalog and choose “Start” on its Postmortems tab.',
    postmortemsNarrowed:
      'No postmortems match these filters in this period and status',
    search: 'No postmortem has words in its title or key that start like this',
    searchText:
      'The search covers titles and incident keys of all time. The other filters still apply.',
    actionItems: 'No action items here',
    actionItemsText:
      'Nothing in this state follows from incidents that started in this period.',
    actionItemsNarrowed:
      'No action items match these filters in this period and status',
    figure: 'Nothing behind this figure in this period',
    allStatuses: 'Show every status',
  },
  learning: {
    tab: 'Learning',
    title_one: 'Learning from {{number}} incident',
    title_other: 'Learning from {{number}} incidents',
    period_one:
      'Incidents that started from {{from}} to {{to}} (UTC). {{number}} of them has a postmortem.',
    period_other:
      'Incidents that started from {{from}} to {{to}} (UTC). {{number}} of them have a postmortem.',
    secondary: 'How long incidents last',
    incomplete:
      'Not all incidents are counted yet: after an update of the plugin their facts are worked out again. Until that is done, figures are too low. Should it not end, the log of the backend says why.',
  },
  csv: {
    figures: 'Download figures (CSV)',
    list: 'Download list (CSV)',
    progress: '{{number}} rows read…',
    cancel: 'Cancel download',
    cancelled: 'Download cancelled',
    done_one: '{{number}} row downloaded',
    done_other: '{{number}} rows downloaded',
    cut: 'Only the first {{number}} rows were downloaded, the most in one file. Narrow the filters to get the rest.',
    failed: 'The list could not be downloaded',
  },
  notEnough: 'Not enough data',
  need: {
    share: '{{sample}}. A percentage needs at least {{enough}} incidents.',
    shareNone:
      'Nothing to count yet. A percentage needs at least {{enough}} incidents.',
    median_one:
      '{{number}} incident so far. A median needs at least {{enough}}.',
    median_other:
      '{{number}} incidents so far. A median needs at least {{enough}}.',
  },
  sample: {
    percent: '{{number}}%',
    almostNone: '<1%',
    almostAll: '>99%',
    interval: '95% CI {{low}}–{{high}}',
    shareInterval: '95% CI {{low}}–{{high}}%',
    noInterval: 'too few for a 95% CI',
    incidents_one: '{{hits}} of {{of}} incident',
    incidents_other: '{{hits}} of {{of}} incidents',
    actionItems_one: '{{hits}} of {{of}} action items from {{number}} incident',
    actionItems_other:
      '{{hits}} of {{of}} action items from {{number}} incidents',
    claims_one: '{{hits}} of {{of}} claims from {{number}} incident',
    claims_other: '{{hits}} of {{of}} claims from {{number}} incidents',
    median_one: 'Median of {{number}} incident',
    median_other: 'Median of {{number}} incidents',
    middle: 'Middle half {{low}}–{{high}}',
  },
  show: {
    all_one: 'Show the {{number}} incident',
    all_other: 'Show the {{number}} incidents',
    published: 'Show the {{number}} published',
    missing: 'Show the {{number}} missing',
    repeats_one: 'Show the {{number}} repeat',
    repeats_other: 'Show the {{number}} repeats',
    others: 'Show the {{number}} without a repeat',
    doubtful: 'Show the {{number}} with claims not fully supported',
    open: 'Show the {{number}} open',
    overdue: 'Show the {{number}} overdue',
    closed: 'Show the {{number}} closed',
    proposed: 'Show the {{number}} proposed',
    dropped: 'Show the {{number}} dropped',
  },
  completion: {
    title: 'Completion',
    definition:
      'Of the {{severities}} incidents that ended at least {{days}} days ago, those whose postmortem was published.',
    all: 'Incidents whose postmortem is due',
    hits: 'Due, with a published postmortem',
    misses: 'Due, without a published postmortem',
  },
  timeToDraft: {
    title: 'Time to draft',
    definition:
      'From the end of the incident to the first draft of its postmortem.',
    earlier_one: '{{number}} more was drafted before the incident ended.',
    earlier_other: '{{number}} more were drafted before the incident ended.',
    all: 'Incidents with a draft, by time to draft',
    between: 'Drafted after {{bucket}}',
  },
  timeToReview: {
    title: 'Time to review',
    definition:
      'From the end of the incident until its postmortem was first sent to review.',
    earlier_one:
      '{{number}} more was sent to review before the incident ended.',
    earlier_other:
      '{{number}} more were sent to review before the incident ended.',
    all: 'Incidents whose postmortem was sent to review, by time to review',
    between: 'Sent to review after {{bucket}}',
  },
  timeToResolve: {
    title: 'Time to resolve',
    definition:
      'From the start to the end of the incident. The bars are not equally wide: each covers a longer range than the one before.',
    caveat:
      'Time to resolve cannot rank teams. Incidents differ in kind and severity, few of them make a sample, and one rare outage moves the figures more than a year of good work.',
    all: 'Resolved incidents, by time to resolve',
    between: 'Resolved after {{bucket}}',
    first: 'First quartile',
    median: 'Median',
    third: 'Third quartile',
    p90: '90th percentile',
    sample: 'Sample',
    summary: 'Incidents by time to resolve, in ranges',
  },
  bucket: {
    below: 'under {{below}}',
    between: '{{atLeast}}–{{below}}',
    atLeast: '{{atLeast}} or more',
  },
  closure: {
    title: 'Action items closed',
    definition:
      'Of the action items that people have taken on, those done or verified. Proposed and dropped items are not counted.',
  },
  repeats: {
    definition:
      'Of the incidents with a known theme, those with an earlier incident of the same service and theme in the {{days}} days before.',
    all: 'Incidents with a known theme',
    hits: 'Repeats within {{days}} days',
    misses: 'With a known theme, and no repeat within {{days}} days',
  },
  coverage: {
    title: 'Evidence coverage',
    supported: '{{share}} of claims are supported by evidence',
    definition:
      'Claims in the newest revisions that say what happened and why, by verdict. Claims about what was not checked or what to do next, and those that rest on the incident’s record alone, are not counted.',
    all: 'Incidents with checked claims',
    hits: 'Every claim supported',
    misses: 'Claims not fully supported',
    withVerdict: 'With claims that are: {{verdict}}',
    verdict: 'Verdict',
    share: 'Share',
    summary: 'Claims by verdict',
  },
  themes: {
    title: 'Contributing factors over time',
    definition:
      'Incidents by the theme of their root cause and contributing factors, as far as the evidence supports these. An incident can have several themes. The first and last month can be partial.',
    summary: 'Incidents by theme, per month',
    theme: 'Theme',
    total: 'Total',
    other: 'Other ({{number}})',
    none: 'No postmortem in this period names a cause that the evidence supports.',
    all: 'Theme: {{theme}}',
    inMonth: 'Theme: {{theme}}, {{month}}',
  },
  groups: {
    title: 'Action items by group',
    definition:
      'A group’s own items, and those of the people in it. Overdue items are open ones whose due date has passed.',
    summary: 'Open, overdue and closed action items per group',
    group: 'Group',
    notOverdue: 'Open, not overdue',
    none: 'No action items follow from incidents in this period.',
    showAll: 'Show all {{number}} groups',
    showTop: 'Show the top {{number}}',
  },
  chart: {
    asTable: 'Show as table',
    asChart: 'Hide table',
    incidents: 'Incidents',
    range: 'Range',
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
  drillDown: {
    back: 'Back to the figures',
    heading_one: '{{what}} — {{number}} incident',
    heading_other: '{{what}} — {{number}} incidents',
    columns: {
      services: 'Services',
      postmortem: 'Postmortem',
      took: 'Took',
      claims: 'Claims counted',
      previous: 'Previous incident',
    },
    none: 'No postmortem yet',
    startOn: 'Start it on the Postmortems tab of',
    previous: '{{theme}} on',
  },
  postmortems: {
    search: 'Search titles and keys',
    status: 'Review status',
    allTime: 'Searching all time. The period does not apply while you search.',
  },
  actionItems: {
    title: {
      proposed: 'Proposed action items',
      open: 'Open action items',
      overdue: 'Overdue action items',
      closed: 'Closed action items',
      dropped: 'Dropped action items',
    },
    count: '{{what}} — {{number}}',
    status: 'Status',
    statusCount: '{{status}} ({{number}})',
    ofGroup: 'Group:',
    ofNobody: 'Without an owner',
    clearGroup: 'Show all groups',
  },
} as const;
