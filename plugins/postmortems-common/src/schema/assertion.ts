import { z } from 'zod';
import { isoTimeSchema, jsonPointerSchema } from './primitives';

// An assertion is one checkable statement about sealed evidence, as data. A claim
// is read into assertions, or is a rendering of them. Code evaluates each one.

const evidenceId = z.string().min(1).max(256);
const name = z.string().min(1).max(300);
/** Words of a source. An ellipsis at their end says that the source goes on. */
const words = z.string().min(1).max(4000);

/**
 * How a stated number relates to the true one. `about` allows 10 % and the
 * rounding that the stated digits imply; `almost` is below by at most 15 %.
 *
 * @public
 */
export const boundSchema = z.enum([
  'exactly',
  'about',
  'almost',
  'at_least',
  'at_most',
  'more_than',
  'less_than',
]);

/** See {@link boundSchema}. @public */
export type Bound = z.infer<typeof boundSchema>;

/**
 * Unit of a quantity. `percent` of a metric in `ratio` is converted, as are
 * `seconds` and `milliseconds`. `none`: the statement names no unit.
 *
 * @public
 */
export const unitSchema = z.enum([
  'none',
  'ratio',
  'percent',
  'seconds',
  'milliseconds',
  'bytes',
  'per_second',
  'count',
]);

/** See {@link unitSchema}. @public */
export type Unit = z.infer<typeof unitSchema>;

/**
 * A stated number. `precision` is the size of the last stated digit in the same
 * unit, so that `33.5` (0.1) holds for 33.498.
 *
 * @public
 */
export const quantitySchema = z
  .strictObject({
    bound: boundSchema,
    value: z.number(),
    unit: unitSchema,
    precision: z.number().nonnegative(),
    /** A unit of the source's own, e.g. `connections`, with the unit `count` or `none`. */
    noun: name.optional(),
  })
  .meta({ id: 'AssertedQuantity' });

/** See {@link quantitySchema}. @public */
export type Quantity = z.infer<typeof quantitySchema>;

/**
 * A stated moment: holds for what happened from `at` to less than `precisionMs`
 * later, or at most half of it earlier.
 *
 * @public
 */
export const instantSchema = z
  .strictObject({
    at: isoTimeSchema,
    /** Milliseconds: 60,000 for `14:07`, 1,000 for `14:07:12`, 86,400,000 for a day. */
    precisionMs: z.number().positive(),
    bound: boundSchema.default('exactly'),
  })
  .meta({ id: 'AssertedInstant' });

/** See {@link instantSchema}. @public */
export type Instant = z.infer<typeof instantSchema>;

/** A stated part of time; open where an end is absent. @public */
export const windowSchema = z
  .strictObject({
    from: instantSchema.optional(),
    to: instantSchema.optional(),
  })
  .meta({ id: 'AssertedWindow' });

/** See {@link windowSchema}. @public */
export type Window = z.infer<typeof windowSchema>;

/**
 * Something that happened, in evidence or in the incident's record. Without a
 * `pointer` it is the node's event time; with one, the time there: `/startsAt` and
 * `/endsAt` of an alert, `/points/N/0` of a metric, `/startedAt` and others of the
 * incident's record.
 *
 * @public
 */
export const eventRefSchema = z
  .strictObject({ evidence: evidenceId, pointer: jsonPointerSchema.optional() })
  .meta({ id: 'AssertedEvent' });

/** See {@link eventRefSchema}. @public */
export type EventRef = z.infer<typeof eventRefSchema>;

/** A metric series: a metric node, with the metric, service and labels that are stated. @public */
export const seriesSchema = z
  .strictObject({
    evidence: evidenceId,
    metric: name,
    service: name.optional(),
    /** Labels that tell it from other series of the metric; `region` may also be that of the node. */
    labels: z.record(name, name).optional(),
  })
  .meta({ id: 'AssertedSeries' });

/** See {@link seriesSchema}. @public */
export type Series = z.infer<typeof seriesSchema>;

