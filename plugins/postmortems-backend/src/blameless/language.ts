import type { BlameConcern } from '@postmortems/backstage-plugin-postmortems-common';

type Rule = {
  rule: BlameConcern['rule'];
  pattern: RegExp;
  message: string;
  replacement?: string;
};

const ROLE =
  '(?:developer|engineer|operator|admin|administrator|responder|on-?call|reviewer|author|intern|contractor|colleague|employee|person|somebody|someone|team|vendor|user)';
const FAILING =
  '(?:forgot|failed to|neglected|ignored|overlooked|missed|mis(?:configured|typed|read|understood|judged)|broke|messed up|did not bother|was careless|made (?:a|the) mistake|caused|deleted|did not (?:test|check|read|follow|notice))';

/** In the order of the concerns. */
const RULES: Rule[] = [
  {
    rule: 'role_blame',
    pattern: new RegExp(
      `\\b(?:the |an? |our )?${ROLE}\\s+(?:\\w+\\s+){0,2}?${FAILING}`,
      'gi',
    ),
    message:
      'it ends at what somebody did; say what made it possible and what would have caught it',
  },
  {
    rule: 'human_error',
    pattern:
      /\b(?:human|operator|user|manual|pilot) (?:error|mistake|failure)\b/gi,
    message:
      'it is where a question starts, not a cause: what made the action seem right at the time?',
  },
  {
    rule: 'counterfactual',
    pattern:
      /\b(?:should(?:n['’]t| not)? have|could(?:n['’]t| not)? have|would have been (?:avoided|prevented)|ought to have|if only)\b/gi,
    message:
      'it tells of something that did not happen; say what happened, and why it made sense',
  },
  {
    rule: 'blaming_verb',
    pattern:
      /\b(?:blame[ds]?|fault of|at fault|guilty|careless(?:ly|ness)?|negligen(?:t|ce|tly)|reckless(?:ly)?|incompeten(?:t|ce)|sloppy|lazy|ignorant|stupid(?:ly)?)\b/gi,
    message: 'it judges a person; describe what happened',
  },
  {
    rule: 'animated_language',
    pattern:
      /\b(?:disastrous(?:ly)?|catastroph(?:e|ic(?:ally)?)|horribl[ey]|terribl[ey]|insane(?:ly)?|crazy|shocking(?:ly)?|outrageous(?:ly)?|unforgivabl[ey]|ridiculous(?:ly)?|nightmare|fiasco)\b|!{2,}/gi,
    message: 'it is louder than the evidence; give the figure instead',
  },
];

/** Words that look for somebody to blame, or are louder than the evidence. */
export function findBlamingLanguage(text: string): BlameConcern[] {
  return RULES.flatMap(({ rule, pattern, message, replacement }) =>
    [...text.matchAll(pattern)].map(([quote]) => ({
      rule,
      quote,
      message: `“${quote}”: ${message}`,
      ...(replacement && { replacement }),
    })),
  );
}
