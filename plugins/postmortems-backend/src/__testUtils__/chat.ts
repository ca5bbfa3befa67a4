import type { SubmitEvidenceNode } from '@postmortems/backstage-plugin-postmortems-common';

/** Chat messages of one morning from lines such as `14:05 Mei Tan: it is slow`. */
export function chatOf(
  lines: string,
  { service = 'checkout', channel = '#incident' } = {},
): SubmitEvidenceNode[] {
  return lines
    .trim()
    .split('\n')
    .map((line, index) => {
      const [, clock, name, text] = /^\s*(\S+) ([^:]+): (.*)$/.exec(line)!;
      return {
        id: `said-${index}`,
        sourceType: 'chat',
        timestamp: `2026-03-02T${clock}:00.000Z`,
        metadata: { service: `component:default/${service}` },
        provider: 'slack',
        payload: { kind: 'message', channel, author: { name }, text },
      };
    });
}
