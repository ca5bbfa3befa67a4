import { mockServices } from '@backstage/backend-test-utils';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { readOpenTelemetryConfig } from './config/config';
import { readTelemetryConfig } from './config/telemetryConfig';

const page = readFileSync(
  path.resolve(__dirname, '../../../docs/sources/opentelemetry.md'),
  'utf8',
);

describe('docs/sources/opentelemetry.md', () => {
  it('has a configuration that is read', () => {
    const [, example] = /```yaml\n([^]*?)```/.exec(page)!;
    const text = example.replaceAll('${OTLP_TOKEN}', '0123456789abcdef');
    const config = mockServices.rootConfig({ data: parse(text) });
    expect(readOpenTelemetryConfig(config)).toHaveLength(1);
    expect(readTelemetryConfig(config)).toHaveLength(1);
  });

  it('sends each signal to the webhook itself, as JSON, in a way that is read', () => {
    const collectors = [...page.matchAll(/```yaml\n(receivers:[^]*?)```/g)].map(
      ([, text]) => parse(text),
    );
    expect(collectors).toHaveLength(2);
    const signals = collectors.flatMap(({ exporters, service, ...parts }) => {
      for (const one of Object.values<any>(service.pipelines)) {
        expect(Object.keys(exporters)).toEqual(one.exporters);
        expect(Object.keys(parts.processors)).toEqual(
          expect.arrayContaining(one.processors),
        );
      }
      const exporter = exporters['otlphttp/postmortems'];
      expect(exporter.encoding).toBe('json');
      expect(['gzip', undefined]).toContain(exporter.compression);
      // An endpoint for all signals gets a path behind it that nobody serves
      expect(exporter.endpoint).toBeUndefined();
      return Object.keys(service.pipelines).map(pipeline => {
        const [signal] = pipeline.split('/');
        expect(new URL(exporter[`${signal}_endpoint`]).pathname).toBe(
          '/api/postmortems/webhooks/opentelemetry',
        );
        return signal;
      });
    });
    expect(signals.sort()).toEqual(['logs', 'metrics', 'traces']);
  });
});
