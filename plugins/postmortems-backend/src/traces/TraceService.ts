import { InputError } from '@backstage/errors';
import type {
  InvestigationTrace,
  ListTracesResponse,
  SubmitTrace,
} from '@postmortems/backstage-plugin-postmortems-common';
import {
  type EvidenceLimits,
  type EvidenceStore,
  recordingRefusal,
} from '../evidence';
import type { IncidentService } from '../incidents';
import type { Caller } from '../platform/auth';
import { toStorable } from '../platform/database';
import { RuleViolationError } from '../platform/http';
import { isUnanswered } from './toolFailure';
import type { TraceStore } from './TraceStore';
import type { TraceValidator } from './TraceValidator';

/** Evidence looked up at once. */
const LOOKUP = 500;

/**
 * Investigation traces: checked as a whole before anything of them is stored.
 */
export class TraceService {
  readonly #traces: TraceStore;
  readonly #evidence: EvidenceStore;
  readonly #incidents: IncidentService;
  readonly #validator: TraceValidator;
  readonly #limits?: EvidenceLimits;

  constructor(options: {
    traces: TraceStore;
    evidence: EvidenceStore;
    incidents: IncidentService;
    validator: TraceValidator;
    limits?: EvidenceLimits;
  }) {
    this.#traces = options.traces;
    this.#evidence = options.evidence;
    this.#incidents = options.incidents;
    this.#validator = options.validator;
    this.#limits = options.limits;
  }

  /**
   * Throws `RuleViolationError` with every broken rule. Idempotent by trace id.
   */
  async submit(options: {
    key: string;
    trace: SubmitTrace;
    reader: Caller;
    caller: Caller;
  }): Promise<{ trace: InvestigationTrace; created: boolean }> {
    const { key, trace, caller } = options;
    const incident = await this.#incidents.requireChangeable(options);
    if (trace.incidentId !== key) {
      throw new InputError(
        `incidentId must be '${key}', the incident that the trace is sent to, not '${trace.incidentId}'`,
      );
    }
    const validation = this.#validator.validate(trace, {
      knownEvidenceIds: await this.#knownIds(key, trace),
      service: incident.services[0],
      submittedBy: caller.actor,
      submittedAt: new Date().toISOString(),
    });
    if (!validation.accepted) {
      throw new RuleViolationError(
        'The trace breaks rules and has not been stored',
        validation.violations,
      );
    }
    const { actor } = caller;
    return recordingRefusal(
      { evidence: this.#evidence, incidentKey: key, actor },
      () =>
        this.#traces.create({
          incidentKey: key,
          // As in its steps, which say where
          trace: toStorable(validation.trace),
          stepNodes: validation.stepNodes,
          actor,
          limits: this.#limits,
        }),
    );
  }

  async list(options: {
    key: string;
    caller: Caller;
  }): Promise<ListTracesResponse> {
    const { key, caller } = options;
    await this.#incidents.get({ key, caller });
    const items = await this.#traces.list({ incidentKey: key });
    return { items: items.map(withUnchecked) };
  }

  async #knownIds(incidentKey: string, trace: SubmitTrace) {
    const cited = [
      ...new Set([
        ...trace.supportingEvidence,
        ...trace.steps.flatMap(({ evidence }) => evidence),
      ]),
    ];
    const known = new Set<string>();
    for (let start = 0; start < cited.length; start += LOOKUP) {
      const found = await this.#evidence.getMany({
        incidentKey,
        ids: cited.slice(start, start + LOOKUP),
      });
      for (const id of found.keys()) known.add(id);
    }
    return known;
  }
}

/**
 * Also of traces that were stored before: what a tool did not answer refutes nothing,
 * though the step did not pass.
 */
function withUnchecked(trace: InvestigationTrace): InvestigationTrace {
  const stepNotes = { ...trace.stepNotes };
  for (const step of trace.steps) {
    if (!isUnanswered(step)) continue;
    const notes = stepNotes[step.stepId] ?? [];
    stepNotes[step.stepId] = [...notes, 'not_checked'];
  }
  return { ...trace, stepNotes };
}
