import {
  parseKnownPayload,
  submitTraceSchema,
  type SubmitTrace,
} from '@postmortems/backstage-plugin-postmortems-common';
import fc from 'fast-check';
import { contentHashOf } from '../evidence';
import { TraceValidator } from './TraceValidator';

type Step = Partial<SubmitTrace['steps'][number]> & { passed?: boolean };

function traceOf(steps: Step[], fields: Partial<SubmitTrace> = {}) {
  return submitTraceSchema.parse({
    traceId: 'run-1',
    incidentId: 'INC-1',
    rootCauseHypothesis: 'The pool of checkout was full.',
    supportingEvidence: ['m-1'],
    contributingFactors: [],
    steps: steps.map(({ passed = true, ...step }, index) => ({
      stepId: `s${index + 1}`,
      action: 'query_metric',
      input: { query: 'pool' },
      output: { value: 50 },
      evidence: ['m-1'],
      validation: {
        passed,
        rule: 'value > 40',
        explanation: passed ? '50 > 40' : '12 is not > 40',
      },
      nextStep: null,
      ...step,
    })),
    ...fields,
  });
}

const validate = (trace: SubmitTrace) =>
  new TraceValidator().validate(trace, {
    knownEvidenceIds: new Set(['m-1']),
    service: 'component:default/checkout',
    submittedBy: 'external:agent',
    submittedAt: '2026-03-02T15:00:00.000Z',
  });

const rulesOf = (trace: SubmitTrace) => {
  const result = validate(trace);
  return result.accepted ? [] : result.violations.map(({ rule }) => rule);
};

describe('trace validation', () => {
  it('accepts a chain of validated steps and stores each as evidence', () => {
    const result = validate(traceOf([{ nextStep: 's2' }, {}]));

    if (!result.accepted) throw new Error('refused');
    expect(result.trace.stepOutcomes).toEqual({
      s1: 'validated',
      s2: 'validated',
    });
    expect(result.stepNodes.map(({ id }) => id)).toEqual([
      result.trace.stepEvidence.s1,
      result.trace.stepEvidence.s2,
    ]);
    for (const node of result.stepNodes) {
      expect(node.sourceType).toBe('agent_trace');
      expect(parseKnownPayload(node.payload)?.kind).toBe('step');
      expect(contentHashOf(node)).toBe(node.contentHash);
    }
  });

  it('keeps a failed step whose branch ends as a refuted hypothesis', () => {
    const result = validate(traceOf([{}, { passed: false }]));

    expect(result).toMatchObject({
      accepted: true,
      trace: { stepOutcomes: { s1: 'validated', s2: 'refuted' } },
    });
  });

  it('takes a failed step that names a next one, and marks that nothing follows from it', () => {
    const result = validate(
      traceOf([{ passed: false, nextStep: 's2' }, { nextStep: 's1' }]),
    );

    expect(result).toMatchObject({
      accepted: true,
      trace: {
        steps: [{ nextStep: 's2' }, { nextStep: 's1' }],
        stepNotes: { s1: ['next_step_ignored'] },
      },
    });
  });

  it('takes a failed step as support beside other evidence, and marks that it does not count', () => {
    expect(
      validate(
        traceOf([{}, { passed: false }], {
          supportingEvidence: ['m-1', 's2'],
        }),
      ),
    ).toMatchObject({
      accepted: true,
      trace: {
        supportingEvidence: ['m-1', 's2'],
        stepNotes: { s2: ['support_ignored'] },
      },
    });
  });

  it('says of a cause that cites only failed steps what to do', () => {
    expect(
      validate(
        traceOf([{}, { passed: false }], { supportingEvidence: ['s2'] }),
      ),
    ).toEqual({
      accepted: false,
      violations: [
        {
          rule: 'trace.cause_without_evidence',
          message: expect.stringMatching(
            /only steps that failed.*set rootCauseHypothesis to null/,
          ),
          path: '/supportingEvidence',
        },
      ],
    });
  });

  it.each([
    ['duplicate ids', traceOf([{}, { stepId: 's1' }]), 'trace.duplicate_step'],
    [
      'a step that points nowhere',
      traceOf([{ nextStep: 's9' }]),
      'trace.step_points_nowhere',
    ],
    [
      'a step that leads to itself',
      traceOf([{ nextStep: 's1' }]),
      'trace.cyclic',
    ],
    [
      'steps in a circle',
      traceOf([{ nextStep: 's2' }, { nextStep: 's3' }, { nextStep: 's2' }]),
      'trace.cyclic',
    ],
    [
      'a step with unknown evidence',
      traceOf([{ evidence: ['m-9'] }]),
      'trace.unknown_evidence',
    ],
    [
      'a cause with unknown evidence',
      traceOf([{}], { supportingEvidence: ['m-9'] }),
      'trace.unknown_evidence',
    ],
    [
      'a cause without evidence',
      traceOf([{}], { supportingEvidence: [] }),
      'trace.cause_without_evidence',
    ],
    [
      'an output that is nested too deep',
      traceOf([{ output: JSON.parse('['.repeat(70) + ']'.repeat(70)) }]),
      'trace.step_not_storable',
    ],
  ])('refuses %s', (_, trace, rule) => {
    expect(rulesOf(trace)).toEqual([rule]);
  });

  it('reports every violated rule', () => {
    expect(
      rulesOf(
        traceOf([{ nextStep: 's9' }, { stepId: 's1' }], {
          supportingEvidence: ['m-9'],
        }),
      ),
    ).toEqual([
      'trace.duplicate_step',
      'trace.step_points_nowhere',
      'trace.unknown_evidence',
    ]);
  });

  it('accepts exactly the traces whose steps end', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }).chain(count =>
          fc.array(fc.option(fc.integer({ min: 1, max: count })), {
            minLength: count,
            maxLength: count,
          }),
        ),
        next => {
          const trace = traceOf(
            next.map(to => ({ nextStep: to === null ? null : `s${to}` })),
          );
          const runsOut = next.every((_, start) => {
            let place: number | null = start;
            for (let i = 0; i <= next.length && place !== null; i++) {
              const to: number | null = next[place];
              place = to === null ? null : to - 1;
            }
            return place === null;
          });
          expect(validate(trace).accepted).toBe(runsOut);
        },
      ),
    );
  });

  it('gives long ids a short name', () => {
    const result = validate(
      traceOf([{ stepId: 's'.repeat(150) }], { traceId: 't'.repeat(150) }),
    );

    if (!result.accepted) throw new Error('refused');
    expect(result.stepNodes[0].id).toMatch(/^step-[0-9a-f]{64}$/);
  });
});
