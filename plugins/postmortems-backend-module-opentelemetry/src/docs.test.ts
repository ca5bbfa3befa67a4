import { mockServices } from '@backstage/backend-test-utils';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { readOpenTelemetryConfig } from './config/config';
import { logsRequest } from './__testUtils__/telemetry';
import { readTelemetryConfig } from './config/telemetryConfig';
import { readLogs, SEVERITIES } from './otlp/readLogs';

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

  it('has the collector leave out nothing that would be taken', () => {
    const [, condition] = /log_record:\n\s+- (.*)\n/.exec(page)!;
    const numbers: Record<string, number> = {
      SEVERITY_NUMBER_UNSPECIFIED: 0,
      SEVERITY_NUMBER_WARN: 13,
    };
    const isLeftOut = (severity: number) =>
      condition.split(' and ').every(part => {
        const [, operator, name] = /^severity_number (!=|<) (\w+)$/.exec(part)!;
        return operator === '<'
          ? severity < numbers[name]
          : severity !== numbers[name];
      });
    const isTaken = (severityNumber: number) =>
      readLogs(
        logsRequest([{ body: 'level=error msg="no stock"', severityNumber }])
          .resourceLogs,
        {
          receivedAt: new Date(),
          isWanted: () => true,
          minSeverity: SEVERITIES.warn,
        },
      ).records.length > 0;
    const all = Array.from({ length: 25 }, (_, severity) => severity);
    expect(all.filter(isTaken)).toEqual(all.filter(one => !isLeftOut(one)));
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
