import { InputError } from '@backstage/errors';
import type {
  ChatMessagePayload,
  EvidenceNode,
  EventPayload,
  LogPayload,
} from '@postmortems/backstage-plugin-postmortems-common';
import { countOf, type SealedFacts } from '../../verification';
import { describeKnown } from '../facts/describeKnown';
import { lineStatement } from '../facts/logEvents';
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
  const said = quote === undefined ? payload : quoting(payload, quote);
  if (said.kind === 'log') {
    if (said.message.trim() === '') return [];
    const line = lineStatement(node, said, instantIn(context)(node.timestamp));
    return [[line], ...logStatements(node, said, [line], options.facts)];
  }
  const told = describeKnown(node, said, { seal: context.seal, services: [] });
  return told ? [told.statements(instantIn(context)(told.at))] : [];
}

/** Throws `InputError` unless the quote is a part of what is said. */
function quoting(payload: Saying, quote: string): Saying {
  const text = payload.kind === 'message' ? payload.text : payload.message;
  if (!text.includes(quote)) {
    throw new InputError('quote: is not a verbatim part of the evidence');
  }
  return payload.kind === 'message'
    ? { ...payload, text: quote }
    : { ...payload, message: quote };
}

function logStatements(
  node: EvidenceNode,
  { level }: LogPayload,
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
