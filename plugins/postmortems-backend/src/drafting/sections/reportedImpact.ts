import type { DraftClaim } from '@postmortems/backstage-plugin-postmortems-common';
import { instantOf, nameKey } from '../../verification';
import { MAX_SAID, cite, claimOf, stated } from '../write/sentence';
import { sentencesOf } from '../write/sentencesOf';
import type { SectionContext } from './context';

/** Statements of people that are told. */
const MAX_REPORTED = 2;
const MONEY =
  /(?:[€$£¥]|\b(?:EUR|USD|GBP|CHF|JPY)\b)\s?\d|\d[\d,.]*\s?(?:k|m|million)?\s?(?:[€$£¥]|\b(?:EUR|USD|GBP|CHF|JPY|euros?|dollars?|pounds?)\b)/i;
const USERS =
  /(?:\d[\d,.]*\s?(?:%|percent|per cent)?|\b(?:half|all|none)\b)(?:\s+\p{L}+){0,3}\s+(?:orders?|checkouts?|payments?|requests?|customers?|users?|tickets?|bookings?|transactions?|sign-?ups?|logins?|sessions?|accounts?|merchants?|tenants?|subscribers?)\b/iu;
const HARM =
  /\b(?:fail|lost|lose|losing|missed|not|unable|reject|affected|impact|down|dropp|error|open|complain|refund|revenue|without|double|duplicate)/i;
/** What people wonder, expect or plan is no report. */
const UNSURE =
  /\?|\b(?:if|maybe|might|could|should|would|expect|guess|think)\b/i;

/** What people reported of the impact in numbers of users, orders, tickets or money; the latest word first. */
export function reportedImpact(context: SectionContext): DraftClaim[] {
  const { precision, style } = context;
  const seen = new Set<string>();
  return context.known
    .flatMap(({ node, payload }) => {
      if (payload?.kind !== 'message') return [];
      const text = sentencesOf(payload.text).find(isReport);
      return text === undefined ? [] : [{ node, payload, text }];
    })
    .sort((a, b) => (a.node.timestamp < b.node.timestamp ? 1 : -1))
    .filter(({ text }) => {
      const key = nameKey(text);
      return seen.has(key) ? false : seen.add(key);
    })
    .slice(0, MAX_REPORTED)
    .map(({ node, payload, text }) => {
      const { channel } = payload;
      return claimOf(
        'impact',
        `reported ${node.id}`,
        [
          stated(
            {
              type: 'said',
              evidence: node.id,
              ...(channel && { channel }),
              text: text.replace(/\s+/g, ' '),
              at: instantOf(node.timestamp, precision, style.timeZone),
            },
            cite(node, '/text', text),
          ),
        ],
        context,
      );
    });
}

function isReport(sentence: string): boolean {
  return (
    sentence.length <= MAX_SAID &&
    !UNSURE.test(sentence) &&
    (MONEY.test(sentence) || USERS.test(sentence)) &&
    HARM.test(sentence)
  );
}
