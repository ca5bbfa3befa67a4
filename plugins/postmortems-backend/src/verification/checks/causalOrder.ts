import type {
  EvidenceNode,
  MetricPayload,
} from '@postmortems/backstage-plugin-postmortems-common';
import { isoTimeSchema } from '@postmortems/backstage-plugin-postmortems-common';
import type { CitedSpan } from '../cited/resolveSpans';
import { causalDepth, causalLinkOf } from '../extract/causality';
import { significantWords } from '../../platform/text/words';
import type { VerificationContext } from '../types';
import { agrees, type Check, type Finding } from './types';

/** Clocks of two sources differ, in milliseconds. */
const CLOCK_SKEW_MS = 60_000;
const CAUSAL = new Set(['root_cause', 'contributing_factor']);

/** When something is to have been the cause: it came before its effect, a validated step ties both, and the chain is not too long. */
export const checkCausalOrder: Check = ({
  claim,
  cited,
  sentence,
  context,
}) => {
  if (!CAUSAL.has(claim.kind)) return [];
  const { text } = sentence;
  const link = causalLinkOf(text);
  if (!link) return [];
  return [
    ...order(
      timeOf(link.cause, link.effect, cited.spans, context),
      timeOf(link.effect, link.cause, cited.spans, context),
    ),
    ...tie(cited.nodes, context),
    ...depth(text, context.maxCausalDepth),
  ];
};

function order(cause?: number, effect?: number): Finding[] {
  if (cause === undefined || effect === undefined) return [];
  const iso = (at: number) => new Date(at).toISOString();
  return cause <= effect + CLOCK_SKEW_MS
    ? [agrees('order', `The cause (${iso(cause)}) comes before the effect`)]
    : [
        {
          check: 'order',
          effect: 'contradicts',
          message: `What is called the cause happened at ${iso(
            cause,
          )}, after what is called its effect at ${iso(effect)}`,
        },
      ];
}

/** A step that passed its validation looked at the evidence, or is the evidence. */
function tie(
  nodes: readonly EvidenceNode[],
  { trace }: VerificationContext,
): Finding[] {
  const looked = new Set(
    (trace?.steps ?? []).flatMap(({ stepId, evidence }) =>
      trace!.stepOutcomes[stepId] === 'validated'
        ? [trace!.stepEvidence[stepId], ...evidence]
        : [],
    ),
  );
  return nodes.some(({ id }) => looked.has(id))
    ? [agrees('step', 'A validated step of the investigation ties them')]
    : [
        {
          check: 'step',
          effect: 'weakens',
          message:
            'No validated step of the investigation ties cause and effect',
        },
      ];
}

function depth(text: string, most: number | undefined): Finding[] {
  const links = causalDepth(text);
  return most !== undefined && links > most
    ? [
        {
          check: 'depth',
          effect: 'weakens',
          message: `The sentence has ${links} causal links, the template allows ${most}`,
        },
      ]
    : [];
}

/** Words for a change as something that happens. */
const CHANGE =
  /\b(?:deploy\w*|releas\w*|roll(?:ed|ing|out|back)\w*|chang\w*|upgrad\w*|merg\w*|switch\w*|enabl\w*|disabl\w*|restart\w*|introduc\w*)\b/i;

/** Whether evidence is a change, or a step that looked at changes only. */
function isChange(node: EvidenceNode, context: VerificationContext): boolean {
  if (node.payload.kind !== 'step') return node.sourceType === 'deployment';
  const { evidence } = node.payload;
  const looked = Array.isArray(evidence) ? evidence : [];
  return (
    looked.length > 0 &&
    looked.every(
      id => context.evidence.get(String(id))?.sourceType === 'deployment',
    )
  );
}

/** When a half of the sentence happened, by the place that speaks of it most; `undefined` when no place tells. */
function timeOf(
  half: string,
  other: string,
  spans: readonly CitedSpan[],
  context: VerificationContext,
): number | undefined {
  const elsewhere = significantWords(other);
  const words = [...significantWords(half)].filter(
    word => !elsewhere.has(word),
  );
  let best: { time: number; overlap: number } | undefined;
  for (const span of spans) {
    // A version in passing is not the moment at which it was deployed
    if (!span.node || (isChange(span.node, context) && !CHANGE.test(half))) {
      continue;
    }
    const time = eventTime(span.node, span.pointer, context);
    if (time === undefined) continue;
    const { metric = '', kind = '' } = span.node.payload;
    const said = significantWords(`${span.quote} ${metric} ${kind}`);
    const overlap = words.filter(word => said.has(word)).length;
    if (overlap > (best?.overlap ?? 0)) best = { time, overlap };
  }
  return best?.time;
}

/** When what a place tells happened: a point of a metric, a change, an alert, a line; for a step, what it looked at. */
function eventTime(
  node: EvidenceNode,
  pointer: string,
  context: VerificationContext,
): number | undefined {
  const { kind } = node.payload;
  if (kind === 'step') {
    const { evidence } = node.payload;
    const looked = (Array.isArray(evidence) ? evidence : []).flatMap(id => {
      const seen = context.evidence.get(String(id));
      return (seen && eventTime(seen, '', context)) ?? [];
    });
    return looked.length > 0 ? Math.min(...looked) : undefined;
  }
  if (kind === 'metric') {
    const { points } = node.payload as unknown as MetricPayload;
    const match = /^\/points\/(\d+)/.exec(pointer);
    return timeOfPoint(match ? points[Number(match[1])] : extremeOf(points));
  }
  return Date.parse(node.timestamp);
}

function timeOfPoint(point: [string, number] | undefined): number | undefined {
  const time = isoTimeSchema.safeParse(point?.[0]).data;
  return time ? Date.parse(time) : undefined;
}

function extremeOf(points: MetricPayload['points']) {
  return points.reduce<MetricPayload['points'][number] | undefined>(
    (best, point) =>
      !best ||
      Math.abs(point[1] - points[0][1]) > Math.abs(best[1] - points[0][1])
        ? point
        : best,
    undefined,
  );
}
