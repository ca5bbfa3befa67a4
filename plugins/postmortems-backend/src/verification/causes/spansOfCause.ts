import type {
  CandidateCauseAssertion,
  EvidenceSpan,
} from '@postmortems/backstage-plugin-postmortems-common';
import { spanAt } from '../assertions/result';
import type { SealedFacts } from '../SealedFacts';
import { WEAK_TIES } from './weakTies';

/** Most citations of a possible cause. */
const MAX_SPANS = 12;

/** What a reader looks at first in a payload. */
const TELLING = [
  '/validation/explanation',
  '/message',
  '/text',
  '/version',
  '/alertName',
  '/summary',
  '/name',
  '/metric',
  '/kind',
];

/** Citations of a possible cause: of the cause, of the effect, and of the ties that say something. */
export function spansOfCause(
  { cause, effect, ties, against }: CandidateCauseAssertion,
  cited: readonly string[],
  facts: SealedFacts,
): EvidenceSpan[] {
  const spans = [
    ...(cause ? tellingSpan(cause.evidence, facts) : []),
    ...cited.slice(0, MAX_SPANS / 2).flatMap(id => tellingSpan(id, facts)),
    ...(effect?.pointer ? spanAt(facts, effect.evidence, effect.pointer) : []),
    ...[...ties.filter(({ type }) => !WEAK_TIES.has(type)), ...against]
      .flatMap(({ evidence }) => evidence.slice(0, 2))
      .flatMap(id => tellingSpan(id, facts)),
  ];
  return [
    ...new Map(spans.map(span => [JSON.stringify(span), span])).values(),
  ].slice(0, MAX_SPANS);
}

function tellingSpan(id: string, facts: SealedFacts): EvidenceSpan[] {
  for (const pointer of TELLING) {
    const span = spanAt(facts, id, pointer);
    if (span.length > 0) return span;
  }
  const first = Object.entries(facts.document(id) ?? {}).find(
    ([, value]) => typeof value === 'string' && value !== '',
  );
  return first
    ? spanAt(facts, id, `/${first[0].replace(/~/g, '~0').replace(/\//g, '~1')}`)
    : [];
}
