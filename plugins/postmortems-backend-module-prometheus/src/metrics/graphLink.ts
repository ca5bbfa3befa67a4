import { webUrlSchema } from '@postmortems/backstage-plugin-postmortems-common';
import type { RangeWindow } from './PrometheusClient';

/**
 * The address at which Prometheus draws a query over a window. Its page takes the
 * end of the window in UTC and its length.
 *
 * @returns `undefined` when it would be too long for a link
 */
export function graphLink(options: {
  /** Root of the server for people. */
  externalUrl: string;
  query: string;
  window: RangeWindow;
}): string | undefined {
  const { externalUrl, query, window } = options;
  const { from, to, stepSeconds } = window;
  const seconds = Math.ceil((to.getTime() - from.getTime()) / 1000);
  const panel = new URLSearchParams({
    'g0.expr': query,
    'g0.tab': '0',
    'g0.range_input': `${seconds}s`,
    'g0.end_input': to.toISOString().slice(0, 19).replace('T', ' '),
    'g0.step_input': String(stepSeconds),
  });
  return webUrlSchema.safeParse(`${externalUrl}/graph?${panel}`).data;
}
