import type { SentTrace } from '@postmortems/backstage-plugin-postmortems-common';
import {
  type EvidenceSource,
  traceOfAgent,
} from '@postmortems/backstage-plugin-postmortems-node';
import request from 'supertest';
import { createTestDatabases } from '../__testUtils__/stores';
import { asUser, startPostmortems } from '../__testUtils__/testBackend';

jest.setTimeout(60_000);

const databases = createTestDatabases();
const ada = asUser('ada');
const incident = {
  key: 'INC-1',
  title: 'Checkout is slow',
  severity: 'sev2',
  services: ['component:default/checkout'],
  startedAt: '2026-03-02T14:00:00.000Z',
  resolvedAt: '2026-03-02T15:00:00.000Z',
};

const trace: SentTrace = {
  traceId: 'run-7',
  incidentId: 'ELSEWHERE-1',
  investigator: 'Triage agent 2',
  provider: 'triage',
  sourceUrl: 'https://triage.example.com/runs/7',
  license: 'CC-BY-4.0',
  rootCauseHypothesis: 'The connection pool of checkout was exhausted.',
  supportingEvidence: ['logs'],
  contributingFactors: [],
  steps: [
    {
      stepId: 'logs',
      action: 'inspect_log',
      timestamp: '2026-03-02T16:00:00.000Z',
      input: { pod: 'checkout-1' },
      output: 'pool exhausted: 50 of 50 connections in use',
      truncated: true,
      validation: {
        passed: true,
        rule: 'output contains "pool exhausted"',
        explanation: 'pool exhausted: 50 of 50 connections in use',
      },
      nextStep: null,
    },
    {
      stepId: 'dns',
      action: 'correlate_event',
      input: { tool: 'resolve', name: 'orders-db' },
      output: { notRecorded: true },
      validation: {
        passed: false,
        rule: 'the tool answers',
        explanation: 'What the tool answered was not recorded',
      },
      nextStep: null,
    },
  ],
};

/** Brings a call outside of the window with a metric that it read, and one that is no evidence. */
const agent: EvidenceSource = {
  id: 'agent',
  uploads: [
    {
      format: 'agent',
      title: 'Agent',
      read: async () => ({
        nodes: ['2020-01-01T00:00:00Z', 'never'].map((timestamp, index) => ({
          id: `metric-${index}`,
          sourceType: 'telemetry' as const,
          timestamp,
          payload: { kind: 'metric', metric: 'pool', points: [] },
          metadata: { service: 'checkout' },
        })),
        traces: [
          traceOfAgent({
            traceId: 'agent-1',
            provider: 'agent',
            calls: [
              {
                id: 'call 1',
                tool: 'query_metrics',
                input: {},
                output: 'x',
                evidence: ['metric-0', 'metric-1'],
              },
            ],
          })!.trace,
        ],
      }),
    },
  ],
};

async function start(options: Parameters<typeof startPostmortems>[0] = {}) {
  const backend = await startPostmortems({ sources: [agent], ...options });
  await backend.api.post('/incidents', incident, ada);
  return {
    ...backend,
    upload: (file: unknown, format = 'trace') =>
      request(backend.server)
        .post(`/api/postmortems/v1/incidents/INC-1/uploads/${format}`)
        .set('authorization', ada)
        .set('content-type', 'application/octet-stream')
        .send(typeof file === 'string' ? file : JSON.stringify(file)),
  };
}

describe('an uploaded trace', () => {
  it.each(databases.eachSupportedId())(
    'becomes evidence, sentences and an export with its license, once, on %s',
    async databaseId => {
      const { api, upload, stop } = await start({ databases, databaseId });
      const first = await upload(trace);
      expect([first.status, first.body.traces]).toEqual([
        200,
        { created: 1, duplicate: 0 },
      ]);
      const again = await upload([{ ...trace, license: 'MIT' }]);
      expect(again.body.traces).toEqual({ created: 0, duplicate: 1 });

      const { items } = (await api.get('/incidents/INC-1/evidence', ada)).body;
      expect(items).toHaveLength(2);
      expect(items).toContainEqual(
        expect.objectContaining({
          id: 'run-7/logs',
          sourceType: 'agent_trace',
          provider: 'triage',
          sourceUrl: 'https://triage.example.com/runs/7',
          truncated: true,
        }),
      );

      const written = await api.post('/incidents/INC-1/postmortems', {}, ada);
      const { id } = written.body;
      const texts = JSON.stringify(
        (await api.get(`/postmortems/${id}`, ada)).body,
      );
      expect(texts).toContain(
        'Found by log inspection (“checkout-1”): “pool exhausted: 50 of 50 connections in use”.',
      );
      expect(texts).toContain('(“orders-db”), was not recorded.');
      const exported = async (format: string) =>
        (await api.get(`/postmortems/${id}/export?format=${format}`, ada)).text;
      expect(JSON.parse(await exported('json')).trace).toMatchObject({
        license: 'CC-BY-4.0',
        provider: 'triage',
      });
      expect(await exported('markdown')).toMatch(
        /## Appendix\n\n### Investigation\n[^]*License: CC-BY-4\.0/,
      );
      await stop();
    },
  );

  it('is read again from what the API answers', async () => {
    const { api, upload, stop } = await start();
    await upload(trace);
    const { body } = await api.get('/incidents/INC-1/traces', ada);
    // Nobody knows what the tool answered, so that it ruled out nothing
    expect(body.items[0].stepNotes).toEqual({ dns: ['not_checked'] });
    expect((await upload(body)).body.traces).toEqual({
      created: 0,
      duplicate: 1,
    });
    await stop();
  });

  it('is refused alone, and counted beside others, when it breaks a rule', async () => {
    const { upload, stop } = await start();
    const odd = { ...trace, traceId: 'odd', supportingEvidence: ['m-9'] };
    expect((await upload(odd)).status).toBe(422);
    const both = await upload([odd, trace]);
    expect(both.body.traces).toEqual({ created: 1, duplicate: 0 });
    expect(both.body.rejected).toEqual([
      { reason: expect.stringContaining('supportingEvidence'), count: 1 },
    ]);
    await stop();
  });

  it.each([
    ['no JSON', '{"traceId"', 'The file is no JSON'],
    ['an empty list', [], 'The file has 0 traces'],
    ['no trace', { a: 1 }, 'traceId'],
    ['a license that is none', { ...trace, license: '<b>' }, '/license'],
    ['a list of nothing', [null], 'The body'],
  ])('is refused that has %s', async (_, file, message) => {
    const { upload, stop } = await start();
    const { status, body } = await upload(file);
    expect(status).toBe(400);
    expect(body.error.message).toContain(message);
    await stop();
  });

  it('brings what it looked at from outside of the window, and does not cite what is no evidence', async () => {
    const { api, upload, stop } = await start();
    const { body } = await upload('x', 'agent');
    expect(body).toMatchObject({
      created: 1,
      rejected: [{ reason: expect.stringContaining('/timestamp'), count: 1 }],
      traces: { created: 1, duplicate: 0 },
    });
    const { items } = (await api.get('/incidents/INC-1/traces', ada)).body;
    expect(items[0].steps[0]).toMatchObject({
      stepId: 'call-1',
      evidence: ['metric-0'],
    });
    await stop();
  });
});
