import {
  ANSWER,
  askResult,
  deniedCall,
  logCall,
} from '../__testUtils__/results';
import { readInvestigations } from './readInvestigations';

const one = (json: unknown) => readInvestigations(json).investigations[0];

describe('readInvestigations', () => {
  it('reads what the command line and the API write', () => {
    const { tool_calls: calls } = askResult;
    const shapes = [
      JSON.stringify(askResult),
      { analysis: ANSWER, sections: null, tool_calls: calls, instructions: [] },
      {
        analysis: ANSWER,
        conversation_history: askResult.messages,
        tool_calls: calls,
      },
      [{ issue: { id: '1', name: 'Q' }, result: askResult }],
    ];
    for (const shape of shapes) {
      const read = one(shape);
      expect(read.answer).toBe(ANSWER);
      expect(read.calls.map(({ tool }) => tool)).toEqual([
        'fetch_pod_logs',
        'kubectl_describe',
        'execute_prometheus_range_query',
      ]);
    }
    expect(one(askResult).question).toBe('Why does the checker fail?');
    expect(one(shapes[3]).question).toBe('Q');
  });

  it('takes calls from the messages when none are listed', () => {
    const messages = [
      {
        role: 'assistant',
        tool_calls: [
          {
            id: 'a',
            function: { name: 'kubectl_logs', arguments: '{"pod":"x"}' },
          },
          { id: 'b', function: { name: 'kubectl_top', arguments: 'not json' } },
        ],
      },
      { role: 'tool', tool_call_id: 'a', name: 'kubectl_logs', content: 'ok' },
    ];
    expect(one({ analysis: 'x', tool_calls: [], messages }).calls).toEqual([
      {
        id: 'a',
        tool: 'kubectl_logs',
        input: { pod: 'x' },
        output: 'ok',
        answer: 'ok',
      },
      // Its result was not recorded
      { id: 'b', tool: 'kubectl_top', input: { arguments: 'not json' } },
    ]);
  });

  it.each([
    ['error', { error: 'no access' }, { failure: 'no access' }],
    [
      'error',
      { return_code: 2, data: 'usage' },
      { failure: 'return code 2', output: 'usage' },
    ],
    ['approval_required', {}, { failure: 'Nobody approved the call' }],
    ['no_data', {}, { output: '', isEmpty: true }],
    ['success', { data: '' }, { output: '', isEmpty: true }],
    [
      'success',
      {
        data: 'Command `kubectl top pods -A` failed with return code 1\nstdout:\n',
      },
      { failure: 'Command `kubectl top pods -A` failed with return code 1' },
    ],
  ])('reads the status %s with %j', (status, result, call) => {
    const { calls } = one({
      tool_calls: [{ ...logCall, result: { status, ...result } }],
    });
    expect(calls[0]).toMatchObject(call);
  });

  it('does not lose the neighbours of odd items', () => {
    const { investigations, skipped } = readInvestigations([
      null,
      { result: { tool_calls: 3 } },
      { tool_calls: [7, { result: {} }, deniedCall], result: null },
    ]);
    expect(investigations).toHaveLength(1);
    expect(investigations[0].calls).toMatchObject([{ id: 'call_secret' }]);
    expect(skipped).toEqual([
      { reason: 'Results without calls of tools and answer', count: 2 },
      { reason: 'Calls of tools that have no name', count: 2 },
    ]);
  });

  it.each(['{', '[]', '{"a":1}', 'null'])('refuses %s', json => {
    expect(() => readInvestigations(json)).toThrow(
      expect.objectContaining({ name: 'InputError' }),
    );
  });
});
