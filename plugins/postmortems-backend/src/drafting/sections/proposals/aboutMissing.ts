import { isSpoken } from '@postmortems/backstage-plugin-postmortems-common';
import { Language } from '../../../verification';
import { cite, claimOf, said, stated } from '../../write/sentence';
import type { SectionContext } from '../context';
import { titled, type Proposal } from './proposal';

/** What people say was missing, last: an alert, a limit, a runbook; unless somebody said what is to be done. */
export function aboutMissing(context: SectionContext): Proposal[] {
  const promised = new Set(context.promised.map(({ node }) => node.id));
  const missing = context.factorsInChat.findLast(
    ({ node, isMissing }) => isMissing && !promised.has(node.id),
  );
  const words = missing && said(missing.node, '/text', missing.text);
  if (!missing || !words) return [];
  const { style, messages } = context;
  const { proposal } = messages;
  const { node, payload } = missing;
  return [
    {
      title: titled(
        proposal.addMissing({
          quote: new Language(style, messages).quote(
            words.text.replace(/[.!]+$/, ''),
          ),
        }),
      ),
      endState: proposal.promiseIsKept,
      type: /alert|alarm|monitor/i.test(missing.text) ? 'detect' : 'prevent',
      priority: 'medium',
      why: claimOf(
        'action_item',
        `missing ${node.id}`,
        [
          stated(
            {
              type: 'said',
              evidence: node.id,
              ...(payload.channel && { channel: payload.channel }),
              ...(isSpoken(payload) && { spoken: true }),
              text: words.text,
            },
            cite(node, '/channel'),
            words.spans,
          ),
        ],
        context,
      ),
    },
  ];
}
