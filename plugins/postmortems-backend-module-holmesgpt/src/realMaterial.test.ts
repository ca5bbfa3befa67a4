import { submitTraceSchema } from '@postmortems/backstage-plugin-postmortems-common';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readInvestigations } from './reading/readInvestigations';
import { toEvidence } from './reading/toEvidence';

/** Tool calls that HolmesGPT's own tests have recorded. */
const folder =
  process.env.REAL_DATA_DIR &&
  path.join(process.env.REAL_DATA_DIR, 'holmesgpt-fixtures/test_ask_holmes');
const cases = folder && existsSync(folder) ? readdirSync(folder) : [];
if (cases.length === 0) {
  // eslint-disable-next-line no-console
  console.warn('Skipped: no recorded calls of HolmesGPT (REAL_DATA_DIR)');
}

function recordedCalls(name: string) {
  const files = readdirSync(path.join(folder!, name)).filter(file =>
    file.endsWith('.txt'),
  );
  return files.map((file, index) => {
    const text = readFileSync(path.join(folder!, name, file), 'utf8');
    const [call, result, ...data] = text.split('\n');
    return {
      tool_call_id: `call_${index}`,
      tool_name: JSON.parse(call).tool_name,
      description: file,
      result: { ...JSON.parse(result), data: data.join('\n') },
    };
  });
}

const suite = cases.length > 0 ? describe : describe.skip;

suite('recorded calls of HolmesGPT', () => {
  it.each(cases)('%s are all steps of a valid trace', async name => {
    const calls = recordedCalls(name);
    if (calls.length === 0) return;
    const { investigations, skipped } = readInvestigations({
      result: 'Done.',
      tool_calls: calls,
    });
    expect(skipped).toEqual([]);
    const { trace } = await toEvidence(investigations[0], {
      incident: {
        key: 'INC-1',
        services: ['component:default/a'],
        startedAt: '2026-03-02T14:00:00.000Z',
      } as never,
      license: undefined,
      services: { find: async () => undefined },
    });
    const { steps } = submitTraceSchema.parse({
      ...trace,
      incidentId: 'INC-1',
    });
    expect(steps).toHaveLength(calls.length);
  });

  it('tell of a command that failed under the status success', () => {
    const { investigations } = readInvestigations({
      tool_calls: recordedCalls('07_high_latency'),
    });
    expect(
      investigations[0].calls.find(({ tool }) => tool === 'kubectl_top_pods'),
    ).toMatchObject({ failure: expect.stringContaining('return code 1') });
  });
});
