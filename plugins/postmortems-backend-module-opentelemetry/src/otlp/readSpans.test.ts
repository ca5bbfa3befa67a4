import { exportRequest } from '../__testUtils__/otlp';
import { readSpans } from './readSpans';

const request = exportRequest([
  { at: 0, attributes: { a: 'x', b: 3, c: [1.5, true, { d: 'e' }] } },
]);

describe('readSpans', () => {
  it('reads one request, and one a line', () => {
    const line = JSON.stringify(request);
    const { spans } = readSpans(line);
    expect(spans).toMatchObject([
      {
        start: '2026-03-02T14:20:00.000Z',
        end: '2026-03-02T14:20:01.000Z',
        attributes: { a: 'x', b: 3, c: [1.5, true, { d: 'e' }] },
        resource: { 'service.name': 'triage-agent' },
      },
    ]);
    expect(readSpans(`${line}\n\n${line}\n`).spans).toHaveLength(2);
  });

  it('does not lose the neighbours of odd items', () => {
    const odd = structuredClone(request) as any;
    const [{ spans }] = odd.resourceSpans[0].scopeSpans;
    spans.push(
      null,
      { traceId: 7 },
      { ...spans[0], startTimeUnixNano: 'soon', attributes: 'none', events: 3 },
    );
    odd.resourceSpans.push(null, { scopeSpans: 'x' });
    const read = readSpans(JSON.stringify(odd));
    expect(read.spans.map(({ start }) => start)).toEqual([
      '2026-03-02T14:20:00.000Z',
      undefined,
    ]);
    expect(read.odd).toBe(3);
  });

  it.each(['\n\u0001protobuf', '{}', '[]', '{"resourceSpans":{}}', '{"a":\n'])(
    'refuses %j with what to set',
    body => {
      expect(() => readSpans(body)).toThrow('http/json');
    },
  );
});
