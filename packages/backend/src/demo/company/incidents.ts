import type {
  createActionItemSchema,
  createIncidentSchema,
  Severity,
  submitEvidenceNodeSchema,
  submitTraceSchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { z } from 'zod';
import { CAUSES, GUESS, type Cause } from './causes';
import type { Service } from './organisation';
import { Random } from './random';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** Incidents lie in this many days before the anchor. */
const DAYS = 540;
/** What the last incident has had to come to an end. */
const LEAST_AGE_MS = 12 * 60 * MINUTE_MS;

/** Minutes that people need at least, and those of three days. */
const LEAST_MINUTES = 14;
const MOST_MINUTES = 3 * 24 * 60;
/** Points of a metric, and how many of them are from before and during the incident. */
const POINTS = 60;
const POINTS_BEFORE = 12;
const POINTS_DURING = 36;

/** How many of each, and how long they take: median minutes to resolve. */
const SEVERITIES: { severity: Severity; weight: number; median: number }[] = [
  { severity: 'sev1', weight: 5, median: 70 },
  { severity: 'sev2', weight: 17, median: 55 },
  { severity: 'sev3', weight: 43, median: 90 },
  { severity: 'sev4', weight: 25, median: 200 },
  { severity: 'sev5', weight: 10, median: 400 },
];

/** Who looks at the demo; a few of the open action items are theirs. */
const READER = 'user:default/guest';

/** An action item, and how it ended. */
export type PastItem = z.input<typeof createActionItemSchema> & {
  id: string;
  createdAt: string;
  state: 'open' | 'in_progress' | 'done' | 'verified' | 'dropped';
  closedAt?: string;
};

/**
 * A past incident with everything that followed, as the HTTP API takes it.
 * Without `draftedAt` nobody wrote a postmortem.
 */
export type PastIncident = {
  incident: z.input<typeof createIncidentSchema>;
  evidence: z.input<typeof submitEvidenceNodeSchema>[];
  trace?: z.input<typeof submitTraceSchema>;
  draftedAt?: string;
  reviewedAt?: string;
  publishedAt?: string;
  /** What people chose for the cause and for what contributed to it, where they did. */
  categories?: { rootCause: string; contributingFactors: string };
  items: PastItem[];
};

/**
 * `count` incidents of the company before `anchor`, oldest first; the same for
 * the same arguments.
 *
 * Durations are log-normal, and working hours have more incidents than nights.
 * A few services have most of the incidents. Some incidents repeat an earlier
 * one. The share of published postmortems grows over time.
 */
export function incidentsOf(options: {
  services: readonly Service[];
  count: number;
  seed: number;
  anchor: Date;
}): PastIncident[] {
  const { services, count, seed, anchor } = options;
  const random = new Random(seed);
  const starts = Array.from({ length: count }, () =>
    startBefore(anchor.getTime(), random),
  ).sort((a, b) => a - b);
  const lastCause = new Map<string, Cause>();
  return starts.map((start, index) => {
    const service = random.pickWeighted(services);
    const before = lastCause.get(service.name);
    const cause =
      before && random.chance(0.45) ? before : random.pickWeighted(CAUSES);
    lastCause.set(service.name, cause);
    return incidentOf({
      key: `OPS-${1001 + index}`,
      start,
      now: anchor.getTime(),
      service,
      cause,
      random,
    });
  });
}

/** More on working days and in working hours, when people change things. */
function startBefore(anchor: number, random: Random): number {
  for (;;) {
    const start = new Date(
      anchor - LEAST_AGE_MS - random.next() * DAYS * DAY_MS,
    );
    const atWork =
      start.getUTCDay() % 6 !== 0 &&
      start.getUTCHours() >= 8 &&
      start.getUTCHours() < 18;
    if (atWork || random.chance(0.3)) return start.getTime();
  }
}

function incidentOf(given: {
  key: string;
  start: number;
  now: number;
  service: Service;
  cause: Cause;
  random: Random;
}): PastIncident {
  const { key, start, now, service, cause, random } = given;
  const { severity, median } = random.pickWeighted(SEVERITIES);
  const minor = random.between(2, 40);
  const values: Record<string, string> = {
    s: service.name,
    d: service.dependsOn[0] ?? 'payment-service',
    v: `1.${minor}.0`,
    o: `1.${minor - 1}.0`,
    n: String(random.between(3, 60) * 10),
  };
  const fill = (text: string) =>
    text.replace(/\{(\w)\}/g, (_, name) => values[name]);
  const at = (time: number) => new Date(time).toISOString();

  const detected = start + Math.ceil(random.logNormal(4, 0.8)) * MINUTE_MS;
  const minutes = Math.ceil(random.logNormal(median, 0.8));
  const resolved = Math.min(
    detected +
      Math.min(MOST_MINUTES, Math.max(LEAST_MINUTES, minutes)) * MINUTE_MS,
    now - MINUTE_MS,
  );
  const mitigated = detected + Math.floor((resolved - detected) * 0.8);
  const metadata = { service: service.ref };
  const base = { provider: 'company', metadata };
  const id = (name: string) => `${key.toLowerCase()}/${name}`;
  const alert = (status: 'firing' | 'resolved', time: number) => ({
    ...base,
    id: id(`alert/${status}`),
    sourceType: 'telemetry' as const,
    timestamp: at(time),
    payload: {
      kind: 'alert' as const,
      alertName: cause.alert,
      status,
      severity: 'critical',
      summary: `${cause.metric.name} of ${service.name} is high`,
      labels: { alertname: cause.alert, service: service.name },
    },
  });
  const { metric } = cause;
  const evidence: PastIncident['evidence'] = [
    alert('firing', detected),
    {
      ...base,
      id: id('log'),
      sourceType: 'telemetry',
      timestamp: at(start + MINUTE_MS),
      payload: { kind: 'log', level: 'error', message: fill(cause.log) },
    },
    {
      ...base,
      id: id('metric'),
      sourceType: 'telemetry',
      timestamp: at(resolved),
      payload: {
        kind: 'metric',
        metric: metric.name,
        unit: metric.unit,
        labels: { service: service.name },
        points: pointsOf(metric, start, mitigated, random),
      },
    },
    alert('resolved', mitigated + MINUTE_MS),
  ];
  if (cause.deployment) {
    evidence.unshift({
      ...base,
      id: id('deployment'),
      sourceType: 'deployment',
      timestamp: at(start),
      payload: {
        kind: 'deployment',
        version: values.v,
        previousVersion: values.o,
        environment: 'production',
        status: 'succeeded',
        description: fill(cause.deployment),
      },
    });
    evidence.push({
      ...base,
      id: id('rollback'),
      sourceType: 'deployment',
      timestamp: at(mitigated),
      payload: {
        kind: 'rollback',
        version: values.o,
        previousVersion: values.v,
        environment: 'production',
        status: 'succeeded',
        description: 'Back to the last good version',
      },
    });
  }
  const age = (now - start) / (DAYS * DAY_MS);
  const investigated = random.chance(0.85);
  const guessed = investigated && random.chance(0.07);
  const review = reviewOf({
    resolved,
    now,
    age,
    major: severity <= 'sev2',
    // A cause that nobody looked for, or that is a guess, is nothing to vouch for
    canBeApproved: investigated && !guessed,
    random,
  });
  return {
    incident: {
      key,
      title: fill(cause.title),
      severity,
      services: [service.ref],
      startedAt: at(start),
      detectedAt: at(detected),
      mitigatedAt: at(mitigated),
      resolvedAt: at(resolved),
    },
    evidence,
    ...(investigated && {
      trace: traceOf({ key, detected, cause, guessed, fill, service, id }),
    }),
    ...review,
    ...(isCategorised(key) && {
      categories: { rootCause: cause.category, contributingFactors: 'process' },
    }),
    items: review.draftedAt
      ? itemsOf({
          key,
          from: Date.parse(review.draftedAt),
          now,
          cause,
          fill,
          random,
        })
      : [],
  };
}

/** People leave one in six without. */
function isCategorised(key: string): boolean {
  return Number(key.replace(/\D/g, '')) % 6 !== 0;
}

function pointsOf(
  metric: Cause['metric'],
  start: number,
  end: number,
  random: Random,
): [string, number][] {
  const step = Math.max(
    MINUTE_MS / 4,
    Math.round((end - start) / POINTS_DURING),
  );
  return Array.from({ length: POINTS }, (_, index) => {
    const time = start + (index - POINTS_BEFORE) * step;
    const high = time > start && time < end;
    const level =
      (high ? metric.highest : metric.before) * (0.8 + 0.2 * random.next());
    // The highest is what the investigation quotes
    const value = index === POINTS_BEFORE + 6 ? metric.highest : level;
    return [new Date(time).toISOString(), Number(value.toFixed(4))];
  });
}

function traceOf(given: {
  key: string;
  detected: number;
  cause: Cause;
  guessed: boolean;
  fill: (text: string) => string;
  service: Service;
  id: (name: string) => string;
}): PastIncident['trace'] {
  const { key, detected, cause, guessed, fill, service, id } = given;
  const { metric } = cause;
  const step = (
    stepId: string,
    after: number,
    evidence: string,
    action: 'query_metric' | 'inspect_log' | 'check_deployment',
    output: Record<string, string | number>,
    explanation: string,
    nextStep: string | null,
    rule = 'the evidence says so',
  ) => ({
    stepId,
    action,
    timestamp: new Date(detected + after * MINUTE_MS).toISOString(),
    input: { service: service.name },
    output,
    evidence: [evidence],
    validation: { passed: true, rule, explanation },
    nextStep,
  });
  const rose = `${metric.name} of ${service.name} rose to ${metric.highest}`;
  return {
    incidentId: key,
    traceId: `company-agent/${key.toLowerCase()}`,
    investigator: 'company agent 2.0',
    steps: [
      step(
        'metric',
        1,
        id('metric'),
        'query_metric',
        { highest: metric.highest, reading: rose },
        rose,
        'log',
      ),
      step(
        'log',
        2,
        id('log'),
        'inspect_log',
        { first: fill(cause.log) },
        fill(cause.log),
        cause.deployment ? 'deployment' : null,
        cause.found && `output contains "${fill(cause.found)}"`,
      ),
      ...(cause.deployment
        ? [
            step(
              'deployment',
              3,
              id('deployment'),
              'check_deployment',
              {
                deployed: fill('{s} {v} replaced {o}'),
                change: fill(cause.deployment),
                canary: fill('none: {s} {v} went to every instance at once'),
              },
              fill(
                '{s} {v} was deployed before the first error: {s} {v} replaced {o}',
              ),
              null,
            ),
          ]
        : []),
    ],
    rootCauseHypothesis: fill(guessed ? GUESS : cause.hypothesis),
    supportingEvidence: cause.deployment
      ? ['metric', 'log', 'deployment']
      : ['metric', 'log'],
    contributingFactors: cause.factor ? [fill(cause.factor)] : [],
  };
}

/** How far the postmortem came, and when. */
function reviewOf(given: {
  resolved: number;
  now: number;
  /** 1 for the oldest, 0 for today. */
  age: number;
  major: boolean;
  canBeApproved: boolean;
  random: Random;
}): Pick<PastIncident, 'draftedAt' | 'reviewedAt' | 'publishedAt'> {
  const { resolved, now, age, major, canBeApproved, random } = given;
  const at = (time: number) => new Date(time).toISOString();
  // Small incidents often go without
  if (!random.chance(major ? 0.98 : 0.8)) return {};
  const drafted = resolved + random.logNormal(5 * 60, 1.1) * MINUTE_MS;
  if (drafted >= now) return {};
  const reviewed = drafted + random.logNormal(3 * 24 * 60, 0.8) * MINUTE_MS;
  if (!canBeApproved || reviewed >= now || !random.chance(0.92 - 0.25 * age)) {
    return { draftedAt: at(drafted) };
  }
  const published = reviewed + random.logNormal(4 * 24 * 60, 0.7) * MINUTE_MS;
  return {
    draftedAt: at(drafted),
    reviewedAt: at(reviewed),
    ...(published < now &&
      random.chance(0.95 - 0.35 * age) && { publishedAt: at(published) }),
  };
}

function itemsOf(given: {
  key: string;
  from: number;
  now: number;
  cause: Cause;
  fill: (text: string) => string;
  random: Random;
}): PastItem[] {
  const { key, from, now, cause, fill, random } = given;
  return cause.items.map(({ title, endState, type }, index) => {
    const priority = random.pick(['high', 'medium', 'low'] as const);
    const days = { high: 14, medium: 30, low: 90 }[priority];
    const closed = from + random.logNormal(days * 0.9, 0.7) * DAY_MS;
    const isClosed = closed < now && random.chance(0.85);
    const isReaders = !isClosed && random.chance(0.06);
    return {
      id: `${key.toLowerCase()}-${index + 1}`,
      title: fill(title),
      endState: fill(endState),
      type,
      priority,
      ...(isReaders && { owner: READER }),
      createdAt: new Date(from).toISOString(),
      dueAt: new Date(from + days * DAY_MS).toISOString(),
      state: isClosed
        ? random.pickWeighted([
            { state: 'done', weight: 55 },
            { state: 'verified', weight: 35 },
            { state: 'dropped', weight: 10 },
          ] as const).state
        : random.pick(['open', 'open', 'in_progress'] as const),
      ...(isClosed && { closedAt: new Date(closed).toISOString() }),
    };
  });
}
