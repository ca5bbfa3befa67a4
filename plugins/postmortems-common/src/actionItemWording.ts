/** What is vague in the words of a follow-up. @public */
export type WordingHint =
  | 'vague_verb'
  | 'no_thing'
  | 'end_state_not_checkable'
  | 'end_state_is_title';

const VAGUE =
  /^(?:please )?(?:improve|investigate|look (?:in)?to|consider|think about|discuss|review|explore|try to|better|be more careful|make sure|ensure|communicate|raise awareness|educate|remind|monitor|check)\b/i;
/** Something that one can see: a number, a name, a system’s part, a test. */
const CHECKABLE =
  /\d|\b(?:test|alert|dashboard|metric|runbook|limit|check|guard|log|report|list|shows?|passes|fails|fires|raises?|names?|blocks?|rejects?|exists?|is gone|no longer|within|at most|at least|per cent|percent|collected|watched|documented|deployed|removed|enabled|disabled)\b/i;

/**
 * What could be clearer in a follow-up: a title that starts with a verb nobody can finish (“improve”), one without a thing, an
 * end state that nobody can check. Hints, not rules.
 *
 * @public
 */
export function wordingHints(item: {
  title: string;
  endState: string;
}): WordingHint[] {
  const title = item.title.trim();
  const endState = item.endState.trim();
  return [
    ...(VAGUE.test(title) ? (['vague_verb'] as const) : []),
    ...(title.split(/\s+/).length < 3 ? (['no_thing'] as const) : []),
    ...(endState.toLocaleLowerCase('en-US') === title.toLocaleLowerCase('en-US')
      ? (['end_state_is_title'] as const)
      : []),
    ...(CHECKABLE.test(endState) ? [] : (['end_state_not_checkable'] as const)),
  ];
}
