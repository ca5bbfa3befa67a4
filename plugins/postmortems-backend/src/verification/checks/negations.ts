import {
  incidentStatusSchema,
  RECORD_EVIDENCE_ID,
  SEAL_EVIDENCE_ID,
} from '@postmortems/backstage-plugin-postmortems-common';
import { isNamedIn } from './services';
import { agrees, type Check, type CheckInput, type Finding } from './types';

/** Characters by which a repeated quote is known; long ones are cut in a sentence. */
const COMPARED = 40;

export const NEGATION =
  /\b(?:no|not|never|none|nothing|neither|nobody|without|cannot|\w+n['’]t|undetermined|unconfirmed)\b/i;
/** What a thing that `cannot` does is said to do instead. */
const FAILURE =
  /\b(?:false|fail\w*|unable|refus\w*|reject\w*|denied|forbidden|unavailable|unschedul\w*|exceed\w*|error|time[ds]? ?out|enotfound)\b/i;
const INABILITY = /\b(?:cannot|can['’]t|could not|couldn['’]t|unable)\b/i;
const UNIVERSAL =
  /\b(?:all|every|each|always|entire(?:ly)?|completely|only)\b/i;

/** Whether what is denied, or said of all, is denied or said of all by the evidence. */
export const checkNegations: Check = input => {
  const { prose } = input.sentence;
  return [
    ...(NEGATION.test(prose) ? [denial(input)] : []),
    ...(UNIVERSAL.test(prose) ? [generality(input)] : []),
  ];
};

function denial(input: CheckInput): Finding {
  const { cited, sentence } = input;
  const absence = findAbsence(input);
  if (absence) return absence;
  const shown = cited.spans.some(
    ({ value }) => value === false || value === 0 || value === null,
  );
  const inability =
    INABILITY.test(sentence.prose) &&
    cited.quotes.some(quote => FAILURE.test(quote));
  if (shown || inability || spoken(input).some(word => NEGATION.test(word))) {
    return agrees('negation', 'The evidence denies it too');
  }
  return {
    check: 'negation',
    effect: 'unsupported',
    message: `The sentence denies something (“${
      NEGATION.exec(sentence.prose)![0]
    }”), the cited places do not`,
  };
}

/** What is said to be missing, looked up where it would be. `undefined` when the sentence says something else. */
function findAbsence({
  claim,
  sentence,
  cited,
  context,
}: CheckInput): Finding | undefined {
  const { seal, trace, services } = context;
  const judge = (absent: boolean, what: string): Finding =>
    absent
      ? agrees('negation', `There is indeed ${what}`)
      : {
          check: 'negation',
          effect: 'contradicts',
          message: `It is not true that there is ${what}`,
        };
  if (
    cited.spans.some(
      ({ evidenceId, pointer, value }) =>
        evidenceId === SEAL_EVIDENCE_ID &&
        pointer.startsWith('/bySourceType/') &&
        value === 0,
    )
  ) {
    return judge(true, 'no such evidence');
  }
  if (/\bno evidence names\b/i.test(sentence.prose)) {
    const named = services.filter(({ names }) =>
      names.some(name => isNamedIn(sentence.prose, name)),
    );
    const heard = Object.keys(seal.manifest.byService);
    return judge(
      named.length > 0 &&
        named.every(
          ({ ref, names }) =>
            !heard.some(
              service =>
                service === ref || names.some(name => isNamedIn(service, name)),
            ),
        ),
      'no evidence about it',
    );
  }
  if (
    /\bnot been resolved\b/i.test(sentence.prose) &&
    cited.spans.some(({ evidenceId }) => evidenceId === RECORD_EVIDENCE_ID)
  ) {
    const status = incidentStatusSchema.safeParse(seal.incident.status).data;
    return judge(status !== undefined && status !== 'resolved', 'no end yet');
  }
  if (/\bundetermined\b/i.test(sentence.prose)) {
    return judge(!trace?.rootCauseHypothesis, 'no cause in the investigation');
  }
  if (/\bleaves the cause unconfirmed\b/i.test(sentence.prose)) {
    return judge(
      Boolean(trace?.rootCauseHypothesis),
      'a cause that the investigation names and that people have to confirm',
    );
  }
  if (
    claim.kind === 'contributing_factor' &&
    /\bno contributing factor\b/i.test(sentence.prose)
  ) {
    return judge(
      (trace?.contributingFactors ?? []).length === 0,
      'no contributing factor in the investigation',
    );
  }
  if (claim.kind === 'ruled_out' && /\bno hypothesis\b/i.test(sentence.prose)) {
    return judge(
      !Object.values(trace?.stepOutcomes ?? {}).includes('refuted'),
      'no refuted hypothesis in the investigation',
    );
  }
  return undefined;
}

/** Quotes that say something themselves, and are not just what the sentence repeats in quotation marks. */
function spoken({ sentence, cited }: CheckInput): string[] {
  return cited.quotes.filter(
    quote =>
      !sentence.quotations.some(words =>
        words.includes(quote.slice(0, COMPARED)),
      ),
  );
}

function generality(input: CheckInput): Finding {
  const { sentence, cited, claim } = input;
  const word = UNIVERSAL.exec(sentence.prose)![0];
  const cut = cited.nodes.find(({ truncated }) => truncated);
  if (cut) {
    return {
      check: 'generality',
      effect: 'unsupported',
      message: `“${word}” cannot be concluded from ${cut.id}, which has been cut`,
    };
  }
  const said = spoken(input).some(quote =>
    new RegExp(`\\b(?:${word}|all|every|each|100)\\b`, 'i').test(quote),
  );
  const counted =
    claim.kind === 'not_checked' &&
    cited.spans.some(({ evidenceId }) => evidenceId === SEAL_EVIDENCE_ID);
  return said || counted
    ? agrees('generality', `The evidence says so of “${word}” too`)
    : {
        check: 'generality',
        effect: 'weakens',
        message: `The sentence speaks of “${word}”, the cited places of single cases`,
      };
}
