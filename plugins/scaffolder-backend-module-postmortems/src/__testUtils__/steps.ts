/** What a template passes on of a field that nobody filled in. */
export const EMPTY = '';

/** Outputs of the step `start`. */
const INCIDENT_KEY = '${{ steps.start.output.incidentKey }}';
const POSTMORTEM_ID = '${{ steps.start.output.postmortemId }}';

export const startStep = {
  id: 'start',
  action: 'postmortem:start',
  input: {
    service: 'component:default/checkout',
    title: 'Checkout rejected orders',
    severity: 'sev2',
    key: EMPTY,
    startedAt: EMPTY,
    resolvedAt: EMPTY,
    summary: EMPTY,
    participants: [EMPTY],
  },
};

export const evidenceStep = {
  id: 'evidence',
  action: 'postmortem:evidence:add',
  input: {
    incidentKey: INCIDENT_KEY,
    postmortemId: POSTMORTEM_ID,
    service: 'component:default/checkout',
    text: 'Rolled back to 2.4.0',
    file: EMPTY,
    author: EMPTY,
    timestamp: EMPTY,
  },
};

export const itemStep = {
  id: 'item',
  action: 'postmortem:action-item:create',
  input: {
    postmortemId: POSTMORTEM_ID,
    title: 'Alert on a full pool',
    type: 'detect',
    owner: EMPTY,
    dueAt: EMPTY,
    endState: 'An alert fires within 2 minutes of a full pool',
  },
};

export const allSteps = [startStep, evidenceStep, itemStep];
