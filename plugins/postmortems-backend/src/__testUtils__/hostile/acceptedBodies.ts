const startedAt = '2026-03-02T14:02:00.000Z';
const claim = {
  text: 'checkout logged errors',
  kind: 'root_cause',
  spans: [{ evidenceId: 'e-1', pointer: '/text', quote: 'down' }],
};
const claims = [claim];
const base = { baseRevision: 1, reason: 'we looked at it' };

/** A body that each route which takes one accepts, where its path is right. */
export const acceptedBodies: Record<string, object> = {
  'post /incidents': {
    key: 'NEW-1',
    title: 'Checkout rejects orders',
    description: 'Orders fail',
    severity: 'sev2',
    services: ['component:default/checkout'],
    startedAt,
    resolvedAt: '2026-03-02T15:02:00.000Z',
    participants: ['user:default/ada'],
    sourceUrl: 'https://example.com/1',
  },
  'post /incidents/reassign': {
    from: 'component:default/old',
    to: 'component:default/checkout',
  },
  'patch /incidents/{key}': { title: 'Another title', description: 'More' },
  'post /incidents/{key}/evidence': {
    nodes: [
      {
        id: 'm-1',
        sourceType: 'chat',
        timestamp: startedAt,
        payload: {
          kind: 'message',
          author: { name: 'Ada', id: 'U1' },
          text: 'checkout is down',
          reactions: [{ name: 'eyes', count: 2 }],
        },
        metadata: { service: 'checkout', region: 'eu-west-1' },
      },
      {
        id: 'm-2',
        sourceType: 'telemetry',
        timestamp: startedAt,
        payload: {
          kind: 'metric',
          metric: 'error_rate',
          unit: 'ratio',
          labels: { service: 'checkout' },
          points: [
            [startedAt, 0.1],
            ['2026-03-02T14:03:00.000Z', 0.9],
          ],
        },
      },
      {
        id: 'm-3',
        sourceType: 'telemetry',
        timestamp: startedAt,
        payload: { kind: 'own', deep: { list: [{ a: 1 }, { a: null }] } },
      },
    ],
  },
  'post /incidents/{key}/notes': { text: 'I restarted it', at: startedAt },
  'post /incidents/{key}/traces': {
    traceId: 'run-1',
    incidentId: 'INC-1',
    investigator: 'an agent',
    steps: [
      {
        stepId: 'step-1',
        action: 'inspect_log',
        hypothesis: 'the pool is full',
        input: { query: 'level=error' },
        output: { lines: ['timeout'] },
        evidence: ['m-1'],
        validation: { passed: true, rule: 'errors > 0', explanation: 'it is' },
        nextStep: null,
      },
    ],
    rootCauseHypothesis: 'the pool is full',
    supportingEvidence: ['step-1'],
    contributingFactors: ['no alert'],
  },
  'post /incidents/{key}/claims/verify': { claims },
  'post /incidents/{key}/postmortems': {},
  'put /postmortems/{id}/blocks/{blockId}': { baseRevision: 1, claims },
  'post /postmortems/{id}/sections/{sectionId}/blocks': { claims, after: null },
  'put /postmortems/{id}/blocks/{blockId}/position': { after: null },
  'put /postmortems/{id}/blocks/{blockId}/category': {
    baseRevision: 1,
    category: 'monitoring-gap',
  },
  'post /postmortems/{id}/causes/{claimId}/decision': {
    ...base,
    outcome: 'confirmed',
  },
  'post /postmortems/{id}/undetermined': base,
  'post /postmortems/{id}/transitions': { to: 'in_review', reason: 'ready' },
  'post /postmortems/{id}/action-items': {
    title: 'Add an alert',
    type: 'detect',
    priority: 'high',
    endState: 'The alert fires in a test',
    dueAt: '2026-04-02T14:02:00.000Z',
  },
  'patch /postmortems/{id}/action-items/{itemId}': {
    version: 1,
    title: 'Add two alerts',
  },
  'post /postmortems/{id}/action-items/{itemId}/ticket': { tracker: 'jira' },
  'put /incidents/{key}/legal-hold': { reason: 'A case' },
  'post /erasures/preview': {
    subject: 'person',
    names: ['user:default/grace', 'Grace'],
    reason: 'They asked for it',
  },
  'post /erasures': {
    subject: 'incident',
    incidentKey: 'NEW-1',
    reason: 'Opened by mistake',
  },
};
