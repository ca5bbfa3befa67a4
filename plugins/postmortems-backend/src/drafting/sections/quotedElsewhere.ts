import { briefly, fully } from '../conclusions/inWords';
import type { Conclusion } from '../conclusions/types';
import { mayUse } from '../../routing';
import type { QuotedUnder } from '../facts/describeKnown';
import type { SectionContext } from './context';
import { quotedEnd } from './summaryEnding';

type Section = QuotedUnder extends ReadonlyMap<string, infer T> ? T : never;

/** Part of a message that a section has to have, for the timeline to tell only how it begins. */
const MOST = 0.6;

/** Which section has most of a message, where it stands for what it says. */
export function quotedElsewhere(context: SectionContext): QuotedUnder {
  const { conclusions, template, sectionEvidence } = context;
  const hasChat = (section: Section | 'contributingFactors') =>
    template.sections[section] !== undefined &&
    mayUse(sectionEvidence, section, 'chat');
  const { falseAlarm, causes, ruledOut, questions, unknown } = conclusions;
  const { impact, unaffected } = conclusions;
  const end = quotedEnd(context);
  const quotations: [Section, readonly Conclusion[], typeof fully][] = [
    ['rootCause', [...(falseAlarm ? [falseAlarm] : []), ...causes], fully],
    ['ruledOut', ruledOut, fully],
    ['impact', impact.length > 0 ? impact : unaffected, one => one.sentence],
    ['notChecked', [...questions, ...unknown], fully],
    ['summary', end ? [end] : [], briefly],
  ];
  const quoted = new Map<string, Section>();
  for (const [section, all, wordsOf] of quotations) {
    if (!hasChat(section)) continue;
    for (const one of all) {
      const { id, payload } = one.talk.node;
      const isMost = wordsOf(one).length >= String(payload.text).length * MOST;
      if (isMost && !quoted.has(id)) quoted.set(id, section);
    }
  }
  if (hasChat('contributingFactors')) {
    for (const { node } of context.factorsInChat) {
      if (!quoted.has(node.id)) quoted.set(node.id, 'contributingFactors');
    }
  }
  return quoted;
}
