/** Words of what people change on the postmortem page: action items, sentences, the incident, the review. */
export const postmortemChangeMessages = {
  actions: {
    label: 'Actions',
    addEvidence: 'Add evidence',
    editIncident: 'Edit incident',
    regenerate: 'Regenerate',
    regenerating: 'Regenerating…',
    regenerated: 'Regenerated from the evidence as it is now',
    unchanged: 'Nothing has changed since this revision',
    notRegenerated: 'Not regenerated',
    markdown: 'Download as Markdown',
    json: 'Download as JSON',
    notDownloaded: 'Not downloaded',
  },
  offer: {
    incident:
      'The incident has changed. Regenerate the postmortem to bring it up to date.',
    evidence:
      'The evidence was added. Regenerate the postmortem to take it into account.',
    incidentSince:
      'The incident has changed since this was written. Regenerating brings the postmortem up to date; what people wrote stays.',
    evidenceSince:
      'Evidence has come in since this was written. Regenerating takes it into account; what people wrote stays.',
    dismiss: 'Not now',
  },
  actionItem: {
    fields: {
      title: 'What needs to be done',
      endState: 'Done when',
    },
    why: 'Why',
    add: 'Add an action item',
    accept: 'Accept',
    acceptOf: 'Accept “{{title}}”',
    dismiss: 'Dismiss',
    dismissOf: 'Dismiss “{{title}}”',
    editOf: 'Edit “{{title}}”',
    stateIs: 'State: {{state}}',
    stateOf: 'State of “{{title}}”',
    endStateHelp: 'What will be true, and can be checked, once it is done',
    failed: 'The action item was not saved',
    ticket: 'Ticket',
    hints: {
      vague_verb:
        'Vague verb: say what will change, such as “Raise the pool limit to 100”.',
      no_target:
        'Name the thing to change, such as a service, a setting or a runbook.',
      end_state_not_checkable:
        'Hard to check: name a number, or a test, alert or dashboard and what it will show.',
      end_state_is_title:
        '“Done when” repeats the title: say what will be different afterwards.',
    },
    type: {
      investigate: 'Investigate',
      prevent: 'Prevent',
      mitigate: 'Mitigate',
      detect: 'Detect',
      repair: 'Repair',
    },
    priority: {
      high: 'High priority',
      medium: 'Medium priority',
      low: 'Low priority',
    },
  },
  category: {
    add: 'Add category',
    chosen: 'Category: {{title}}',
    setBy: 'Chosen by',
    suggested: 'Suggested: {{title}}',
    accept: 'Accept',
    acceptOf: 'Accept “{{title}}”',
    other: 'Choose another',
    menu: 'Categories',
    remove: 'Remove category',
    failed: 'The category was not saved',
  },
  conflict: {
    title: 'Somebody else has changed this since you read it.',
    saveAgain:
      'Nothing that you wrote is lost. Save again to keep your version.',
    field: 'Field',
    theirs: 'It says now',
    yours: 'You wrote',
    untouched: 'not changed by you',
    nothing: 'nothing',
    takeTheirs: 'Use theirs',
    takeTheirsFor: 'Use theirs for {{field}}',
    state: 'It is in state “{{theirs}}” now; you chose “{{yours}}”.',
    stateAnyway: 'Set to “{{state}}” anyway',
  },
  incident: {
    title: 'Edit incident {{key}}',
    failed: 'The incident was not saved',
  },
  note: {
    explain:
      'Add what no system has recorded, in the words of whoever said it or as you saw it.',
    fields: {
      text: 'What happened',
      kind: 'Source',
      at: 'When',
    },
    kinds: {
      chat: 'Chat: something that was said',
      telemetry: 'Telemetry: something that a system showed',
      deployment: 'Deployment: a new version',
      rollback: 'Deployment: a rollback',
      config_change: 'Deployment: a configuration change',
    },
    add: 'Add',
    failed: 'The evidence was not added',
    duplicate: 'This evidence has been recorded already.',
  },
  editing: {
    edit: 'Edit',
    vouch: 'Vouch',
    sentence: 'Sentence {{number}}',
    attest: 'I confirm this from first-hand knowledge',
    failed: 'The edit was not saved',
    by: 'Written by',
    newer: 'The evidence says something new here',
    before: 'When it was edited',
    now: 'From the evidence today',
    gone: 'Nothing: the evidence no longer gives this sentence.',
    use: 'Use this',
    concerns: 'Blameless check',
    replace: 'Write “{{role}}” instead',
  },
  review: {
    step: {
      sendToReview: 'Send to review',
      approve: 'Approve',
      publish: 'Publish',
      backToDraft: 'Back to draft',
      backToReview: 'Back to review',
      reopen: 'Reopen the review',
    },
    nothingOpen:
      'No claim is unsupported or contradicted, and no proposed action item is waiting for a decision.',
    claims_one: '{{count}} claim is not borne out by its evidence',
    claims_other: '{{count}} claims are not borne out by their evidence',
    proposals_one: '{{count}} proposed action item is waiting for a decision',
    proposals_other:
      '{{count}} proposed action items are waiting for a decision',
    failed: {
      draft: 'Not moved back to draft',
      in_review: 'Not sent to review',
      approved: 'Not approved',
      published: 'Not published',
    },
  },
} as const;
