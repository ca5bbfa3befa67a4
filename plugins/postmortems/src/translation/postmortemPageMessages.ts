import { postmortemActivityMessages } from './postmortemActivityMessages';
import { postmortemClaimMessages } from './postmortemClaimMessages';
import { postmortemPageActionMessages } from './postmortemPageActionMessages';
import { postmortemPictureMessages } from './postmortemPictureMessages';

/** Messages of the postmortem page. */
export const postmortemPageMessages = {
  ...postmortemPageActionMessages,
  ...postmortemClaimMessages,
  activity: postmortemActivityMessages,
  picture: postmortemPictureMessages,
  rootCause: {
    undetermined: 'Cause unknown: no verified finding identifies one.',
    candidates:
      'Cause not confirmed: the document names candidates, and nobody has confirmed one.',
  },
  notices: {
    label: 'Notes on this incident',
  },
  notFound: {
    title: 'Postmortem not found',
    text: 'It does not exist, or you do not have permission to read it.',
  },
  details: {
    recheckParked:
      'Verdicts are no longer recomputed, because the backend stopped three times while it did that; the last time it started was',
    retryRecheck: 'Try again',
    notRetried: 'Verdicts will not be recomputed',
    evidenceRefused:
      'The incident has as much evidence as its limits allow. Evidence has been refused since',
    erased: 'The text of this incident was erased on',
    retainUntil: 'Kept until',
    legalHold: 'On legal hold',
    label: 'Key facts',
    lasted: 'Lasted',
    revision: 'Revision {{number}}',
    show: 'Details',
    archive: 'Evidence',
    template: 'Template',
    routing: 'Written from',
    unused_one:
      '{{section}} does not use {{count}} piece of evidence ({{type}})',
    unused_other:
      '{{section}} does not use {{count}} pieces of evidence ({{type}})',
    lacking_one: '{{count}} section without content',
    lacking_other: '{{count}} sections without content',
  },
  archive: {
    states: {
      open: 'Not archived yet',
      early: 'Archived, and more may come:',
      collecting: 'Archived, but not all sources answered:',
      complete: 'Archived from all sources:',
      incomplete: 'Archived, and some of it is missing:',
    },
    askedUntil: 'asked again until',
    missing: 'Missing from {{source}}',
    until: 'It can be had until',
    gone: 'The source has deleted it, from',
    forgets: '{{provider}} deletes it from',
  },
  template: {
    named: '{{title}} ({{name}}, version {{version}})',
    show: 'Why this template?',
    level: 'Level',
    subject: 'Subject',
    outcome: 'Outcome',
    outcomes: {
      chosen: 'Chosen',
      nothing_set: 'Not set',
      unknown_template: 'Unknown template',
      not_reached: 'Not reached',
    },
    levels: {
      request: 'Request',
      default: 'Default',
    },
  },
  progress: {
    phases: {
      collecting: 'Collecting evidence…',
      sealing: 'Sealing evidence…',
      drafting: 'Drafting…',
      model: 'Asking the model…',
      verifying: 'Verifying claims…',
    },
    steps: {
      drafting: '{{section}}: drafting…',
      verifying: '{{section}}: verifying…',
      repairing: '{{section}}: correcting…',
      done: '{{section}}: done',
      failed: '{{section}}: drafted without the model',
    },
  },
  sections: {
    summary: 'Summary',
    impact: 'Impact',
    timeline: 'Timeline',
    rootCause: 'Root cause',
    contributingFactors: 'Contributing factors',
    waysOfWorking: 'Ways of working',
    ruledOut: 'Ruled out',
    notChecked: 'Not checked',
    actionItems: 'Action items',
    custom: 'A section of the template',
  },
  changes: {
    title_one:
      'The verdict of {{count}} claim has changed since revision {{revision}} was approved.',
    title_other:
      'The verdicts of {{count}} claims have changed since revision {{revision}} was approved.',
    to: 'is now',
  },
  seal: {
    title_one:
      'A piece of evidence is not what was sealed. What cites it is not supported, and the postmortem cannot be approved.',
    title_other:
      '{{count}} pieces of evidence are not what was sealed. What cites them is not supported, and the postmortem cannot be approved.',
    missing: '{{evidence}} was removed.',
    changed: '{{evidence}} was changed.',
    added: '{{evidence}} was added.',
  },
  model: {
    summary:
      'Drafted with {{model}}. Claims verified: {{kept}}, rejected: {{dropped}}.',
    failed: 'Drafted without the model: it returned no usable text.',
    error: 'Error: {{message}}',
    evidence:
      'Evidence sent to the model: {{offered}} of {{total}}. Withheld because of instructions to models: {{withheld}}. Redacted secrets and names: {{redactions}}.',
    usage: '{{requests}} requests, {{tokens}} tokens, {{seconds}} s',
    dropped: 'Rejected claims:',
  },
  views: {
    postmortem: 'Postmortem',
    timeline: 'Timeline',
    investigation: 'Investigation',
    provenance: 'Provenance',
    history: 'History',
    activity: 'Activity',
  },
  content: {
    attention: 'Only what needs attention',
    nothingToAttend:
      'All claims are supported by their evidence, and no section is empty.',
    empty: 'Nothing recorded.',
    recordOnly:
      'Nothing stands here but what the incident record says, and which evidence is missing.',
    contents: 'Contents',
    required: 'Required before approval.',
    choose: 'Select a claim to see its evidence.',
  },
  glossary: {
    title: 'Glossary',
    owner: 'Owner:',
    from: {
      catalog: 'From the catalog',
      evidence: 'From the evidence',
    },
    failed: 'The glossary could not be loaded',
  },
  chart: {
    show: 'Show chart',
    showOf: 'Show chart of {{metric}}',
    hide: 'Hide chart',
    hideOf: 'Hide chart of {{metric}}',
    start: 'Incident started',
    threshold: 'Alert {{condition}}',
    openPrometheus: 'Open in Prometheus',
    openGrafana: 'Open in Grafana',
  },
  evidence: {
    title: 'Evidence for this claim',
    copyLink: 'Copy link',
    linkCopied: 'Link copied',
    close: 'Close evidence',
    reasons: 'Checks',
    passed: 'passed',
    failed: 'failed',
    unverified:
      'Nothing that can be checked is wrong, but some of it no code can check.',
    none: 'This claim cites no evidence.',
    missing: 'This evidence could not be found.',
    original: 'Open at the source',
    captured: 'Captured',
    expires: 'Its source deletes it on',
    expired: 'Its source has deleted it since',
    truncated: 'This evidence was too large and is truncated.',
    removed: '{{kinds}} removed before it was stored.',
    altered:
      'Changed on arrival, because too long or no valid text: {{fields}}',
    confidence: 'Confidence of its source: {{percent}} %',
    recordedBy: 'Added by',
    hash: 'Content hash',
    record: 'Incident record',
    manifest: 'Evidence collected',
    verifier: 'Verifier version {{version}}',
    source: {
      chat: 'Chat',
      telemetry: 'Telemetry',
      agent_trace: 'Investigation',
      deployment: 'Deployment',
    },
  },
  history: {
    current: 'Current',
    approved: 'Last approved',
    edited: 'Edited in {{section}}:',
    removed: 'text removed',
    categorised: 'Category set to {{title}} in {{section}}:',
    uncategorised: 'Category removed in {{section}}:',
    step: 'Moved from “{{from}}” to “{{to}}”',
    author: {
      deterministic: 'Drafted automatically (writer v{{version}})',
      model: 'Drafted by {{name}} {{version}}',
    },
  },
  payload: {
    unknownAuthor: 'Unknown author',
    alertFiring: 'Firing',
    alertResolved: 'Resolved',
    ends: 'Ended',
    labels: 'Labels',
    chart: '{{metric}} over time',
    table: 'Show as table',
    time: 'Time (UTC)',
    value: 'Value',
    query: 'Query',
    version: 'Version',
    previousVersion: 'Previous version',
    commit: 'Commit',
    diff: 'Show changes',
    dashboard: 'Open the dashboard',
    input: 'Input',
    output: 'Output',
    validation: 'Validation',
    raw: 'Payload',
  },
  timeline: {
    sources: 'Sources',
    regions: 'Regions',
    search: 'Search the timeline',
    record: 'Incident record',
    none: 'No matching entries.',
    local: 'Your time: {{time}}',
    shown: '{{shown}} of {{all}} entries',
    phase: {
      before: 'Before the impact',
      impact: 'Impact began',
      detected: 'Detected',
      response: 'Responders joined',
      mitigated: 'Mitigated',
      recovered: 'Recovered',
    },
  },
  investigation: {
    none: 'No investigation was recorded for this postmortem.',
    by: 'Investigated by {{name}}',
    license: 'License: {{license}}',
    cause: 'Root cause found by the investigation',
    noCause: 'The investigation found no root cause.',
    validated: 'Validated',
    refuted: 'Ruled out',
    notChecked: 'Not checked',
    next: 'Next: {{step}}',
    end: 'End of this line of investigation',
    notes: {
      next_step_ignored:
        'Nothing follows from a step that failed: this line of investigation ends here.',
      support_ignored:
        'The investigation cites this step as support, but it failed and does not count.',
      not_checked:
        'The tool gave no answer, so this step neither confirms nor rules out anything.',
    },
    looked: 'Evidence',
    rule: 'Rule',
    actions: {
      query_metric: 'Queried a metric',
      inspect_log: 'Inspected logs',
      check_deployment: 'Checked deployments',
      correlate_event: 'Correlated events',
    },
  },
  provenance: {
    explain:
      'From the claim through its quotes to the evidence, and to the investigation steps that examined it.',
    graph: 'Provenance graph',
    asList: 'As a list',
    edges: {
      cites: 'cites',
      quotes: 'quoted from',
      examined: 'examined',
      recorded_as: 'recorded as',
      followed_by: 'followed by',
      supports: 'supports',
      refutes: 'rules out',
      states: 'states',
    },
    types: {
      claim: 'Claim',
      span: 'Quote',
      evidence: 'Evidence',
      step: 'Step',
      hypothesis: 'Hypothesis',
    },
  },
} as const;
