/** Messages of the organisation page. */
export const orgMetricsPageMessages = {
  subtitle: 'Retrospective metrics across the organisation',
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
    periodText: 'Incidents are counted by their start.',
    narrowed: 'No incidents match these filters in this period',
    narrowedText:
      'Choose a longer period, or clear the filters. Private incidents that you may not read are not included.',
    longer: 'Show {{period}}',
    postmortems: 'No postmortems of incidents that started in this period',
    postmortemsText:
      'To write the first one, open the page of a service in the catalog and choose “Start” on its Postmortems tab.',
    postmortemsNarrowed:
      'No postmortems match these filters in this period and status',
    search: 'No postmortems match this search',
    searchText:
      'The search looks for words in titles and incident keys that start with your text, in all periods. The other filters still apply.',
    actionItems: 'No action items in this period',
    actionItemsText:
      'Incidents that started in this period have no action items in this state.',
    actionItemsNarrowed:
      'No action items match these filters in this period and status',
    metric: 'No incidents count for this metric in this period',
    allStatuses: 'Show every status',
  },
  metrics: {
    tab: 'Metrics',
    title_one: 'Metrics of {{number}} incident',
    title_other: 'Metrics of {{number}} incidents',
    period_one:
      'Incidents that started from {{from}} to {{to}} (UTC). {{number}} of them has a postmortem.',
    period_other:
      'Incidents that started from {{from}} to {{to}} (UTC). {{number}} of them have a postmortem.',
    secondary: 'Incident duration',
  },
  csv: {
    metrics: 'Download metrics (CSV)',
    list: 'Download list (CSV)',
    progress: '{{number}} rows loaded…',
    cancel: 'Cancel download',
    cancelled: 'Download cancelled',
    done_one: '{{number}} row downloaded',
    done_other: '{{number}} rows downloaded',
    truncated:
      'Only the first {{number}} rows were downloaded, the maximum of a file. Restrict the filters to get the rest.',
    failed: 'The list could not be downloaded',
  },
  notEnough: 'Not enough data',
  need: {
    proportion:
      '{{sample}}. A percentage needs at least {{minimum}} incidents.',
    proportionNone:
      'Nothing to count yet. A percentage needs at least {{minimum}} incidents.',
    median_one:
      '{{number}} incident so far. A median needs at least {{minimum}}.',
    median_other:
      '{{number}} incidents so far. A median needs at least {{minimum}}.',
  },
  sample: {
    percent: '{{number}}%',
    almostNone: '<1%',
    almostAll: '>99%',
    interval: '95% CI {{low}}–{{high}}',
    percentInterval: '95% CI {{low}}–{{high}}%',
    noInterval: 'too few for a 95% CI',
    incidents_one: '{{numerator}} of {{denominator}} incident',
    incidents_other: '{{numerator}} of {{denominator}} incidents',
    postmortems_one: '{{numerator}} of {{denominator}} postmortem',
    postmortems_other: '{{numerator}} of {{denominator}} postmortems',
    actionItems_one:
      '{{numerator}} of {{denominator}} action items from {{number}} incident',
    actionItems_other:
      '{{numerator}} of {{denominator}} action items from {{number}} incidents',
    claims_one:
      '{{numerator}} of {{denominator}} claims from {{number}} incident',
    claims_other:
      '{{numerator}} of {{denominator}} claims from {{number}} incidents',
    median_one: 'Median of {{number}} incident',
    median_other: 'Median of {{number}} incidents',
    middle: 'Half took between {{low}} and {{high}}',
  },
  show: {
    all_one: 'Show the {{number}} incident',
    all_other: 'Show the {{number}} incidents',
    published: 'Show the {{number}} published',
    missing: 'Show the {{number}} missing',
    confirmed: 'Show the {{number}} with a confirmed cause',
    unconfirmed: 'Show the {{number}} without a confirmed cause',
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
    numerator: 'Due, with a published postmortem',
    rest: 'Due, without a published postmortem',
  },
  confirmedCause: {
    title: 'Cause confirmed',
    definition: 'Of the postmortems, those whose root cause is confirmed.',
    all: 'Incidents with a postmortem',
    numerator: 'Root cause confirmed',
    rest: 'Root cause not confirmed',
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
      'From the end of the incident until its postmortem was first sent for review.',
    earlier_one:
      '{{number}} more was sent for review before the incident ended.',
    earlier_other:
      '{{number}} more were sent for review before the incident ended.',
    all: 'Incidents whose postmortem was sent for review, by time to review',
    between: 'Sent for review after {{bucket}}',
  },
  timeToResolve: {
    title: 'Time to resolve',
    definition:
      'From the start to the end of the incident. The bars are not equally wide: each covers a longer range than the one before.',
    caveat:
      'Time to resolve cannot rank teams. Incidents differ in kind and severity, samples are small, and one rare outage changes the metric more than a year of good work.',
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
      'Of the incidents with a category or an alert, those that repeat an incident of the {{days}} days before: of the same service and category or, without a common category, of the same service and alert.',
    notComparable_one:
      '{{number}} incident has neither a category nor an alert, and is not counted.',
    notComparable_other:
      '{{number}} incidents have neither a category nor an alert, and are not counted.',
    all: 'Incidents with a category or an alert',
    numerator: 'Repeats within {{days}} days',
    rest: 'With a category or an alert, and no repeat within {{days}} days',
  },
  coverage: {
    title: 'Evidence coverage',
    supported: '{{percent}} of claims are supported by evidence',
    definition:
      'Claims in the latest revisions about what happened and why, by verdict. Claims about what was not checked or what to do next, and those that cite only the incident’s record, are not counted.',
    all: 'Incidents with checked claims',
    numerator: 'Every claim supported',
    rest: 'Claims not fully supported',
    withVerdict: 'With claims that are: {{verdict}}',
    verdict: 'Verdict',
    share: 'Share',
    summary: 'Claims by verdict',
  },
  categories: {
    title: 'Contributing factors over time',
    definition:
      'Incidents by the category that people chose for their root cause and contributing factors. An incident can have several categories. The first and last month can be partial.',
    summary: 'Incidents by category, per month',
    category: 'Category',
    total: 'Total',
    other: 'Other ({{number}})',
    none: 'No cause or contributing factor in this period has a category.',
    all: 'Category: {{category}}',
    inMonth: 'Category: {{category}}, {{month}}',
  },
  groups: {
    title: 'Action items by group',
    definition:
      'A group’s own items, and those of the people in it. Overdue items are open ones whose due date has passed.',
    summary: 'Open, overdue and closed action items per group',
    group: 'Group',
    notOverdue: 'Open, not overdue',
    none: 'Incidents in this period have no action items.',
    ownersAsOf: 'The catalog does not answer; owners as of',
    showAll: 'Show all {{number}} groups',
    showTop: 'Show the top {{number}}',
  },
  chart: {
    asTable: 'Show as table',
    asChart: 'Hide table',
    incidents: 'Incidents',
    range: 'Range',
  },
  drillDown: {
    back: 'Back to the metrics',
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
    sameCategory: 'Category {{category}} on',
    sameAlert: 'Alert {{alertName}} on',
  },
  postmortems: {
    search: 'Search titles and keys',
    status: 'Review status',
    allTime:
      'Searching all periods: the period filter does not apply to searches.',
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