/** Sealed nodes that are counted, or of which none may exist. @public */
export const evidenceFilterSchema = z
  .strictObject({
    /** Payload kind: `alert`, `log`, `message`, `deployment`, `rollback`, `config_change`, `event`, `metric`, `step`. */
    kind: name.optional(),
    sourceType: z
      .enum(['chat', 'telemetry', 'agent_trace', 'deployment'])
      .optional(),
    service: name.optional(),
    /** Name of an alert or change. */
    name: name.optional(),
    level: name.optional(),
    /** Status of an alert. */
    status: z.enum(['firing', 'resolved']).optional(),
    /** What a message, log line or event contains. */
    text: words.optional(),
    /** A node that says the same, digits in log lines apart. */
    sameAs: evidenceId.optional(),
    /** One of these regions, by the node or its label `region`. */
    regions: z.array(name).min(1).max(20).optional(),
    /** The service as the evidence itself names it, whatever else the catalog calls it. */
    origin: name.optional(),
    /** The words of a log line; `<*>` stands for any one word. */
    pattern: words.optional(),
    /** The request, thread or rollout that the node names. */
    correlationId: name.optional(),
    /** A message by somebody else than the author of this one. */
    othersThan: evidenceId.optional(),
    window: windowSchema.optional(),
  })
  .meta({ id: 'EvidenceFilter' });

/** See {@link evidenceFilterSchema}. @public */
export type EvidenceFilter = z.infer<typeof evidenceFilterSchema>;

/** A metric has a value at a time, or holds to a bound during a window. @public */
export const valueAssertionSchema = z.strictObject({
  type: z.literal('value'),
  series: seriesSchema,
  quantity: quantitySchema,
  /**
   * `throughout`: at every point of the window, of which one is at `at`; `never`: at
   * none; `point`: at `at`, or at some point of the window.
   */
  extent: z.enum(['point', 'throughout', 'never']),
  at: instantSchema.optional(),
  window: windowSchema.optional(),
  /**
   * From `at` on the series is back at its level of this earlier time, after it had
   * left it. Only with the extent `point`.
   */
  backTo: instantSchema.optional(),
});

/** A metric rose, fell or stayed, between two points that exist. @public */
export const changeAssertionSchema = z.strictObject({
  type: z.literal('change'),
  series: seriesSchema,
  direction: z.enum(['rose', 'fell', 'stayed']),
  from: quantitySchema.optional(),
  to: quantitySchema.optional(),
  /** Difference of the two, in the unit of the metric or in `percent` of the first. */
  by: quantitySchema.optional(),
  /** The second over the first; the first over the second for `fell`. */
  factor: quantitySchema.optional(),
  fromAt: instantSchema.optional(),
  toAt: instantSchema.optional(),
  /** Time from one point to the other. */
  within: quantitySchema.optional(),
  /**
   * How often it rose and fell again, by most of the way between `from`, the lowest point from `fromAt`
   * to `toAt`, and `to`, the highest one. Only with the direction `rose`.
   */
  times: z.int().min(2).optional(),
});

/** The highest or lowest point of a series in a window, or over all of it. @public */
export const extremeAssertionSchema = z.strictObject({
  type: z.literal('extreme'),
  series: seriesSchema,
  which: z.enum(['highest', 'lowest']),
  quantity: quantitySchema.optional(),
  at: instantSchema.optional(),
  window: windowSchema.optional(),
  /**
   * What the metric can be at most: by another series of the same service at that
   * time, or by words about the service such as `469 of 500`, whose first number the
   * metric had.
   */
  limit: z
    .union([
      z.strictObject({ quantity: quantitySchema, series: seriesSchema }),
      z.strictObject({
        quantity: quantitySchema,
        evidence: evidenceId,
        pointer: jsonPointerSchema,
        text: words,
      }),
    ])
    .optional(),
});

/** Sum, mean, median or percentile of a series in a window. @public */
export const aggregateAssertionSchema = z.strictObject({
  type: z.literal('aggregate'),
  series: seriesSchema,
  of: z.enum(['sum', 'mean', 'median', 'p95', 'p99']),
  quantity: quantitySchema,
  window: windowSchema.optional(),
});

/** An alert fired or ended. @public */
export const alertAssertionSchema = z.strictObject({
  type: z.literal('alert'),
  evidence: evidenceId,
  name,
  event: z.enum(['fired', 'ended']),
  service: name.optional(),
  severity: name.optional(),
  at: instantSchema.optional(),
});

