import {
  submitTraceSchema,
  type EvidenceNode,
  type EvidenceSeal,
  type Incident,
  type InvestigationTrace,
  type PostmortemTemplate,
  type SubmitEvidenceNode,
} from '@postmortems/backstage-plugin-postmortems-common';
import { normaliseEvidence } from '../evidence';
import type { KnownService } from '../platform/catalog';
import { recordHashOf } from '../sealing';
import { ManifestCounter } from '../sealing/manifest';
import { MerkleRoot } from '../sealing/MerkleRoot';
import { TraceValidator } from '../traces';
import {
  DEFAULT_SEARCH,
  findCandidateCauses,
  SealedFacts,
} from '../verification';

const NOW = '2026-03-02T16:00:00.000Z';
const at = (clock: string) => `2026-03-02T${clock}.000Z`;

/** An incident of a shop's checkout after a bad deployment. */
export const shopIncident: Incident = {
  key: 'INC-42',
  title: 'Checkout rejects orders',
  severity: 'sev2',
  status: 'resolved',
  services: ['component:default/checkout', 'component:default/storefront'],
  startedAt: at('14:02:00'),
  detectedAt: at('14:09:00'),
  resolvedAt: at('14:31:00'),
  visibility: 'public',
  participants: [],
  createdBy: 'external:test',
  createdAt: at('14:10:00'),
  updatedAt: at('14:32:00'),
};

export const shopServices: KnownService[] = [
  'checkout',
  'storefront',
  'payment-service',
  'inventory',
].map(name => ({
  ref: `component:default/${name}`,
  names: [name, `component:default/${name}`],
}));

const checkout = { service: 'component:default/checkout' };

/**
 * Chat, alerts, a metric, log lines and a deployment of {@link shopIncident}.
 */
export const shopEvidence: SubmitEvidenceNode[] = [
  {
    id: 'deploy-1',
    sourceType: 'deployment',
    timestamp: at('14:00:00'),
    metadata: checkout,
    payload: {
      kind: 'deployment',
      version: '2.4.1',
      previousVersion: '2.4.0',
      commit: '9fceb02',
      author: 'Mei Tan',
    },
  },
  {
    id: 'errors',
    sourceType: 'telemetry',
    timestamp: at('14:35:00'),
    metadata: checkout,
    payload: {
      kind: 'metric',
      metric: 'error_rate',
      unit: 'ratio',
      points: [
        [at('13:58:00'), 0.002],
        [at('14:00:00'), 0.003],
        [at('14:05:00'), 0.21],
        [at('14:12:00'), 0.345],
        [at('14:25:00'), 0.05],
        [at('14:33:00'), 0.001],
      ],
    },
  },
  {
    id: 'alert-1',
    sourceType: 'telemetry',
    timestamp: at('14:08:00'),
    metadata: checkout,
    provider: 'prometheus',
    payload: {
      kind: 'alert',
      alertName: 'CheckoutErrors',
      status: 'firing',
      summary: '21 % of requests fail',
      startsAt: at('14:08:00'),
    },
  },
  {
    id: 'alert-2',
    sourceType: 'telemetry',
    timestamp: at('14:30:00'),
    metadata: checkout,
    provider: 'prometheus',
    payload: {
      kind: 'alert',
      alertName: 'CheckoutErrors',
      status: 'resolved',
      startsAt: at('14:08:00'),
      endsAt: at('14:30:00'),
    },
  },
  ...[3, 3, 4].map(
    (minute, index): SubmitEvidenceNode => ({
      id: `log-${index}`,
      sourceType: 'telemetry',
      timestamp: at(`14:0${minute}:1${index}`),
      metadata: checkout,
      payload: {
        kind: 'log',
        level: 'error',
        message: `order ${1000 + index} rejected: field currency is missing`,
      },
    }),
  ),
  {
    id: 'chat-1',
    sourceType: 'chat',
    timestamp: at('14:10:00'),
    metadata: checkout,
    provider: 'slack',
    payload: {
      kind: 'message',
      channel: '#incident-42',
      author: { id: 'U1', name: 'Ada Okafor' },
      text: 'I think the database of payments is down',
    },
  },
];

