import { Language, nameKey } from '../../../verification';
import { isByRobot } from '../../salience/chat';
import { sentencesOf } from '../../write/sentencesOf';
import { MAX_SAID, cite, claimOf, stated } from '../../write/sentence';
import type { SectionContext } from '../context';
import { titled, type Proposal } from './proposal';

const MAX_PROMISES = 2;
/** What people mark as to be done later. */
const MARKED =
  /(?:^|[\s[(*])(?:todo|to[- ]do|action items?|follow[- ]?ups?)\s*[:\])*-]\s*\S/i;
const PROMISED =
  /\b(?:i['’]?ll|i will|i['’]m going to|we['’]?ll|we (?:should|need to|must|have to|ought to)|somebody (?:should|needs to)|someone (?:should|needs to)|let['’]?s|needs? (?:an?|its own))\b/i;
/** What outlives an incident. */
const LASTING =
  /\b(?:alert|alarm|monitor|dashboard|runbook|playbook|test|load test|canary|limit|back-?off|circuit breaker|lint|guard|quota|expiry|documentation|post-?mortem|retrospective)s?\b/i;
/** What people do while it lasts. */
const MEANWHILE =
  /\?|\b(?:now|right away|in the meantime|first|already|silenc\w+|mut\w+|acknowledg\w+|status ?page)\b/i;

/** Follow-ups that somebody promised or asked for in chat, in their words. */
export function aboutPromises(context: SectionContext): Proposal[] {
  const seen = new Set<string>();
  return context.known
    .flatMap(({ node, payload }) => {
      if (payload?.kind !== 'message' || isByRobot(payload)) return [];
      const text = sentencesOf(payload.text).find(isPromise);
      return text === undefined ? [] : [{ node, payload, text }];
    })
    .sort((a, b) => (a.node.timestamp < b.node.timestamp ? -1 : 1))
    .filter(({ text }) => {
      const key = nameKey(text);
      return seen.has(key) ? false : seen.add(key);
    })
    .slice(-MAX_PROMISES)
    .map(({ node, payload, text }) =>
      promise({ node, payload, text }, context),
    );
}

function promise(
  {
    node,
    payload: { channel },
    text,
  }: {
    node: SectionContext['known'][number]['node'];
    payload: { channel?: string };
    text: string;
  },
  context: SectionContext,
): Proposal {
  const { style, messages } = context;
  const { proposal } = messages;
  const words = text.replace(/\s+/g, ' ').replace(/[.!]+$/, '');
  return {
    title: titled(
      proposal.keepPromise({
        quote: new Language(style, messages).quote(words),
      }),
    ),
    endState: proposal.promiseIsKept,
    type: /alert|alarm|monitor|dashboard/i.test(text) ? 'detect' : 'prevent',
    priority: 'medium',
    why: claimOf(
      'action_item',
      `promise ${node.id}`,
      [
        stated(
          {
            type: 'said',
            evidence: node.id,
            ...(channel && { channel }),
            text: words,
          },
          cite(node, '/text', text),
        ),
      ],
      context,
    ),
  };
}

function isPromise(sentence: string): boolean {
  if (sentence.length > MAX_SAID) return false;
  return (
    MARKED.test(sentence) ||
    (PROMISED.test(sentence) &&
      LASTING.test(sentence) &&
      !MEANWHILE.test(sentence))
  );
}
