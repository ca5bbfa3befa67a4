import { isSpoken } from '@postmortems/backstage-plugin-postmortems-common';
import { Language, LESSON, nameKey } from '../../../verification';
import { sentencesIn } from '../../conclusions/sentences';
import { isByRobot } from '../../salience/chat';
import type { Steps } from '../../../platform/Turns';
import { MAX_SAID, cite, claimOf, stated } from '../../write/sentence';
import type { SectionContext } from '../context';
import { titled, type Proposal } from './proposal';

const MAX_PROMISES = 2;
/** What people mark as to be done later. */
const MARKED =
  /(?:^|[\s[(*])(?:todo|to[- ]do|action items?|follow[- ]?ups?)\s*[:\])*-]\s*\S/i;
/** "add an alert on it pls": what somebody asks of the others. */
const ASKED =
  /^(?:(?:and|also|then|so|ok|pls|please|let'?s)[, ]+)*(?:add|write|create|set up|document|automate)\b[^.!?]{0,60}\b(?:alert(?:s|ing)?|alarms?|monitor(?:s|ing)?|dashboards?|runbooks?|playbooks?|tests?|limits?|check ?lists?|health ?checks?)\b/i;
/** "we should shorten that": of what was said right before. */
const OF_BEFORE =
  /\b(?:we|somebody|someone) (?:should|need to|must|have to|ought to) (?:\w+ )?(?:shorten|raise|lower|fix|change|tighten|loosen|automate|monitor|test|document|add|remove|lift|review|cap|limit|alert on|alarm on|rehearse|renew) (?:that|this|it|those|these|them)\b/i;
/** What people say of the time after an incident. */
const AFTERWARDS =
  /\b(?:next time|in (?:the )?future|from now on|after(?:wards| this| the incident)|make sure (?:that )?(?:this|it|we|nobody|no one)\b.{0,40}\b(?:never|not|again))\b|\b(?:create|open|file|raise|write)s? (?:an? |the )?(?:[\w-]+ )?(?:ticket|issue|story|jira)s? (?:for|to|about|so)\b/i;
/** What somebody wants, or takes over. */
const PROMISED =
  /\b(?:i['’]ll|i will|i['’]m going to|we['’]ll|we will|we (?:should|need to|must|have to|ought to)|(?:somebody|someone) (?:should|needs to)|let['’]?s|needs? (?:an?|its own))\b/i;
/** What outlives an incident, and is made or changed. */
const LASTING =
  /\b(?:add|write|create|set up|build|introduce|have|need|needs|extend|update|document|automate|put|get|shorten|lower|raise|improve|tune|fix|change|test|rehearse|an?|its own|our|the)\s(?:[\w-]+ ){0,3}(?:alert(?:ing)?|alarm|monitor(?:ing)?|dashboard|runbook|playbook|(?:load|regression|integration|restore|fail-?over) test|test for|canary|limit|back-?off|circuit breaker|lint|guard|quota|expiry|documentation|post-?mortem|retrospective|check ?list|time-?out|threshold)s?\b/i;
/** Steps of a response, whatever they are done to. */
const RESPONSE =
  /\b(?:roll(?:ing)? ?back|revert|restart|deploy|redeploy|release|ship|fail ?over|switch|kill|drain|reboot|look (?:at|into)|check|investigat\w+|ping|page|call|wait|ask|rename)\b/i;
/** What people do while it lasts. */
const MEANWHILE =
  /\?|\b(?:now|right away|in the meantime|first|already|silenc\w+|mut\w+|acknowledg\w+|status ?page)\b/i;

/** What somebody said is to be done. */
export type Promised = {
  node: SectionContext['known'][number]['node'];
  payload: { channel?: string; threadId?: string };
  text: string;
};

/** What somebody said in chat is to be done after the incident, in their words. */
export function aboutPromises(context: SectionContext): Proposal[] {
  return context.promised.map(one => promise(one, context));
}

/** The last messages that say what is to be done, ascending by time. */
export function* promisesInChat({
  known,
  about,
}: Pick<SectionContext, 'known' | 'about'>): Steps<Promised[]> {
  const promises: Promised[] = [];
  for (const { node, payload } of known) {
    if (payload?.kind !== 'message' || isByRobot(payload)) continue;
    if (about(node) === 0) continue;
    yield;
    const text = sentencesIn(payload.text)
      .map(sentence => sentence.text)
      .find(isPromise);
    if (text === undefined) continue;
    // What it is about stands before it
    const whole = payload.text.trim();
    const isWhole = OF_BEFORE.test(text) && whole.length <= MAX_SAID;
    promises.push({ node, payload, text: isWhole ? whole : text });
  }
  const seen = new Set<string>();
  return promises
    .sort((a, b) => (a.node.timestamp < b.node.timestamp ? -1 : 1))
    .filter(({ text }) => {
      const key = nameKey(text);
      return seen.has(key) ? false : seen.add(key);
    })
    .slice(-MAX_PROMISES);
}

function promise(
  { node, payload: { channel, threadId }, text }: Promised,
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
            ...(isSpoken({ threadId }) && { spoken: true }),
            text: words,
          },
          cite(node, '/text', text),
        ),
      ],
      context,
    ),
  };
}

/** About afterwards, and no step of the response to the incident. */
function isPromise(sentence: string): boolean {
  if (sentence.length > MAX_SAID) return false;
  if (MARKED.test(sentence) || LESSON.test(sentence)) return true;
  if (MEANWHILE.test(sentence)) return false;
  if ([AFTERWARDS, ASKED, OF_BEFORE].some(one => one.test(sentence))) {
    return true;
  }
  return (
    PROMISED.test(sentence) &&
    LASTING.test(sentence) &&
    !RESPONSE.test(sentence)
  );
}
