import type { EvidenceNode } from '@postmortems/backstage-plugin-postmortems-common';
import type { CitedSpan } from '../cited/resolveSpans';
import { statesCause } from '../extract/causality';
import { agrees, type Check } from './types';

/** Places of a step that repeat what the investigator thought, and show nothing. */
const OPINION =
  /^\/(?:hypothesis|validation|input|action|stepId|nextStep)(?:\/|$)/;

/** Kinds that state why something happened; sentences of other kinds that do so are held to the same. */
const CAUSAL = new Set(['root_cause', 'contributing_factor']);

/**
 * A cause stands on what telemetry, a deployment or the output of a validated step shows. What people wrote in a chat is a
 * statement, whoever made it.
 */
export const checkCauses: Check = ({ claim, cited, sentence, context }) => {
  const causal =
    CAUSAL.has(claim.kind) ||
    // What was ruled out tells of a cause that is none
    (claim.kind !== 'ruled_out' && statesCause(sentence.prose));
  if (!causal || isUninformative(sentence.prose)) return [];
  const refuted = cited.nodes.find(isFailedStep);
  if (refuted) {
    return [
      {
        check: 'cause',
        effect: 'contradicts',
        message: `Step ${refuted.id} failed its validation: it supports nothing`,
      },
    ];
  }
  if (!cited.spans.some(span => shows(span))) {
    const chat = cited.nodes.some(({ sourceType }) => sourceType === 'chat');
    return [
      {
        check: 'cause',
        effect: 'unsupported',
        message: chat
          ? 'Only a chat message says so: that is a statement, not a finding'
          : 'Neither telemetry, nor a deployment, nor the output of a validated step shows it',
      },
    ];
  }
  const traced =
    !context.trace ||
    cited.nodes.some(({ sourceType }) => sourceType !== 'chat');
  return traced
    ? [agrees('cause', 'Telemetry, a deployment or a step’s output shows it')]
    : [];
};

function shows({ node, pointer }: CitedSpan): boolean {
  if (!node || node.sourceType === 'chat') return false;
  return node.payload.kind !== 'step' || !OPINION.test(pointer);
}

function isFailedStep({ payload }: EvidenceNode): boolean {
  const validation = payload.kind === 'step' ? payload.validation : undefined;
  return (
    typeof validation === 'object' &&
    validation !== null &&
    !Array.isArray(validation) &&
    validation.passed === false
  );
}

/** That no cause is known is no cause. */
export function isUninformative(prose: string): boolean {
  return /\b(?:undetermined|no contributing factor)\b/i.test(prose);
}
