import {
  type DraftClaim,
  isSpoken,
} from '@postmortems/backstage-plugin-postmortems-common';
import { instantOf } from '../../verification';
import { DISPLAY_NAME } from '../facts/describeKnown';
import type { SectionContext } from '../sections/context';
import {
  MAX_SAID,
  cite,
  claimOf,
  said,
  stated,
  type Stated,
} from '../write/sentence';
import type { Talk } from './talk';
import type { Conclusion } from './types';

/** Who wrote what and when, in one sentence: the author first, then the words. */
export function wordsOfTalk(
  { node, payload }: Pick<Talk, 'node' | 'payload'>,
  text: string,
  { precision, style }: SectionContext,
): Stated[] {
  const words = said(node, '/text', text);
  if (!words) return [];
  const { name = '' } = payload.author;
  const isNamed = DISPLAY_NAME.test(name);
  const pointer = isNamed ? '/author/name' : '/kind';
  const evidence = node.id;
  return [
    stated(
      {
        type: 'quotation',
        evidence,
        pointer,
        text: isNamed ? name : payload.kind,
      },
      cite(node, pointer),
    ),
    stated(
      {
        type: 'said',
        evidence,
        ...(isSpoken(payload) && { spoken: true }),
        text: words.text,
        at: instantOf(node.timestamp, precision, style.timeZone),
      },
      words.spans,
    ),
  ];
}

/** The whole message where it is short, else the sentence that concludes. */
export function fully({ talk, sentence }: Conclusion): string {
  const { text } = talk.payload;
  return text.trim().length <= MAX_SAID ? text : sentence;
}

/** Characters of a message that a sentence beside others quotes whole. */
const MAX_BRIEF = 180;

/** The message where it is brief, else the sentence that concludes. */
export function briefly({ talk, sentence }: Conclusion): string {
  const text = talk.payload.text.trim();
  return (text.length <= MAX_BRIEF ? text : sentence).replace(/[.\s]+$/, '');
}

/** A claim that says who wrote what, after the message that it answers. */
export function conclusionClaim(
  kind: DraftClaim['kind'],
  conclusion: Conclusion,
  context: SectionContext,
  options: { text?: string; before?: readonly Stated[] } = {},
): DraftClaim {
  const { talk, about } = conclusion;
  const { text = fully(conclusion), before = [] } = options;
  return claimOf(
    kind,
    `said ${talk.node.id}`,
    [
      ...before,
      ...(about ? wordsOfTalk(about, about.payload.text, context) : []),
      ...wordsOfTalk(talk, text, context),
    ],
    context,
  );
}
