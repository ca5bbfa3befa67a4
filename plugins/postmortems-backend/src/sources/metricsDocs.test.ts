import { metricsServiceMock } from '@backstage/backend-test-utils/alpha';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { SourceMetrics } from './SourceMetrics';

const page = readFileSync(
  resolve(__dirname, '../../../../docs/operations.md'),
  'utf8',
);

/**
 * As `@opentelemetry/exporter-prometheus` calls it, of Backstage's tutorial
 * (PrometheusSerializer.ts there): without the unit.
 */
const prometheusName = (name: string, isCounter: boolean) =>
  `${name.replaceAll('.', '_')}${isCounter ? '_total' : ''}`;

describe('docs/operations.md', () => {
  it('names all metrics of sources as Prometheus has them', () => {
    const names: string[] = [];
    const note = (isCounter: boolean) => (name: string) => {
      names.push(`\`${name}\``, `\`${prometheusName(name, isCounter)}\``);
      return { addCallback: () => {}, removeCallback: () => {} } as never;
    };
    const metrics = metricsServiceMock.mock({
      createCounter: note(true),
      createHistogram: note(false),
      createObservableGauge: note(false),
    });
    expect(
      new SourceMetrics({ metrics, backlog: async () => [] }),
    ).toBeTruthy();
    expect(names).toHaveLength(14);
    expect(names.filter(name => !page.includes(name))).toEqual([]);
    const queries = [...page.matchAll(/```promql\n([^]*?)```/g)].map(
      ([, query]) => query,
    );
    const known = names.map(name => name.slice(1, -1));
    const used = queries.flatMap(query => [
      ...query.matchAll(/postmortems_\w+/g),
    ]);
    expect(used.length).toBeGreaterThan(0);
    for (const [name] of used) {
      expect(known).toContain(name.replace(/_(bucket|count|sum)$/, ''));
    }
  });
});
