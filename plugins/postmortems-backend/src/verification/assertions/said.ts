import { isSpoken } from '@postmortems/backstage-plugin-postmortems-common';
import { nameKey } from '../nameKey';
import { checkInstant } from './events';
import {
  contradictedBy,
  firstFailing,
  holdsBy,
  nodeOfKind,
  saysWords,
  spanAt,
  unsupported,
} from './result';
import type { Evaluation, Evaluator } from './types';

/** Somebody wrote something in chat. The speaker is the author; what they wrote is not asserted. */
export const evaluateSaid: Evaluator<'said'> = (assertion, facts) => {
  const { evidence: id, speaker, channel, text } = assertion;
  const found = nodeOfKind(facts, id, ['message']);
  if ('outcome' in found) return found;
  const { payload } = found;
  if (payload?.kind !== 'message')
    return unsupported(`${id} has no readable message`);
  const spans = spanAt(facts, id, '/text');
  const checks: Evaluation[] = [];
  if (!saysWords(payload.text, text)) {
    checks.push(unsupported('The message does not say that', ...spans));
  }
  if (speaker && !isNameOf(speaker, payload.author)) {
    const author = payload.author.name ?? payload.author.id ?? 'nobody named';
    checks.push(
      contradictedBy(
        `${author} wrote it`,
        ...spanAt(facts, id, '/author/name'),
      ),
    );
  }
  if (
    channel &&
    nameKey(channel).replace(/^#/, '') !==
      nameKey(payload.channel ?? '').replace(/^#/, '')
  ) {
    checks.push(
      contradictedBy(
        `It was written in ${
          payload.channel ?? 'a channel that is not recorded'
        }`,
        ...spans,
      ),
    );
  }
  if (assertion.spoken && !isSpoken(payload)) {
    checks.push(contradictedBy('It was written, not said in a call', ...spans));
  }
  checks.push(...checkInstant(assertion.at, facts.timeOf({ evidence: id })));
  return (
    firstFailing(checks) ??
    holdsBy(
      'The message says so',
      ...spans,
      ...(speaker ? spanAt(facts, id, '/author/name') : []),
    )
  );
};

/** A full name, a first or last name of it, or a handle. */
function isNameOf(
  stated: string,
  author: { id?: string; name?: string },
): boolean {
  const key = nameKey(stated).replace(/^@/, '');
  const name = nameKey(author.name ?? '');
  return (
    key !== '' &&
    (key === name ||
      name.split(' ').includes(key) ||
      key === nameKey(author.id ?? ''))
  );
}
