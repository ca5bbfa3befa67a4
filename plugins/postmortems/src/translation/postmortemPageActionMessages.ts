/** Messages of the actions on the postmortem page. */
export const postmortemPageActionMessages = {
  actions: {
    label: 'Actions',
    addEvidence: 'Add evidence',
    editIncident: 'Edit incident',
    regenerate: 'Regenerate',
    regenerating: 'Regenerating…',
    regenerated: 'Regenerated from the current evidence',
    unchanged: 'No changes since this revision',
    notRegenerated: 'The postmortem could not be regenerated',
    markdown: 'Download as Markdown',
    json: 'Download as JSON',
    notDownloaded: 'The download failed',
  },
  offer: {
    incident:
      'The incident has changed. Regenerate the postmortem to bring it up to date.',
    evidence:
      'The evidence was added. Regenerate the postmortem to include it.',
    incidentSince:
      'The incident has changed since this draft. Regenerate the postmortem to bring it up to date; edits by people are kept.',
    evidenceSince:
      'Evidence was added since this draft. Regenerate the postmortem to include it; edits by people are kept.',
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
    endStateHelp:
      'A checkable result, such as “A replay raises an alert within 5 minutes”',
    failed: 'The action item could not be saved',
    ticket: 'Ticket',
    hints: {
      vague_verb:
        'Vague verb: describe the change, such as “Raise the pool limit to 100”.',
      no_target:
        'Name the thing to change, such as a service, a setting or a runbook.',
      end_state_not_checkable:
        'Hard to check: name a number, or a test, alert or dashboard and its expected result.',
      end_state_is_title:
        '“Done when” repeats the title: describe the result instead.',
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
    title: 'Somebody else has changed this in the meantime.',
    saveAgain: 'Your changes are kept. Save again to overwrite theirs.',
    field: 'Field',
    theirs: 'Current text',
    yours: 'Your text',
    untouched: 'unchanged',
    empty: 'empty',
    takeTheirs: 'Use theirs',
    takeTheirsFor: 'Use theirs for {{field}}',
    state: 'The state is now “{{theirs}}”; you selected “{{yours}}”.',
    stateAnyway: 'Set to “{{state}}” anyway',
  },
  incident: {
    title: 'Edit incident {{key}}',
    failed: 'The incident could not be saved',
  },
  note: {
    explain:
      'Add what no system has recorded, such as a quote or your own observation.',
    fields: {
      text: 'What happened',
      kind: 'Source',
      at: 'When',
    },
    kinds: {
      chat: 'Chat: a statement',
      telemetry: 'Telemetry: an observation',
      deployment: 'Deployment: a new version',
      rollback: 'Deployment: a rollback',
      config_change: 'Deployment: a configuration change',
    },
    add: 'Add',
    failed: 'The evidence could not be added',
    duplicate: 'This evidence has already been added.',
  },
  editing: {
    edit: 'Edit',
    confirm: 'Confirm',
    claim: 'Claim {{number}}',
    confirmed: 'Confirmed',
    confirmedBy: 'Confirmed by',
    wasConfirmedBy: 'Cannot stand confirmed as it is. Confirmed earlier by',
    takeBack: 'Take back',
    takenBack: 'Confirmation taken back',
    attest: 'I confirm this from first-hand knowledge',
    failed: 'The changes could not be saved',
    by: 'Edited by',
    newer: 'The evidence for this text has changed',
    before: 'Draft before the edit',
    now: 'New draft',
    gone: 'The new draft does not contain this text.',
    use: 'Use the new draft',
    concerns: 'Blameless check',
    replace: 'Replace with “{{role}}”',
  },
  review: {
    step: {
      sendToReview: 'Send for review',
      approve: 'Approve',
      publish: 'Publish',
      backToDraft: 'Back to draft',
      backToReview: 'Back to review',
      reopen: 'Reopen review',
    },
    nothingOpen:
      'No unsupported or contradicted claims, and no undecided action items.',
    claims_one: '{{count}} claim is not supported by its evidence',
    claims_other: '{{count}} claims are not supported by their evidence',
    proposals_one: '{{count}} proposed action item is undecided',
    proposals_other: '{{count}} proposed action items are undecided',
    failed: {
      draft: 'The postmortem could not be moved back to draft',
      in_review: 'The postmortem could not be sent for review',
      approved: 'The postmortem could not be approved',
      published: 'The postmortem could not be published',
    },
  },
} as const;