/** What an agent found out about {@link shopIncident}. */
export const shopTrace = {
  traceId: 'run-7',
  incidentId: 'INC-42',
  investigator: 'test agent',
  rootCauseHypothesis:
    'Version 2.4.1 of checkout rejects orders because the field currency is missing.',
  supportingEvidence: ['s1', 's2'],
  contributingFactors: [
    'The deployment of checkout version 2.4.1 had replaced version 2.4.0 without a canary.',
  ],
  steps: [
    {
      stepId: 's0',
      action: 'query_metric',
      hypothesis: 'The database of payments is down.',
      input: { query: 'up{job="payments-db"}' },
      output: { up: 1 },
      validation: {
        passed: false,
        rule: 'up == 0',
        explanation: 'the database answered the whole time (up is 1)',
      },
      nextStep: null,
    },
    {
      stepId: 's1',
      action: 'inspect_log',
      input: { service: 'checkout' },
      output: {
        lines: ['order 1000 rejected: field currency is missing'],
        count: 3,
      },
      evidence: ['log-0', 'log-1', 'log-2'],
      validation: {
        passed: true,
        rule: 'a rejected order names its reason',
        explanation: '3 rejected orders say that field currency is missing',
      },
      nextStep: 's2',
    },
    {
      stepId: 's2',
      action: 'check_deployment',
      input: { service: 'checkout' },
      output: {
        deployed: 'checkout version 2.4.1 replaced version 2.4.0',
        diff: 'rejects orders in which the field currency is missing',
      },
      evidence: ['deploy-1'],
      validation: {
        passed: true,
        rule: 'a deployment precedes the first error',
        explanation: 'version 2.4.1 was deployed before the first error',
      },
      nextStep: null,
    },
  ],
};

/** Evidence as the ingestion would store it; throws when it would not. */
export function ingested(nodes: readonly unknown[]): EvidenceNode[] {
  return normaliseEvidence({ nodes, now: NOW })
    .map(result => {
      if ('node' in result) return result.node;
      throw new Error(JSON.stringify(result.errors));
    })
    .sort((a, b) => (a.timestamp < b.timestamp ? -1 : 1));
}

/** A seal over evidence that no database has seen. */
export function sealOf(
  incident: Incident,
  evidence: readonly EvidenceNode[],
): EvidenceSeal {
  const counter = new ManifestCounter();
  const root = new MerkleRoot();
  for (const node of evidence) counter.add(node);
  for (const hash of evidence.map(node => node.contentHash).sort()) {
    root.add(hash);
  }
  const record = JSON.parse(JSON.stringify(incident));
  const manifest = counter.manifest();
  return {
    id: 'seal-1',
    incidentKey: incident.key,
    algorithm: 'sha256-merkle',
    root: root.digest(),
    manifest,
    incident: record,
    recordHash: recordHashOf({ incident: record, manifest }),
    sealedAt: NOW,
  };
}

/** Everything that the pipeline has at hand once the evidence is sealed. */
export function shopCase(
  options: {
    withTrace?: boolean;
    trace?: object;
    evidence?: readonly SubmitEvidenceNode[];
    incident?: Partial<Incident>;
  } = {},
) {
  const incident = { ...shopIncident, ...options.incident };
  const nodes = ingested(options.evidence ?? shopEvidence);
  let trace: InvestigationTrace | undefined;
  if (options.withTrace ?? true) {
    const validation = new TraceValidator().validate(
      submitTraceSchema.parse({ ...shopTrace, ...options.trace }),
      {
        knownEvidenceIds: new Set(nodes.map(({ id }) => id)),
        service: incident.services[0],
        submittedBy: 'external:test',
        submittedAt: NOW,
      },
    );
    if (!validation.accepted) {
      throw new Error(JSON.stringify(validation.violations));
    }
    trace = validation.trace;
    nodes.push(...validation.stepNodes);
  }
  const seal = sealOf(incident, nodes);
  const facts = new SealedFacts({
    seal,
    trace,
    evidence: nodes,
    services: shopServices,
  });
  const causes = findCandidateCauses({ facts, incident, ...DEFAULT_SEARCH });
  return { incident, evidence: nodes, trace, seal, facts, causes };
}

export const shopTemplate: PostmortemTemplate = {
  minConfidence: 0.5,
  unsupportedModelClaims: 'drop',
  name: 'v2.4',
  version: '1',
  title: 'Postmortem',
  sections: {
    summary: { maxLength: 2000, tone: 'technical' },
    impact: {},
    timeline: { format: 'utc', granularity: 'minute', maxEntries: 200 },
    rootCause: {
      requireEvidence: true,
      maxDepth: 3,
      lookbackHours: 24,
      whenUnsupported: 'undetermined',
    },
    contributingFactors: {},
    ruledOut: {},
    notChecked: {},
    custom: {},
    actionItems: {
      assigneeRequired: true,
      dueDateRequired: true,
      dueInDays: { high: 14, medium: 30, low: 90 },
    },
  },
  order: [],
};
