import type { EvidenceNode } from '@postmortems/backstage-plugin-postmortems-common';
import { agrees, type Check, type CheckInput, type Finding } from './types';

type State = {
  words: RegExp;
  /** Evidence that could say so. */
  concerns: (node: EvidenceNode) => boolean;
  /** Whether it does. */
  holds: (node: EvidenceNode) => boolean;
  message: string;
};

const isAlert = ({ payload }: EvidenceNode) => payload.kind === 'alert';
const isChange = ({ payload }: EvidenceNode) =>
  ['deployment', 'rollback', 'config_change'].includes(String(payload.kind));
const isStep = ({ payload }: EvidenceNode) => payload.kind === 'step';
const passed = ({ payload }: EvidenceNode) =>
  (payload.validation as { passed?: unknown } | undefined)?.passed;

const STATES: State[] = [
  {
    words: /\balerts?\b.*\b(?:fired|firing)\b/is,
    concerns: isAlert,
    holds: ({ payload }) => payload.status === 'firing',
    message: 'the alert had ended',
  },
  {
    words: /\balerts?\b.*\b(?:was|were) resolved\b/is,
    concerns: isAlert,
    holds: ({ payload }) => payload.status === 'resolved',
    message: 'the alert was firing',
  },
  {
    words: /\bwas rolled back\b/i,
    concerns: isChange,
    holds: ({ payload }) => payload.kind === 'rollback',
    message: 'it was not a rollback',
  },
  {
    words: /\bwas deployed\b/i,
    concerns: isChange,
    holds: ({ payload }) => payload.kind === 'deployment',
    message: 'it was not a deployment',
  },
  {
    words: /\b(?:was validated|(?:confirmed|found) by)\b/i,
    concerns: isStep,
    holds: node => passed(node) === true,
    message: 'the step failed its validation',
  },
  {
    words: /\bruled out by\b/i,
    concerns: isStep,
    holds: node => passed(node) === false,
    message: 'the step passed its validation',
  },
];

/** Only alerts fire. */
function firedWithoutAlert({ sentence, cited }: CheckInput): Finding[] {
  const told = /\b(?:fired|firing)\b/i;
  return told.test(sentence.prose) &&
    !cited.nodes.some(isAlert) &&
    !cited.quotes.some(quote => /\bfir(?:ed|es|ing)\b|alert/i.test(quote))
    ? [
        {
          check: 'state',
          effect: 'unsupported',
          message: 'Something is said to have fired, but no alert is cited',
        },
      ]
    : [];
}

const statesOf: Check = ({ sentence, cited }) =>
  STATES.filter(({ words }) => words.test(sentence.prose)).flatMap(state => {
    const concerned = cited.nodes.filter(state.concerns);
    if (concerned.length === 0) return [];
    return [
      concerned.every(state.holds)
        ? agrees('state', 'The evidence is in the state that is told')
        : {
            check: 'state',
            effect: 'contradicts' as const,
            message: `The cited evidence says that ${state.message}`,
          },
    ];
  });

/** Whether alerts, changes and steps are in the state that the sentence gives them. */
export const checkStates: Check = input => [
  ...statesOf(input),
  ...firedWithoutAlert(input),
];
