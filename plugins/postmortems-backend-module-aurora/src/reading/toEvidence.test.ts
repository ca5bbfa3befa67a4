import {
  type Incident,
  submitEvidenceNodeSchema,
  submitTraceSchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import {
  findingAnswers,
  ID,
  incidentAnswer,
  POOL_LOG,
  timelineAnswer,
} from '../__testUtils__/answers';
import { readInvestigation } from './readInvestigation';
import { toEvidence } from './toEvidence';

const incident = {
  key: 'INC-1',
  services: ['component:default/checkout'],
  startedAt: '2026-03-02T14:00:00.000Z',
} as Incident;

function read(json: unknown) {
  const { nodes, traces } = toEvidence(readInvestigation(json).investigation, {
    incident,
    license: 'CC-BY-4.0',
    url: 'https://aurora.example.com',
  });
  return {
    nodes: nodes.map(node => submitEvidenceNodeSchema.parse(node)),
    trace:
      traces[0] &&
      submitTraceSchema.parse({ ...traces[0], incidentId: 'INC-1' }),
  };
}

const all = [incidentAnswer, timelineAnswer, ...findingAnswers];

describe('toEvidence', () => {
  it('makes one trace of steps, citations and the history of sub-agents, each call once', () => {
    const { trace } = read(all);
    expect(trace.steps.map(({ stepId }) => stepId)).toEqual([
      'step-11',
      'step-12',
      'step-13',
      'sa_1-1',
      'citation-2',
      'ruled-out-1',
    ]);
    expect(trace).toMatchObject({
      investigator: 'Aurora',
      provider: 'aurora',
      license: 'CC-BY-4.0',
      sourceUrl: `https://aurora.example.com/incidents/${ID}`,
      rootCauseHypothesis:
        'The root cause was a full connection pool of checkout, which release 2.4.1 had made smaller.',
    });
  });

  it('rests the cause on what the summary cites for it', () => {
    const { trace } = read(all);
    expect(trace.supportingEvidence).toEqual(['step-11']);
  });

  it('keeps what was ruled out as refuted, a failed call and one without an answer as no findings', () => {
    const { steps } = read(all).trace;
    expect(steps.at(-1)).toMatchObject({
      hypothesis: 'DNS outage',
      validation: { passed: false, explanation: 'all names were resolved' },
    });
    expect(steps[1]).toMatchObject({
      input: { provider: 'aws', command: 'logs tail checkout' },
      output: { status: 'error', error: 'AccessDenied: not authorized' },
    });
    expect(steps[2].output).toEqual({ notRecorded: true });
  });

  it('keeps summary, findings and thoughts with their times', () => {
    const { nodes } = read(all);
    expect(nodes).toMatchObject([
      {
        timestamp: '2026-03-02T14:30:00.000Z',
        payload: { question: 'Checkout fails' },
      },
      {
        timestamp: '2026-03-02T14:14:00.000Z',
        payload: {
          agent: 'sa_1',
          role: 'network',
          strength: 'moderate',
          finding: expect.stringContaining('Names resolve.'),
        },
      },
      {
        timestamp: '2026-03-02T14:11:00.000Z',
        payload: { thought: 'The pool looks small.', type: 'analysis' },
      },
    ]);
  });

  it.each([
    ['at 4,000 characters', '🔥'.repeat(4000), true],
    ['at 1,000 characters', 'x'.repeat(1000), true],
    ['at 10,240 characters when it was stored', 'x'.repeat(10_240), true],
    ['not at another length', 'x'.repeat(3999), undefined],
  ])('marks an output that Aurora cut without a mark %s', (_, output, cut) => {
    const [step] = timelineAnswer.steps;
    const { trace } = read({
      ...timelineAnswer,
      steps: [{ ...step, tool_output: output }],
    });
    expect([trace.steps[0].truncated, trace.steps[0].output]).toEqual([
      cut,
      output,
    ]);
  });

  it('takes citations for a call only when they can be of it', () => {
    const answer = structuredClone(incidentAnswer);
    const [citation] = answer.incident.citations;
    const cite = (key: string, command: string, output: string) => ({
      ...citation,
      id: key,
      key,
      command,
      output,
    });
    answer.incident.citations = [
      cite('1', 'Command not available', 'a first output of some tool'),
      cite('2', 'Command not available', 'another output of some tool'),
      cite('3', citation.command, 'no resources found in the namespace'),
    ];
    const { trace } = read([answer, timelineAnswer, timelineAnswer]);
    expect(trace.steps.slice(0, -1).map(({ stepId }) => stepId)).toEqual([
      'step-11',
      'step-12',
      'step-13',
      'citation-1',
      'citation-2',
      'citation-3',
    ]);
    expect(trace.steps[0].output).toBe(POOL_LOG);
  });

  it('takes the whole output from a citation when that of the step is cut', () => {
    const whole = `${POOL_LOG}\n${'y'.repeat(6000)}`;
    const answer = structuredClone(incidentAnswer);
    answer.incident.citations[0].output = whole;
    const [step] = timelineAnswer.steps;
    const { trace } = read([
      answer,
      {
        ...timelineAnswer,
        steps: [{ ...step, tool_output: whole.slice(0, 4000) }],
      },
    ]);
    expect([trace.steps[0].truncated, trace.steps[0].output]).toEqual([
      undefined,
      whole,
    ]);
  });

  it.each([
    'What happened.\n\nRoot cause undetermined. The logs say nothing.',
    'What happened.\n\nIt recovered by itself.',
  ])('names no cause in %j', summary => {
    const answer = structuredClone(incidentAnswer);
    answer.incident.summary = summary;
    expect(read(answer).trace.rootCauseHypothesis).toBeNull();
  });

  it('reads a likely cause, and what sub-agents ruled out', () => {
    const answer = structuredClone(incidentAnswer);
    answer.incident.summary =
      'It failed.\n\nThe most likely cause is a full pool [1], though that was not confirmed.';
    const { trace } = read([answer, ...findingAnswers]);
    expect(trace.rootCauseHypothesis).toBe(
      'The most likely cause is a full pool, though that was not confirmed.',
    );
    expect(trace.steps.at(-1)).toMatchObject({
      hypothesis: 'DNS',
      validation: { explanation: 'all names resolve' },
    });
  });

  it('has the same ids for the same answers, and another trace when it went on', () => {
    const ids = [all, all, [incidentAnswer]].map(
      json => read(json).trace.traceId,
    );
    expect(ids[0]).toBe(ids[1]);
    expect(ids[0]).not.toBe(ids[2]);
  });
});

describe('readInvestigation', () => {
  it('does not lose the neighbours of odd items', () => {
    const { investigation, skipped } = readInvestigation(
      JSON.stringify([
        null,
        { ...timelineAnswer, steps: [7, ...timelineAnswer.steps] },
      ]),
    );
    expect(investigation.steps).toHaveLength(4);
    expect(skipped).toEqual([
      { reason: 'Answers that are not about an incident', count: 1 },
      { reason: 'Items of answers that could not be read', count: 1 },
    ]);
  });

  it.each([
    ['{', 'no JSON'],
    ['{"a":1}', 'no answer of Aurora'],
    [
      [incidentAnswer, { ...timelineAnswer, incident_id: 'other' }],
      'of 2 incidents',
    ],
  ])('refuses %j', (json, message) => {
    expect(() => readInvestigation(json)).toThrow(message);
  });
});
