import { zodResponseFormat } from 'openai/helpers/zod';
import { z } from 'zod';
import type { Passage } from '../passages/Passage';
import { assertionsShape, readAssertions } from './assertions';

const passages: Passage[] = [
  {
    id: 'p1',
    span: { evidenceId: 'alert-1', pointer: '/alertName', quote: 'Slow' },
    shown: { source: 'telemetry', field: '/alertName', quote: 'Slow' },
  },
];
const fired = {
  type: 'alert',
  evidence: 'p1',
  name: 'Slow',
  event: 'fired',
  service: null,
  severity: null,
  at: { at: '2026-03-02T14:07:00Z', precisionMs: 60_000, bound: null },
};

/** Depth of nested objects, and the number of their properties. */
function sizeOf(schema: unknown): { depth: number; properties: number } {
  if (typeof schema !== 'object' || schema === null) {
    return { depth: 0, properties: 0 };
  }
  const inner = Object.values(schema).map(sizeOf);
  const own = 'properties' in schema ? Object.keys(schema.properties!) : [];
  return {
    depth:
      Math.max(0, ...inner.map(one => one.depth)) + (own.length > 0 ? 1 : 0),
    properties:
      own.length + inner.reduce((sum, one) => sum + one.properties, 0),
  };
}

describe('assertions in structured output', () => {
  it('keep to the limits of strict schemas', () => {
    const { json_schema: format } = zodResponseFormat(
      z.strictObject({ assertions: assertionsShape }),
      'assertions',
    );
    expect(format.strict).toBe(true);
    const { depth, properties } = sizeOf(format.schema);
    expect(depth).toBeLessThanOrEqual(10);
    expect(properties).toBeLessThanOrEqual(5000);
    const text = JSON.stringify(format.schema);
    expect(text.length).toBeLessThan(120_000);
    for (const keyword of ['pattern', 'minLength', 'oneOf', 'format']) {
      expect(text).not.toContain(`"${keyword}":`);
    }
    expect(text).not.toContain('candidateCause');
  });

  it('are over the evidence of the passages, without what is null', () => {
    expect(readAssertions([fired], passages)).toEqual({
      assertions: [
        {
          type: 'alert',
          evidence: 'alert-1',
          name: 'Slow',
          event: 'fired',
          at: {
            at: '2026-03-02T14:07:00.000Z',
            precisionMs: 60_000,
            bound: 'exactly',
          },
        },
      ],
      problems: [],
    });
  });

  it.each([
    ['of a passage that there is not', { ...fired, evidence: 'p9' }],
    ['of the id of evidence', { ...fired, evidence: 'alert-1' }],
    ['of an unknown type', { ...fired, type: 'guess' }],
    ['that nothing is missing', { type: 'missingEvidence', what: 'nothing' }],
    [
      'of a cause with ties',
      {
        type: 'candidateCause',
        origin: 'model',
        statement: 'x',
        ties: [],
        against: [],
      },
    ],
    ['that is no object', 'Slow fired'],
  ])('leave out one %s, and say why', (_, one) => {
    const { assertions, problems } = readAssertions([one, fired], passages);
    expect(assertions).toHaveLength(1);
    expect(problems).toEqual([expect.stringMatching(/^Assertion 0 /)]);
  });
});
