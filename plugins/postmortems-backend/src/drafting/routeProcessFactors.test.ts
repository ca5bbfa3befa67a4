import type { DraftPostmortem } from '@postmortems/backstage-plugin-postmortems-node';
import { BlamelessChecker } from '../blameless';
import { routeProcessFactors } from './routeProcessFactors';
import { AUTHOR } from './write/blocks';

const verificationSetup = {
  blameless: new BlamelessChecker(),
  people: {
    roster: [
      {
        identifiers: ['Mei Tan', 'mei.tan'],
        role: 'a member of the payments team',
      },
    ],
    systems: ['checkout'],
  },
};

function draftOf(factors: string[], ways = true): DraftPostmortem {
  const section = (
    id: 'contributingFactors' | 'waysOfWorking',
    texts: string[],
  ) => ({
    id,
    title: id,
    blocks: texts.map((text, index) => ({
      id: `b${index}`,
      type: 'item' as const,
      author: AUTHOR,
      claims: [
        {
          id: `c${index}`,
          kind: 'contributing_factor' as const,
          text,
          spans: [],
        },
      ],
    })),
  });
  return {
    title: 'Incident',
    author: AUTHOR,
    rootCauseStatus: 'undetermined',
    sections: [
      section('contributingFactors', factors),
      ...(ways ? [section('waysOfWorking', [])] : []),
    ],
  };
}

const textsOf = (draft: DraftPostmortem, section: string) =>
  draft.sections
    .find(({ id }) => id === section)
    ?.blocks.flatMap(({ claims }) => claims.map(({ text }) => text));

describe('factors in how people work', () => {
  it('stand in a section of their own, without names', () => {
    const routed = routeProcessFactors(
      draftOf([
        'The pool of checkout had 50 connections.',
        'mei.tan did not hand over that the runbook was out of date.',
        'The engineer forgot to run the migration.',
        'Retries tripled the load on checkout.',
      ]),
      verificationSetup,
    );
    expect(textsOf(routed, 'contributingFactors')).toEqual([
      'The pool of checkout had 50 connections.',
      'Retries tripled the load on checkout.',
    ]);
    expect(textsOf(routed, 'waysOfWorking')).toEqual([
      'A member of the payments team did not hand over that the runbook was out of date.',
      'The engineer forgot to run the migration.',
    ]);
  });

  it('lead to action items without names', () => {
    const draft = draftOf(['mei.tan did not hand over.']);
    const [{ blocks }] = draft.sections;
    draft.sections.push({
      id: 'actionItems',
      title: 'Action items',
      blocks: blocks.map(block => ({
        ...block,
        type: 'action_item',
        actionItem: {
          id: 'a',
          title: 'Remove a contributing factor: mei.tan did not hand over',
          endState: 'The runbook names both shifts.',
          type: 'mitigate',
          priority: 'medium',
          state: 'proposed',
        },
      })),
    });
    const routed = routeProcessFactors(draft, verificationSetup);
    const [item] = routed.sections.at(-1)!.blocks;

    expect(item.actionItem!.title).toBe(
      'Remove a contributing factor: a member of the payments team did not hand over',
    );
    expect(item.claims[0].text).toBe(
      'A member of the payments team did not hand over.',
    );
  });

  it('get no heading when there are none', () => {
    const routed = routeProcessFactors(
      draftOf(['The pool had 50 connections.']),
      verificationSetup,
    );
    expect(routed.sections.map(({ id }) => id)).toEqual([
      'contributingFactors',
    ]);
  });

  it('stay where they are when the template has no such section', () => {
    const draft = draftOf(['The runbook was out of date.'], false);
    expect(routeProcessFactors(draft, verificationSetup)).toBe(draft);
  });
});
