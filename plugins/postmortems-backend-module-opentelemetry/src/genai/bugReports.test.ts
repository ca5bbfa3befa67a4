import {
  type Incident,
  submitEvidenceNodeSchema,
  submitTraceSchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { exportRequest, type TestSpan } from '../__testUtils__/otlp';
import { readSpans } from '../otlp/readSpans';
import { isGenAi, toEvidence, tracesOf } from './toEvidence';

const file = join(
  process.env.REAL_DATA_DIR ?? '',
  'bug-reports/55-otel-genai-three-dialects/input.json',
);
const describeReports = existsSync(file) ? describe : describe.skip;

type ReportedSpan = Omit<TestSpan, 'at'> & { start: string };

const incident = {
  key: 'INC-1',
  services: ['component:default/checkout'],
  startedAt: '2026-03-02T14:00:00.000Z',
} as Incident;

/** The spans of the report, one after the other as it has them. */
function reported(): TestSpan[] {
  const spans: ReportedSpan[] = JSON.parse(readFileSync(file, 'utf8')).spans;
  const [first] = spans;
  return spans.map(({ start, ...span }) => ({
    ...span,
    at: (Date.parse(start) - Date.parse(first.start)) / 1000,
  }));
}

function read(sent: readonly TestSpan[]) {
  const { spans } = readSpans(JSON.stringify(exportRequest(sent)));
  const found = toEvidence(tracesOf(spans.filter(isGenAi))[0], {
    incident,
    license: undefined,
  });
  return {
    answer: found.nodes.map(node => submitEvidenceNodeSchema.parse(node))[0]
      ?.payload,
    steps: found.trace
      ? submitTraceSchema.parse({ ...found.trace, incidentId: 'INC-1' }).steps
      : [],
  };
}

describeReports('bug reports (REAL_DATA_DIR)', () => {
  it('55: has a step for each call of a tool, and tells one without a result from an empty one', () => {
    const { answer, steps } = read(reported());
    expect(steps.map(({ input, output }) => ({ input, output }))).toEqual([
      {
        input: { tool: 'query_metrics', q: 'error_rate' },
        output: { max: 0.12 },
      },
      {
        input: { tool: 'get_logs', pod: 'checkout-1' },
        output: { notRecorded: true },
      },
    ]);
    expect(answer).toEqual({ question: 'why?', answer: 'Rolled back' });
  });

  it('55: reads each generation of attributes by itself', () => {
    const [tool, numbered, parts, event] = reported().map(span => read([span]));
    expect(tool.steps).toMatchObject([{ output: { max: 0.12 } }]);
    expect(numbered.answer).toEqual({
      question: 'why?',
      answer: 'The pool was full',
    });
    expect(parts.steps).toMatchObject([
      { stepId: 'c1', output: { notRecorded: true } },
    ]);
    expect(event.answer).toEqual({ answer: 'Rolled back' });
  });
});
