import type {
  Block,
  Section,
  SectionId,
} from '@postmortems/backstage-plugin-postmortems-common';
import { BlamelessChecker } from '../blameless';
import {
  routeProcessFactors,
  withRoles,
  withRolesInActionItems,
} from './routeProcessFactors';
import { AUTHOR } from './write/blocks';

const people = {
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

const factor = (text: string, category?: string): Block => ({
  id: text,
  type: 'item',
  author: AUTHOR,
  claims: [
    {
      id: `claim ${text}`,
      kind: 'contributing_factor',
      text,
      spans: [],
      verdict: 'unverified',
      reasons: [],
      verifierVersion: '1',
    },
  ],
  ...(category && { category: { id: category, setBy: 'user:default/ada' } }),
});

const section = (id: SectionId, blocks: Block[]): Section => ({
  id,
  title: id,
  blocks,
});

const textsOf = (sections: readonly Section[], id: SectionId) =>
  sections
    .find(one => one.id === id)
    ?.blocks.flatMap(({ claims }) => claims.map(({ text }) => text));

describe('factors in how people work', () => {
  it('stand in a section of their own by their category, whatever their words', () => {
    const routed = routeProcessFactors([
      section('contributingFactors', [
        factor('The runbook was out of date.', 'data'),
        factor('Nobody had approved the change.'),
        factor('The pool had 50 connections.', 'process'),
      ]),
      section('waysOfWorking', []),
    ]);

    expect(textsOf(routed, 'contributingFactors')).toEqual([
      'The runbook was out of date.',
      'Nobody had approved the change.',
    ]);
    expect(textsOf(routed, 'waysOfWorking')).toEqual([
      'The pool had 50 connections.',
    ]);
  });

  it('stay where they are when the template has no such section', () => {
    const sections = [
      section('contributingFactors', [
        factor('The runbook was out of date.', 'process'),
      ]),
    ];
    expect(routeProcessFactors(sections)).toEqual(sections);
  });

  it('name roles instead of people', () => {
    const { claims } = withRoles(
      factor('mei.tan did not hand over that checkout was slow.'),
      people,
    );
    expect(claims.map(({ text }) => text)).toEqual([
      'A member of the payments team did not hand over that checkout was slow.',
    ]);
  });

  it('keep what somebody wrote of themselves as they wrote it', () => {
    const { claims } = withRoles(
      factor('It was my change: “my change of mei.tan broke it, ask me”.'),
      people,
    );
    expect(claims.map(({ text }) => text)).toEqual([
      "It was somebody's change: “my change of a member of the payments team broke it, ask me”.",
    ]);
  });

  it('lead to action items without names', () => {
    const draft = withRolesInActionItems(
      {
        title: 'Incident',
        author: AUTHOR,
        rootCauseStatus: 'undetermined',
        sections: [
          section('actionItems', [
            {
              ...factor('mei.tan did not hand over.'),
              type: 'action_item',
              actionItem: {
                id: 'a',
                title:
                  'Remove a contributing factor: mei.tan did not hand over',
                endState: 'The runbook names both shifts.',
                type: 'mitigate',
                priority: 'medium',
                state: 'proposed',
              },
            },
          ]),
        ],
      },
      people,
    );
    const [item] = draft.sections[0].blocks;

    expect(item.actionItem!.title).toBe(
      'Remove a contributing factor: a member of the payments team did not hand over',
    );
    expect(item.claims[0].text).toBe(
      'A member of the payments team did not hand over.',
    );
  });
});
