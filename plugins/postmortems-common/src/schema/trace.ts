import { z } from 'zod';
import {
  externalIdSchema,
  incidentKeySchema,
  isoTimeSchema,
  jsonObjectSchema,
  jsonValueSchema,
  pastTimeSchema,
} from './primitives';

/** @public */
export const stepActionSchema = z.enum([
  'query_metric',
  'inspect_log',
  'check_deployment',
  'correlate_event',
]);

/** One action of the investigation and what came of it. @public */
export const reasoningStepSchema = z
  .strictObject({
    stepId: externalIdSchema,
    action: stepActionSchema,
    /** What the step set out to show; the hypothesis that a failed validation refutes. */
    hypothesis: z.string().trim().min(1).max(2000).optional(),
    /** When the step was taken. */
    timestamp: pastTimeSchema.optional(),
    input: jsonObjectSchema,
    output: jsonValueSchema,
    /** Ids of evidence nodes that the step looked at. */
    evidence: z.array(externalIdSchema).max(500).default([]),
    validation: z.strictObject({
      passed: z.boolean(),
      rule: z.string().trim().min(1).max(500),
      explanation: z.string().trim().min(1).max(4000),
    }),
    nextStep: externalIdSchema.nullable(),
  })
  .meta({ id: 'ReasoningStep' });

/** @public */
export type ReasoningStep = z.infer<typeof reasoningStepSchema>;

/**
 * The diagnostic work on an incident. `supportingEvidence` names evidence nodes or steps of this trace.
 *
 * @public
 */
export const submitTraceSchema = z
  .strictObject({
    /** The caller's id of the run; sending it again with the same content changes nothing. */
    traceId: externalIdSchema,
    incidentId: incidentKeySchema,
    /** Who investigated: an agent's name and version, or a team. */
    investigator: z.string().trim().min(1).max(200).optional(),
    steps: z.array(reasoningStepSchema).min(1).max(500),
    /** One sentence; `null` when the investigation could not determine the cause. */
    rootCauseHypothesis: z.string().trim().min(1).max(2000).nullable(),
    supportingEvidence: z.array(externalIdSchema).max(500),
    /** One sentence each. */
    contributingFactors: z.array(z.string().trim().min(1).max(2000)).max(50),
  })
  .meta({ id: 'SubmitTrace' });

/** @public */
export type SubmitTrace = z.infer<typeof submitTraceSchema>;

/** How a step counts once the trace as a whole has been checked. @public */
export const stepOutcomeSchema = z.enum(['validated', 'refuted']);

/** @public */
export const investigationTraceSchema = submitTraceSchema
  .extend({
    submittedBy: z.string(),
    submittedAt: isoTimeSchema,
    /** By step id. A refuted step ends a dead branch: it is shown as ruled out and supports nothing. */
    stepOutcomes: z.record(z.string(), stepOutcomeSchema),
    /** Evidence node that holds each step, by step id. */
    stepEvidence: z.record(z.string(), z.string()),
  })
  .meta({ id: 'InvestigationTrace' });

/** @public */
export type InvestigationTrace = z.infer<typeof investigationTraceSchema>;