/** A deployment, rollback or configuration change. @public */
export const deploymentChangeAssertionSchema = z.strictObject({
  type: z.literal('deploymentChange'),
  evidence: evidenceId,
  change: z.enum(['deployment', 'rollback', 'config_change']),
  service: name.optional(),
  /** What was changed, as its payload names it. */
  name: name.optional(),
  from: name.optional(),
  to: name.optional(),
  status: name.optional(),
  environment: name.optional(),
  at: instantSchema.optional(),
});

/** A service logged something, or the platform reported an event. @public */
export const logAssertionSchema = z.strictObject({
  type: z.literal('log'),
  evidence: evidenceId,
  service: name.optional(),
  level: name.optional(),
  /** Part of the line. */
  text: words,
  occurrences: quantitySchema.optional(),
  at: instantSchema.optional(),
});

/** Somebody wrote something in chat. What they wrote is not asserted. @public */
export const saidAssertionSchema = z.strictObject({
  type: z.literal('said'),
  evidence: evidenceId,
  /** Display name or role of the author, as stated. */
  speaker: name.optional(),
  channel: name.optional(),
  /** It was said in a call rather than written. */
  spoken: z.literal(true).optional(),
  /** Part of the message. */
  text: words,
  at: instantSchema.optional(),
  /** The section that has more of the message, where the sentence repeats only its beginning. */
  quotedUnder: z
    .enum([
      'summary',
      'impact',
      'rootCause',
      'contributingFactors',
      'ruledOut',
      'notChecked',
    ])
    .optional(),
});

/** Who made a change, by a field of its record; never by free chat. @public */
export const didAssertionSchema = z.strictObject({
  type: z.literal('did'),
  evidence: evidenceId,
  actor: name,
});

/** One thing happened before or after another. @public */
export const orderAssertionSchema = z.strictObject({
  type: z.literal('order'),
  first: eventRefSchema,
  second: eventRefSchema,
  /** `same`: within the second that sources record. */
  relation: z.enum(['before', 'after', 'same']),
});

/** Time from one event to another, positive when `to` is later. @public */
export const gapAssertionSchema = z.strictObject({
  type: z.literal('gap'),
  from: eventRefSchema,
  to: eventRefSchema,
  /** In seconds. */
  quantity: quantitySchema,
});

/** How long the incident, its detection, its mitigation or an alert lasted. @public */
export const durationAssertionSchema = z.strictObject({
  type: z.literal('duration'),
  of: z.enum(['incident', 'detection', 'mitigation', 'alert']),
  /** Only of an alert. */
  evidence: evidenceId.optional(),
  /** In seconds. */
  quantity: quantitySchema,
});

/** How many nodes of the evidence there are of a kind. @public */
export const countAssertionSchema = z.strictObject({
  type: z.literal('count'),
  filter: evidenceFilterSchema,
  quantity: quantitySchema,
  /**
   * What is counted: nodes, or the alerts, services, people or regions that they name; `occurrences` adds up how often
   * each node says that it happened.
   */
  distinct: z.enum([
    'nodes',
    'alerts',
    'services',
    'speakers',
    'regions',
    'occurrences',
  ]),
});

/** What part of some nodes fulfils a narrower filter. @public */
export const shareAssertionSchema = z.strictObject({
  type: z.literal('share'),
  part: evidenceFilterSchema,
  whole: evidenceFilterSchema,
  /** As `ratio` or `percent`. */
  quantity: quantitySchema,
});

/** No such node exists; holds only over evidence that is not cut. @public */
export const absenceAssertionSchema = z.strictObject({
  type: z.literal('absence'),
  filter: evidenceFilterSchema,
});

/** All, most, only some or none of an enumerated set fulfil a filter. @public */
export const quantifiedAssertionSchema = z.strictObject({
  type: z.literal('quantified'),
  quantifier: z.enum(['all', 'most', 'none', 'only', 'at_least']),
  set: evidenceFilterSchema,
  having: evidenceFilterSchema,
  /** For `at_least`. */
  n: z.int().positive().optional(),
});

/** What an alert, deployment or the incident was at a time, or at the end. @public */
export const stateAssertionSchema = z.strictObject({
  type: z.literal('state'),
  /** A node of the alert or deployment; the record for the incident. */
  evidence: evidenceId,
  state: z.enum(['firing', 'resolved', 'deployed', 'open', 'mitigated']),
  at: instantSchema.optional(),
});

