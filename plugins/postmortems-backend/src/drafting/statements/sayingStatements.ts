import { InputError } from '@backstage/errors';
import type {
  ChatMessagePayload,
  EvidenceNode,
  EventPayload,
  LogPayload,
} from '@postmortems/backstage-plugin-postmortems-common';
import { countOf, type SealedFacts } from '../../verification';
import { describeKnown } from '../facts/describeKnown';
import type { SectionContext } from '../sections/context';
import { cite, stated, type Stated } from '../write/sentence';
import { instantIn } from './instantIn';

type Saying = ChatMessagePayload | LogPayload | EventPayload;

/** Who said what and when; of a log line also its level and how often it was logged. */
export function sayingStatements(
  { node, payload }: { node: EvidenceNode; payload: Saying },
  options: { quote?: string; context: SectionContext; facts: SealedFacts },
): Stated[][] {
  const { quote, context } = options;
  const told = describeKnown(
    node,
    quote === undefined ? spoken(payload) : quoting(payload, quote),
    context.seal,
  );
  if (!told) return [];
  const all = told.statements(instantIn(context)(told.at));
  return payload.kind === 'log'
    ? [all, ...logStatements(node, payload, all, options.facts)]
    : [all];
}

/** Also a log line too quiet for the timeline can be stated by who chooses it. */
function spoken(payload: Saying): Saying {
  return payload.kind === 'log' ? { ...payload, level: undefined } : payload;
}

/** Throws `InputError` unless the quote is a part of what is said. */
function quoting(payload: Saying, quote: string): Saying {
  const text = payload.kind === 'message' ? payload.text : payload.message;
  if (!text.includes(quote)) {
    throw new InputError('quote: is not a verbatim part of the evidence');
  }
  return payload.kind === 'message'
    ? { ...payload, text: quote }
    : spoken({ ...payload, message: quote });
}

function logStatements(
  node: EvidenceNode,
  { level, count }: LogPayload,
  all: readonly Stated[],
  facts: SealedFacts,
): Stated[][] {
  const [{ assertion, spans }] = all;
  if (assertion.type !== 'log') return [];
  const records = facts.select({ sameAs: node.id }).length;
  return [
    ...(level
      ? [[stated({ ...assertion, level }, spans, cite(node, '/level'))]]
      : []),
    ...(count !== undefined && count > 1
      ? [
          [
            stated(
              { ...assertion, occurrences: countOf(count) },
              spans,
              cite(node, '/count'),
            ),
          ],
        ]
      : []),
    ...(records > 1
      ? [
          [
            ...all,
            stated({
              type: 'count',
              filter: { sameAs: node.id },
              distinct: 'nodes',
              quantity: countOf(records),
            }),
          ],
        ]
      : []),
  ];
}
