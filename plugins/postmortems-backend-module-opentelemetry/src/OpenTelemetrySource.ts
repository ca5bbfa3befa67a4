import type { Incident } from '@postmortems/backstage-plugin-postmortems-common';
import type {
  EvidenceSource,
  UploadedEvidence,
} from '@postmortems/backstage-plugin-postmortems-node';
import { InputError } from '@backstage/errors';
import type { OpenTelemetryConfig } from './config/config';
import { isGenAi, toEvidence, tracesOf } from './genai/toEvidence';
import { readSpans, type Span } from './otlp/readSpans';
import { TraceWebhook } from './webhook/TraceWebhook';

/** OpenTelemetry as a source: spans of agents that investigated. */
export class OpenTelemetrySource implements EvidenceSource {
  readonly id = 'opentelemetry';
  readonly webhook?: EvidenceSource['webhook'];
  readonly uploads: EvidenceSource['uploads'];

  constructor(blocks: readonly OpenTelemetryConfig[]) {
    this.uploads = [
      {
        format: 'opentelemetry-traces',
        title: 'OpenTelemetry GenAI spans (OTLP/JSON)',
        read: async (file, { incident }) => {
          const { spans, odd } = readSpans(file.toString('utf8'));
          const read = investigationsIn(spans, {
            incident,
            license: blocks[0].license,
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
    if (blocks.some(({ webhook }) => webhook)) {
      this.webhook = new TraceWebhook({ blocks, read: investigationsIn });
    }
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
