import type { ClaimKind } from '@postmortems/backstage-plugin-postmortems-common';
import { significantWords } from '../../platform/text/words';
import type { CitedSpan } from '../cited/resolveSpans';
import { isUninformative } from './causes';
import { agrees, type Check } from './types';

/** Share of the telling words that must stand in the evidence: at the first the claim is supported, at the second in part. */
const CAUSAL = { supported: 0.7, unverified: 0.3 };
const DESCRIBING = { supported: 0.5, unverified: 0.2 };

const LIMITS: Partial<Record<ClaimKind, typeof CAUSAL>> = {
  root_cause: CAUSAL,
  contributing_factor: CAUSAL,
  summary: DESCRIBING,
  impact: DESCRIBING,
  timeline: DESCRIBING,
  ruled_out: DESCRIBING,
};

/** Words with which one reports, whatever there is to report. Other checks look at what they assert. */
const REPORTING = significantWords(
  'affected alert alerts began cause detected ended evidence fired fell fallen from happened highest hour incident increased investigation ' +
    'lasted logged lowest measured mitigated minute named names observed piece pieces platform event configuration changed deployed ' +
    'recorded records record resolved rolled back rose ruled sealed service services shown slightly started stayed step steps statement ' +
    'undetermined until utc validated version wrote timeline selects first last second seconds minutes hours days least hypothesis leaves ' +
    'contributing factor above below between value point points peak reached confirmed unconfirmed found previously',
);

/** What things are, not what happened to them: every incident has them. */
const THINGS = significantWords(
  'application backend cluster component container containers database deployment host instance kubernetes namespace node nodes pod pods ' +
    'replica replicas server system workload',
);

/** Fields that name what a payload is about. */
const NAMES = ['kind', 'metric', 'alertName', 'action'];

function wordsOf(spans: readonly CitedSpan[]): Set<string> {
  return new Set(
    spans
      .flatMap(({ quote, node }) => [
        quote,
        ...(node
          ? [
              node.metadata.service,
              node.provider,
              node.sourceType,
              ...NAMES.map(field => String(node.payload[field] ?? '')),
            ]
          : []),
      ])
      .flatMap(text => [...significantWords(text)]),
  );
}

/** Whether the words of the sentence are those of the evidence. Numbers, times and quotations have checks of their own. */
export const checkGrounding: Check = ({ claim, sentence, cited, context }) => {
  const limits = LIMITS[claim.kind];
  if (!limits || isUninformative(sentence.prose)) return [];
  const causal = limits === CAUSAL;
  // A true name does not make a false statement about it true
  const names = significantWords(
    context.services.flatMap(service => service.names).join(' '),
  );
  const words = [...significantWords(sentence.prose)].filter(
    word =>
      !REPORTING.has(word) &&
      !/^\d/.test(word) &&
      !(causal && (THINGS.has(word) || names.has(word))),
  );
  if (words.length === 0) return [];
  const all = wordsOf(cited.spans);
  // What somebody wrote is told as what somebody wrote; a timeline does nothing else
  const evidence =
    claim.kind === 'timeline'
      ? all
      : wordsOf(cited.spans.filter(({ node }) => node?.sourceType !== 'chat'));
  const missing = words.filter(word => !evidence.has(word));
  const share = 1 - missing.length / words.length;
  if (share >= limits.supported) {
    return [agrees('wording', 'The evidence uses the words of the sentence')];
  }
  const said = missing.filter(word => all.has(word));
  const told = missing.slice(0, 8).join(', ');
  const message =
    said.length > 0
      ? `Only chat messages say so (${told}): that is a statement, to be quoted as what somebody wrote`
      : `The cited places say nothing of: ${told}`;
  return [
    {
      check: 'wording',
      effect: share >= limits.unverified ? 'weakens' : 'unsupported',
      message,
    },
  ];
};