/** A service depends on another, by the catalog. @public */
export const dependencyAssertionSchema = z.strictObject({
  type: z.literal('dependency'),
  from: name,
  to: name,
});

/** A step of an investigation passed or failed its rule, as recorded or re-evaluated. @public */
export const stepAssertionSchema = z.strictObject({
  type: z.literal('step'),
  evidence: evidenceId,
  /**
   * `not_run`: its tool call failed, so that it showed nothing. `not_recorded`: what its
   * tool answered is not known.
   */
  outcome: z.enum(['passed', 'failed', 'not_run', 'not_recorded']),
  /** The sentence tells the outcome as what the investigator states: no code can evaluate the rule. */
  stated: z.literal(true).optional(),
  /** What it did, as its payload names it: `query_metric`. */
  action: name.optional(),
  /** What the investigator states of it. */
  explanation: words.optional(),
  hypothesis: words.optional(),
  /** What it looked at, as its input says: a service, query or object. */
  target: z.array(words).min(1).max(3).optional(),
  /** What the tool answered, as its output says. */
  answer: words.optional(),
});

/** A time of the incident's record. @public */
export const milestoneAssertionSchema = z.strictObject({
  type: z.literal('milestone'),
  event: z.enum(['started', 'detected', 'mitigated', 'resolved']),
  at: instantSchema,
});

/** What the incident's record says. @public */
export const recordAssertionSchema = z.strictObject({
  type: z.literal('record'),
  field: z.enum(['key', 'severity', 'status', 'title', 'services', 'times']),
  values: z.array(words).min(1).max(50),
});

/** A source's own words at a place of its payload, as a quotation. @public */
export const quotationAssertionSchema = z.strictObject({
  type: z.literal('quotation'),
  evidence: evidenceId,
  pointer: jsonPointerSchema,
  text: words,
  /** How the words are introduced: a note of a person, an event of the platform, a record of a source. */
  source: name.optional(),
  service: name.optional(),
  at: instantSchema.optional(),
  /** Where the payload says when it happened; its event time, if absent. */
  timeAt: jsonPointerSchema.optional(),
});

/** What the sealed evidence lacks: a type of source, an investigation, a complete collection. @public */
export const gapInEvidenceAssertionSchema = z.strictObject({
  type: z.literal('missingEvidence'),
  what: z.enum([
    'chat',
    'telemetry',
    'agent_trace',
    'deployment',
    'nothing',
    'telemetry_of_services',
    'collection',
    'truncated',
    'uninterpreted',
    'unused',
    'selection',
    'unread',
    'cause',
    'contributing_factors',
    'refuted_hypothesis',
    'confirmed_cause',
    'cause_decision',
    'open',
    'detection_time',
    'mitigation_time',
    'resolution_time',
  ]),
  /** Number of nodes, steps or possible causes, where the statement gives one; of `open`, 1 while no cause is confirmed. */
  count: z.int().nonnegative().optional(),
  services: z.array(name).max(50).optional(),
  /** The record of an incomplete collection, or of the possible cause. */
  evidence: evidenceId.optional(),
  /** What that record says, the possible cause in words, or the kind that is not interpreted. */
  text: words.optional(),
  /** What names the possible cause, with `cause_decision`. */
  origin: z.enum(['investigator', 'chat', 'change', 'condition']).optional(),
});

/**
 * What ties a possible cause to its effect. `precedes`: it happened before, within
 * the template's window. `depends_on`: a path in the catalog. `shared_identifier`:
 * a version, error text, host or key in the evidence of both.
 * `undone_then_recovered`: it was undone, and the effect ended after that.
 * `only_change`: no other change in the window. `step`: the rule of an
 * investigation step holds when code evaluates it again. `change_point`: a metric
 * breaks at the cause. Of a condition: `begins_with_effect`, `ends_with_effect`, and
 * `not_seen_before`.
 *
 * @public
 */
export const tieSchema = z
  .strictObject({
    type: z.enum([
      'precedes',
      'same_service',
      'depends_on',
      'shared_identifier',
      'undone_then_recovered',
      'only_change',
      'step',
      'change_point',
      'begins_with_effect',
      'ends_with_effect',
      'not_seen_before',
    ]),
    /** The evidence that shows it. */
    evidence: z.array(evidenceId).max(20),
    /** What was found, e.g. the shared identifier, or the time between both. */
    detail: z.string().max(1000),
  })
  .meta({ id: 'CauseTie' });

