/** Answers of Aurora's API in its shapes, about an incident that is made up. */

export const ID = '3f0e6f0a-7d52-4c39-9a52-0f6f9a4f0001';

export const POOL_LOG =
  'pool exhausted: 50 of 50 connections in use by checkout';

export const SUMMARY = `On 2 March checkout failed for buyers [1].

The root cause was a full connection pool of checkout [1], which release 2.4.1 had made smaller. Recovery followed a rollback.

Orders failed for an hour.

## Ruled Out
- **DNS outage** — all names were resolved [2]
- Nothing else

## Not Checked
- The load balancer — no symptoms pointed there`;

/** `GET /api/incidents/<id>`. */
export const incidentAnswer = {
  incident: {
    id: ID,
    sourceType: 'datadog',
    status: 'analyzed',
    severity: 'high',
    alert: { title: 'Checkout fails', service: 'checkout', source: 'datadog' },
    auroraStatus: 'complete',
    summary: SUMMARY,
    startedAt: '2026-03-02T14:05:00Z',
    analyzedAt: '2026-03-02T14:30:00Z',
    suggestions: [],
    streamingThoughts: [
      {
        id: '7',
        timestamp: '2026-03-02T14:11:00Z',
        content: 'The pool looks small.',
        type: 'analysis',
        createdAt: '2026-03-02T14:11:00Z',
      },
    ],
    citations: [
      {
        id: '1',
        key: '1',
        toolName: 'kubectl',
        command: 'kubectl logs checkout-1',
        output: POOL_LOG,
        executedAt: '2026-03-02T14:10:05Z',
        createdAt: '2026-03-02T14:30:00Z',
      },
      {
        id: '2',
        key: '2',
        toolName: 'Terminal',
        command: 'dig orders-db',
        output: 'orders-db. 60 IN A 10.0.0.7',
        executedAt: '2026-03-02T14:12:00Z',
        createdAt: '2026-03-02T14:30:00Z',
      },
    ],
    chatSessions: [],
  },
};

/** `GET /api/monitor/incidents/<id>/timeline`. */
export const timelineAnswer = {
  incident_id: ID,
  summary: { total_tool_calls: 3 },
  steps: [
    {
      id: 11,
      tool_name: 'execute_kubectl',
      tool_input: { command: 'kubectl logs checkout-1' },
      tool_output: POOL_LOG,
      step_index: 0,
      status: 'success',
      error_message: null,
      duration_ms: 900,
      started_at: '2026-03-02T14:10:04+00:00',
      completed_at: '2026-03-02T14:10:05+00:00',
    },
    {
      id: 12,
      tool_name: 'cloud_exec',
      tool_input: '{"provider": "aws", "command": "logs tail checkout"}',
      tool_output: '{"error": "AccessDenied: not authorized"}',
      step_index: 1,
      status: 'error',
      error_message: '{"error": "AccessDenied: not authorized"}',
      started_at: '2026-03-02T14:10:06+00:00',
      completed_at: '2026-03-02T14:10:07+00:00',
    },
    {
      id: 13,
      tool_name: 'query_datadog',
      tool_input: { query: 'avg:pool.size' },
      tool_output: null,
      step_index: 2,
      status: 'running',
      error_message: null,
      started_at: '2026-03-02T14:10:08+00:00',
      completed_at: null,
    },
    {
      id: 14,
      tool_name: 'load_skill',
      tool_input: {},
      tool_output: 'ok',
      step_index: 3,
      status: 'success',
      started_at: '2026-03-02T14:10:09+00:00',
    },
  ],
  llm_calls: [],
  thoughts: [
    { id: 7, thought_type: 'analysis', content: 'The pool', event_time: null },
  ],
};

/** `GET /api/incidents/<id>/findings` and `…/findings/<agent>`. */
export const findingAnswers = [
  {
    findings: [
      {
        agent_id: 'sa_1',
        role_name: 'network',
        purpose: 'Look at the network',
        status: 'succeeded',
        wave: 1,
        self_assessed_strength: 'moderate',
        current_action: null,
        child_session_id: 'x::sa_1',
        started_at: '2026-03-02T14:12:00+00:00',
        completed_at: '2026-03-02T14:14:00+00:00',
        tools_used: ['terminal_exec'],
        citations: [],
        follow_ups_suggested: [],
      },
    ],
  },
  {
    agent_id: 'sa_1',
    status: 'succeeded',
    body: '---\nagent_id: sa_1\n---\n## Summary\nNames resolve.\n\n## What I ruled out\n- DNS: all names resolve\n',
    tool_call_history: [
      {
        tool_name: 'terminal_exec',
        args: { command: 'ss -s' },
        command: 'ss -s',
        output_excerpt: `${'x'.repeat(1000)}...[truncated]`,
        is_error: false,
        status: 'success',
        started_at: '2026-03-02T14:13:00Z',
        completed_at: '2026-03-02T14:13:01Z',
      },
    ],
  },
];
