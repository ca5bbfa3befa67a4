import { z } from 'zod';
import {
  externalIdSchema,
  incidentKeySchema,
  isoTimeSchema,
  jsonObjectSchema,
  jsonValueSchema,
  licenseSchema,
  pastTimeSchema,
  providerSchema,
  webUrlSchema,
} from './primitives';

/** What an investigation step did. @public */
export const stepActionSchema = z.enum([
  'query_metric',
  'inspect_log',
  'check_deployment',
  'correlate_event',
]);

/**
 * Output of a step whose record has none: what the tool answered is not known, which
 * is something else than an empty answer.
 *
 * @public
 */
export const OUTPUT_NOT_RECORDED = { notRecorded: true } as const;

/** One step of an investigation and its outcome. @public */
export const reasoningStepSchema = z
  .strictObject({
    stepId: externalIdSchema,
    action: stepActionSchema,
    /** The hypothesis that the step tests; a failed validation refutes it. */
    hypothesis: z.string().trim().min(1).max(2000).optional(),
    /** When the step was taken. */
    timestamp: pastTimeSchema.optional(),
    input: jsonObjectSchema,
    /** What the tool answered; {@link OUTPUT_NOT_RECORDED} where nobody kept it. */
    output: jsonValueSchema,
    /** The output had been cut before it was sent. */
    truncated: z.boolean().optional(),
    /** Ids of evidence nodes that the step examined. */
    evidence: z.array(externalIdSchema).max(500).default([]),
    validation: z.strictObject({
      passed: z.boolean(),
      rule: z.string().trim().min(1).max(500),
      explanation: z.string().trim().min(1).max(4000),
    }),
    nextStep: externalIdSchema.nullable(),
  })
  .meta({ id: 'ReasoningStep' });

/** See {@link reasoningStepSchema}. @public */
export type ReasoningStep = z.infer<typeof reasoningStepSchema>;

/**
 * Body of `POST /incidents/:key/traces`: the investigation of an incident.
 * `supportingEvidence` has ids of evidence nodes or of steps of this trace.
 *
 * @public
 */
export const submitTraceSchema = z
  .strictObject({
    /** Id of the run, and its idempotency key. */
    traceId: externalIdSchema,
    incidentId: incidentKeySchema,
    /** Who investigated: an agent's name and version, or a team. */
    investigator: z.string().trim().min(1).max(200).optional(),
    /** The platform that recorded it; its steps are evidence of this provider. */
    provider: providerSchema.optional(),
    /** Web address of the record at the platform. */
    sourceUrl: webUrlSchema.optional(),
    /** SPDX expression: under which terms the trace may be passed on. */
    license: licenseSchema.optional(),
    steps: z.array(reasoningStepSchema).min(1).max(500),
    /** One claim; `null` when the cause is undetermined. */
    rootCauseHypothesis: z.string().trim().min(1).max(2000).nullable(),
    supportingEvidence: z.array(externalIdSchema).max(500),
    /** One claim each. */
    contributingFactors: z.array(z.string().trim().min(1).max(2000)).max(50),
  })
  .meta({ id: 'SubmitTrace' });

/** See {@link submitTraceSchema}. @public */
export type SubmitTrace = z.infer<typeof submitTraceSchema>;

/** A trace as a caller sends it, before defaults are applied. @public */
export type SentTrace = z.input<typeof submitTraceSchema>;

/** Outcome of a step once the whole trace is validated. @public */
export const stepOutcomeSchema = z.enum(['validated', 'refuted']);

/**
 * What of a failed step counts for nothing. `next_step_ignored`: the line of
 * investigation ends there, though the step names a next one. `support_ignored`:
 * the trace cites it as support. `not_checked`: its tool gave no answer, so that it
 * refutes nothing.
 *
 * @public
 */
export const stepNoteSchema = z.enum([
  'next_step_ignored',
  'support_ignored',
  'not_checked',
]);

/** See {@link stepNoteSchema}. @public */
export type StepNote = z.infer<typeof stepNoteSchema>;

/** An accepted investigation trace. @public */
export const investigationTraceSchema = submitTraceSchema
  .extend({
    submittedBy: z.string(),
    submittedAt: isoTimeSchema,
    /**
     * By step id. A refuted step supports no claim; it is shown as ruled out, or as
     * not checked where a note says so.
     */
    stepOutcomes: z.record(z.string(), stepOutcomeSchema),
    /** Id of the evidence node that stores a step, by step id. */
    stepEvidence: z.record(z.string(), z.string()),
    /** By step id. */
    stepNotes: z.record(z.string(), z.array(stepNoteSchema)).optional(),
  })
  .meta({ id: 'InvestigationTrace' });

/** See {@link investigationTraceSchema}. @public */
export type InvestigationTrace = z.infer<typeof investigationTraceSchema>;
