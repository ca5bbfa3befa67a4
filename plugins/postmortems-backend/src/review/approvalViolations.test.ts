import type {
  Claim,
  Postmortem,
  SectionId,
} from '@postmortems/backstage-plugin-postmortems-common';
import { testClaim } from '../__testUtils__/records';
import { findApprovalViolations } from './approvalViolations';

const candidate: Claim['reading'] = {
  by: 'renderer',
  leftOver: [],
  assertions: [
    {
      type: 'candidateCause',
      origin: 'investigator',
      statement: 'It was the pool.',
      ties: [],
      against: [],
    },
  ],
};

/** The rules that a postmortem with one claim breaks. */
function rulesOf(
  section: SectionId,
  claim: Partial<Claim>,
  document: Partial<Postmortem> = { rootCauseStatus: 'confirmed' },
) {
  return findApprovalViolations({
    rootCauseStatus: 'candidates',
    ...document,
    sections: [
      {
        id: section,
        title: section,
        blocks: [
          {
            id: 'b',
            type: 'item',
            author: { type: 'person', ref: 'user:default/ada' },
            claims: [testClaim(claim)],
          },
        ],
      },
    ],
  }).map(({ rule }) => rule);
}

describe('what prevents an approval', () => {
  it.each([
    ['candidates', false],
    ['undetermined', false],
    ['confirmed', true],
  ] as const)('a cause that is %s: %s', (rootCauseStatus, isApproved) => {
    expect(rulesOf('timeline', {}, { rootCauseStatus })).toEqual(
      isApproved ? [] : ['root_cause.not_confirmed'],
    );
  });

  it('not a cause whose being undetermined is accepted in words', () => {
    const undeterminedAccepted = {
      by: 'user:default/ada',
      at: '2026-03-02T15:00:00.000Z',
      reason: 'The logs are gone.',
    };
    expect(rulesOf('timeline', {}, { undeterminedAccepted })).toEqual([]);
  });

  it('a contradicted claim in any section', () => {
    expect(rulesOf('timeline', { verdict: 'contradicted' })).toEqual([
      'claim.contradicted',
    ]);
  });

  it('unsupported claims among causes and factors only', () => {
    const verdict = 'unsupported';
    expect(rulesOf('contributingFactors', { verdict })).toEqual([
      'contributing_factor.evidence_required',
    ]);
    expect(rulesOf('rootCause', { verdict })).toEqual([
      'root_cause.evidence_required',
    ]);
    expect(rulesOf('impact', { verdict })).toEqual([]);
  });

  it('unverified claims among causes and factors, until somebody confirms them', () => {
    expect(rulesOf('contributingFactors', { verdict: 'unverified' })).toEqual([
      'contributing_factor.unverified',
    ]);
    expect(rulesOf('contributingFactors', { verdict: 'attested' })).toEqual([]);
    expect(rulesOf('impact', { verdict: 'unverified' })).toEqual([]);
  });

  it('not an open cause beside a confirmed one, nor one that was ruled out', () => {
    const open = { verdict: 'unverified', reading: candidate } as const;
    expect(rulesOf('rootCause', open)).toEqual([]);
    expect(
      rulesOf('ruledOut', {
        ...open,
        verdict: 'contradicted',
        decision: {
          outcome: 'ruled_out',
          by: 'user:default/ada',
          at: '2026-03-02T15:00:00.000Z',
          reason: 'It was full before.',
        },
      }),
    ).toEqual([]);
  });

  it('evidence that is missing or has changed, in any section', () => {
    expect(
      rulesOf('impact', {
        verdict: 'unsupported',
        attestedBy: 'user:default/ada',
        reasons: [{ check: 'hash', outcome: 'failed', message: 'changed' }],
      }),
    ).toEqual(['claim.evidence_broken']);
  });

  it('people who are named in a cause', () => {
    expect(
      rulesOf('rootCause', {
        concerns: [
          { rule: 'personal_identifier', quote: 'Bo', message: 'names Bo' },
        ],
      }),
    ).toEqual(['blameless.personal_identifier']);
  });

  it('a section that the template requires and nobody has written', () => {
    const violations = (blocks: Postmortem['sections'][number]['blocks']) =>
      findApprovalViolations({
        rootCauseStatus: 'confirmed',
        sections: [
          {
            id: 'custom-lucky',
            title: 'Where we got lucky',
            guidance: {
              questions: ['What helped by chance?'],
              required: true,
              evidence: [],
              writer: 'people',
            },
            blocks,
          },
        ],
      }).map(({ rule, path }) => [rule, path]);

    expect(violations([])).toEqual([['section.required', 'custom-lucky']]);
    expect(
      violations([
        {
          id: 'b',
          type: 'item',
          author: { type: 'person', ref: 'user:default/ada' },
          claims: [testClaim({})],
        },
      ]),
    ).toEqual([]);
  });
});