/** See {@link tieSchema}. @public */
export type CauseTie = z.infer<typeof tieSchema>;

/**
 * What speaks against a possible cause. `after_effect`: it happened later.
 * `still_there_after_recovery`: it was undone, and the effect went on.
 * `refuted_by_step`: an investigation step tested it and failed.
 * `recovered_while_present`: the effect ended before it was undone.
 * `disputed_in_chat`: people say later that it is not so.
 *
 * @public
 */
export const counterEvidenceSchema = z
  .strictObject({
    type: z.enum([
      'after_effect',
      'still_there_after_recovery',
      'refuted_by_step',
      'recovered_while_present',
      'disputed_in_chat',
    ]),
    evidence: z.array(evidenceId).max(20),
    detail: z.string().max(1000),
  })
  .meta({ id: 'CauseCounterEvidence' });

/** See {@link counterEvidenceSchema}. @public */
export type CauseCounterEvidence = z.infer<typeof counterEvidenceSchema>;

/**
 * A possible cause of the incident. Code computes ties and counter-evidence; only
 * a named person confirms.
 *
 * @public
 */
export const candidateCauseAssertionSchema = z.strictObject({
  type: z.literal('candidateCause'),
  /** `condition`: what logs, platform events or a metric at its limit show. */
  origin: z.enum([
    'investigator',
    'chat',
    'change',
    'condition',
    'person',
    'model',
  ]),
  /** Role of who states it in chat, where it is known. Never a name. */
  speaker: name.optional(),
  /** The event, if the cause is one. */
  cause: eventRefSchema.optional(),
  /** The cause in words, as stated by its origin. */
  statement: words,
  effect: eventRefSchema.optional(),
  ties: z.array(tieSchema).max(20),
  against: z.array(counterEvidenceSchema).max(20),
});

/** See {@link candidateCauseAssertionSchema}. @public */
export type CandidateCauseAssertion = z.infer<
  typeof candidateCauseAssertionSchema
>;

/** One checkable statement about sealed evidence. @public */
export const assertionSchema = z
  .discriminatedUnion('type', [
    valueAssertionSchema,
    changeAssertionSchema,
    extremeAssertionSchema,
    aggregateAssertionSchema,
    alertAssertionSchema,
    deploymentChangeAssertionSchema,
    logAssertionSchema,
    saidAssertionSchema,
    didAssertionSchema,
    orderAssertionSchema,
    gapAssertionSchema,
    durationAssertionSchema,
    countAssertionSchema,
    shareAssertionSchema,
    absenceAssertionSchema,
    quantifiedAssertionSchema,
    stateAssertionSchema,
    dependencyAssertionSchema,
    stepAssertionSchema,
    milestoneAssertionSchema,
    recordAssertionSchema,
    quotationAssertionSchema,
    gapInEvidenceAssertionSchema,
    candidateCauseAssertionSchema,
  ])
  .meta({ id: 'Assertion' });

/** See {@link assertionSchema}. @public */
export type Assertion = z.infer<typeof assertionSchema>;

/** An assertion of one type. @public */
export type AssertionOf<T extends Assertion['type']> = Extract<
  Assertion,
  { type: T }
>;

/** A part of a text: UTF-16 indices, the end excluded. @public */
export const textRangeSchema = z
  .strictObject({ start: z.int().nonnegative(), end: z.int().positive() })
  .meta({ id: 'TextRange' });

/** See {@link textRangeSchema}. @public */
export type TextRange = z.infer<typeof textRangeSchema>;

/**
 * What a claim was understood as. `leftOver` are the words of the text that no
 * assertion accounts for.
 *
 * @public
 */
export const readingSchema = z
  .strictObject({
    assertions: z.array(assertionSchema).max(50),
    by: z.enum(['renderer', 'grammar', 'model', 'person']),
    /** User entity ref, when a person gave or chose the reading. */
    readBy: z.string().max(300).optional(),
    leftOver: z.array(textRangeSchema).max(200),
    /** The assertions in the renderer's words, for people to see a misreading. */
    summary: z.string().max(8000).optional(),
  })
  .meta({ id: 'Reading' });

/** See {@link readingSchema}. @public */
export type Reading = z.infer<typeof readingSchema>;
