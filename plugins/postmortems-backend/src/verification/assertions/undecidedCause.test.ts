import type { Assertion } from '@postmortems/backstage-plugin-postmortems-common';
import { shopCase, shopTrace } from '../../__testUtils__/shopIncident';
import { evaluateAssertion } from './evaluateAssertion';

const { facts } = shopCase();
const outcomeOf = (named: object) =>
  evaluateAssertion(
    {
      type: 'missingEvidence',
      what: 'cause_decision',
      count: 1,
      ...named,
    } as Assertion,
    facts,
  ).outcome;

describe('a possible cause that is not confirmed', () => {
  it.each<[string, object, string]>([
    ['no words', {}, 'holds'],
    [
      'the words of the investigator',
      { origin: 'investigator', text: shopTrace.rootCauseHypothesis },
      'holds',
    ],
    [
      'other words than those of the investigator',
      { origin: 'investigator', text: 'The database was down' },
      'unknown',
    ],
    [
      'the change that the evidence records',
      {
        origin: 'change',
        evidence: 'deploy-1',
        text: 'deployment of checkout 2.4.1 (before: 2.4.0)',
      },
      'holds',
    ],
    [
      'another version',
      {
        origin: 'change',
        evidence: 'deploy-1',
        text: 'deployment of checkout 2.5.0 (before: 2.4.0)',
      },
      'unknown',
    ],
    [
      'a change that nothing records',
      { origin: 'change', evidence: 'chat-1', text: 'deployment of checkout' },
      'unsupported',
    ],
    [
      'the words of a message',
      {
        origin: 'chat',
        evidence: 'chat-1',
        text: 'the database of payments is down',
      },
      'holds',
    ],
    [
      'a message that does not exist',
      { origin: 'chat', evidence: 'none', text: 'the database is down' },
      'unsupported',
    ],
  ])('with %s', (_, named, outcome) => {
    expect(outcomeOf(named)).toBe(outcome);
  });
});
