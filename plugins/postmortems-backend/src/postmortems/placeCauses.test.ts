import type {
  Block,
  CandidateCauseAssertion,
  CauseDecision,
  Section,
} from '@postmortems/backstage-plugin-postmortems-common';
import { shopCase } from '../__testUtils__/shopIncident';
import { OPEN_ID, SHORT_CAUSE_ID } from '../drafting';
import { placeCauses } from './placeCauses';

const UNLIKELY: CandidateCauseAssertion = {
  type: 'candidateCause',
  origin: 'change',
  statement: 'deployment of checkout 2.4.1',
  ties: [{ type: 'precedes', evidence: ['d'], detail: 'before' }],
  against: [
    {
      type: 'still_there_after_recovery',
      evidence: ['u', 'a'],
      detail: 'It went on',
    },
  ],
};

function blockOf(
  outcome?: CauseDecision['outcome'],
  cause: CandidateCauseAssertion = UNLIKELY,
): Block {
  return {
    id: 'b',
    type: 'paragraph',
    author: { type: 'deterministic', name: 'writer', version: '1' },
    claims: [
      {
        id: 'c',
        kind: 'root_cause',
        text: cause.statement,
        spans: [],
        verdict: outcome === 'confirmed' ? 'attested' : 'unverified',
        reasons: [],
        verifierVersion: '1',
        reading: { by: 'renderer', assertions: [cause], leftOver: [] },
        ...(outcome && {
          decision: {
            outcome,
            by: 'user:default/ada',
            at: '2026-03-02T16:00:00.000Z',
            reason: 'We tried it.',
          },
        }),
      },
    ],
  };
}

/** The section in which a cause ends that stood in one of them. */
function placeOf(block: Block, from: 'rootCause' | 'ruledOut') {
  const sections = (['rootCause', 'ruledOut'] as const).map(
    (id): Section => ({ id, title: id, blocks: id === from ? [block] : [] }),
  );
  return placeCauses(sections, {
    seal: shopCase().seal,
    verify: one => ({ ...blockOf(), ...one } as Block),
  }).find(({ blocks }) => blocks.some(({ id }) => id === block.id))?.id;
}

/** Sentences of the summary after people decided. */
function summaryOf(sections: Section[]): Section[] {
  return placeCauses(sections, {
    seal: shopCase().seal,
    verify: one => ({ ...blockOf(), ...one } as Block),
  });
}

describe('what the summary leaves open', () => {
  const claimed = (id: string) => ({ ...blockOf().claims[0], id, text: id });
  const sectionsWith = (block: Block, summary: Block['claims']): Section[] => [
    {
      id: 'summary',
      title: 'Summary',
      blocks: [{ ...blockOf(), id: 's', claims: summary }],
    },
    { id: 'rootCause', title: 'Root cause', blocks: [block] },
  ];
  const textsOf = (sections: Section[]) =>
    sections[0].blocks[0].claims.map(({ text }) => text);
  const summary = [SHORT_CAUSE_ID, OPEN_ID].map(claimed);

  it('is the cause until a person confirms one, and again when that is taken back', () => {
    const open = summaryOf(sectionsWith(blockOf(), summary));
    expect(textsOf(open).at(-1)).toBe('Still open: the cause.');

    const decided = summaryOf(
      sectionsWith(blockOf('confirmed'), open[0].blocks[0].claims),
    );
    expect(textsOf(decided).join()).not.toContain('Still open');

    const again = summaryOf(
      sectionsWith(blockOf(), decided[0].blocks[0].claims),
    );
    expect(textsOf(again).at(-1)).toBe('Still open: the cause.');
  });
});

describe('the place of a possible cause that the evidence speaks against', () => {
  it('is under what was ruled out, until a person confirms it', () => {
    expect(placeOf(blockOf(), 'ruledOut')).toBe('ruledOut');
    expect(placeOf(blockOf(), 'rootCause')).toBe('ruledOut');
    expect(placeOf(blockOf('confirmed'), 'ruledOut')).toBe('rootCause');
  });

  it('is with the others when something says why it should be the cause', () => {
    const tied = blockOf(undefined, {
      ...UNLIKELY,
      ties: [{ type: 'shared_identifier', evidence: ['d'], detail: 'same' }],
    });

    expect(placeOf(tied, 'ruledOut')).toBe('rootCause');
  });
});
