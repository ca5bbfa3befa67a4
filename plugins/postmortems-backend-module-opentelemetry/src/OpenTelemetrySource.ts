import type { Incident } from '@postmortems/backstage-plugin-postmortems-common';
import type {
  EvidenceSource,
  UploadedEvidence,
} from '@postmortems/backstage-plugin-postmortems-node';
import { InputError } from '@backstage/errors';
import type { OpenTelemetryConfig } from './config/config';
import { isGenAi, toEvidence, tracesOf } from './genai/toEvidence';
import { readSpans, type Span } from './otlp/readSpans';
import { collectTelemetry } from './telemetry/collectTelemetry';
import { TelemetryWebhook } from './telemetry/TelemetryWebhook';
import { OtlpWebhook } from './webhook/OtlpWebhook';
import { TraceWebhook } from './webhook/TraceWebhook';

/**
 * OpenTelemetry as a source: spans of agents that investigated, and logs and metrics of
 * services while an incident goes on.
 */
export class OpenTelemetrySource implements EvidenceSource {
  readonly id = 'opentelemetry';
  readonly webhook?: EvidenceSource['webhook'];
  readonly uploads: EvidenceSource['uploads'];
  readonly collect?: EvidenceSource['collect'];
  readonly rewriteStored?: EvidenceSource['rewriteStored'];

  constructor(options: {
    traces: readonly OpenTelemetryConfig[];
    telemetry?: ConstructorParameters<typeof TelemetryWebhook>[0];
  }) {
    const { traces: blocks, telemetry } = options;
    this.uploads = [
      {
        format: 'opentelemetry-traces',
        title: 'OpenTelemetry GenAI spans (OTLP/JSON)',
        read: async (file, { incident }) => {
          const { spans, odd } = readSpans(file.toString('utf8'));
          const read = investigationsIn(spans, {
            incident,
            license: blocks[0]?.license,
          });
          if (read.nodes.length + read.traces!.length === 0) {
            throw new InputError(
              'No span in the file tells what a model or a tool was asked or answered. Instrumentations record that only when told to, e.g. OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT=true',
            );
          }
          if (odd > 0) {
            read.skipped!.push({ reason: 'No valid span', count: odd });
          }
          return read;
        },
      },
    ];
    const traces = blocks.some(({ webhook }) => webhook)
      ? new TraceWebhook({ blocks, read: investigationsIn })
      : undefined;
    if (traces || telemetry) {
      this.webhook = new OtlpWebhook({
        traces,
        telemetry: telemetry && new TelemetryWebhook(telemetry),
      });
    }
    if (!telemetry) return;
    const { store } = telemetry;
    this.collect = ({ incident, window }) =>
      collectTelemetry(store, { incidentKey: incident.key, window });
    this.rewriteStored = ({ incidentKey, rewrite }) =>
      store.rewrite(incidentKey, rewrite);
  }
}

function investigationsIn(
  spans: readonly Span[],
  options: { incident: Incident; license: string | undefined },
): UploadedEvidence {
  const ofAgents = spans.filter(isGenAi);
  const read: UploadedEvidence = { nodes: [], traces: [], skipped: [] };
  for (const one of tracesOf(ofAgents)) {
    const { nodes, trace, leftOut } = toEvidence(one, options);
    read.nodes.push(...nodes);
    if (trace) read.traces!.push(trace);
    if (leftOut > 0) {
      read.skipped!.push({
        reason: 'Calls of tools beyond the 500 that a trace may have',
        count: leftOut,
      });
    }
  }
  const others = spans.length - ofAgents.length;
  if (others > 0) {
    read.skipped!.push({
      reason: 'No span of a model or agent',
      count: others,
    });
  }
  return read;
}
