/** Results in the shapes of HolmesGPT, of an incident that is made up. */

const LOG =
  'starting checker\nAll hosts tried for db query failed (tried: orders-db:3333)\nretrying';

/** A call as `ToolCallResult.as_tool_result_response` writes it. */
export const logCall = {
  tool_call_id: 'call_logs',
  tool_name: 'fetch_pod_logs',
  description: 'kubectl logs checker-x1',
  role: 'tool',
  result: {
    schema_version: 'robusta:v1.0.0',
    status: 'success',
    error: null,
    return_code: 0,
    data: LOG,
    url: null,
    invocation: null,
    params: { pod_name: 'checker-x1', namespace: 'shop' },
    icon_url: null,
  },
};

export const deniedCall = {
  tool_call_id: 'call_secret',
  tool_name: 'kubectl_describe',
  description: 'kubectl describe secret db',
  role: 'tool',
  result: {
    status: 'error',
    error: 'secrets "db" is forbidden',
    return_code: 1,
    data: null,
    params: { kind: 'secret', name: 'db' },
  },
};

export const metricCall = {
  tool_call_id: 'call_metric',
  tool_name: 'execute_prometheus_range_query',
  description: 'Prometheus query',
  role: 'tool',
  result: {
    status: 'success',
    data: JSON.stringify({
      status: 'success',
      description: 'Failed queries of the checker',
      query: 'rate(checker_failed_total[5m])',
      output_type: 'Plain',
      data: {
        resultType: 'matrix',
        result: [
          {
            metric: { __name__: 'checker_failed', app: 'checkout' },
            values: [
              [1772460000, '0.5'],
              [1772460060, 'NaN'],
              [1772460120, '2'],
            ],
          },
        ],
      },
    }),
    params: { query: 'rate(checker_failed_total[5m])' },
  },
};

export const ANSWER =
  '# Findings\n\nThe checker fails.\n\n## Root cause\n\nThe checker cannot reach **orders-db:3333**.\n\n## Next\n\nCheck the network.';

/** What `holmes ask --json-output-file` writes. */
export const askResult = {
  total_cost: 0.1,
  tool_calls: [logCall, deniedCall, metricCall],
  result: ANSWER,
  unprocessed_result: null,
  instructions: [],
  prompt: '[]',
  messages: [
    { role: 'system', content: 'You are a tool-calling assistant' },
    { role: 'user', content: 'Why does the checker fail?' },
  ],
};
