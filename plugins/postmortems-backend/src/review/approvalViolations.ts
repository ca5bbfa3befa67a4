import {
  approvalRuleOf,
  claimsOfBlock,
  hasContent,
  type ApprovalRule,
  type Claim,
  type EvidenceProfile,
  type Postmortem,
  type RuleViolation,
  type SealProblem,
  type Section,
  type SectionId,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Archive } from '../schedule';

/** Characters of a sentence that a message repeats. */
const SHOWN = 120;

const NOT_VALIDATED = (text: string) =>
  `“${text}” is neither supported by its evidence nor confirmed by a person, which the profile provenanceValidated demands. Cite evidence that supports it, confirm it, or remove it`;
const NO_EVIDENCE = (text: string) =>
  `“${text}” has no evidence. Cite evidence for it, or remove it`;
const UNVERIFIED = (text: string) =>
  `No code can check “${text}”. Confirm it, or remove it`;
const MESSAGES: Record<ApprovalRule, (text: string) => string> = {
  'claim.contradicted': text =>
    `The evidence contradicts “${text}”. Correct or remove it`,
  'claim.evidence_broken': text =>
    `“${text}” cites evidence that is missing or has changed, which nobody can confirm. Cite other evidence, or remove it`,
  'claim.not_validated': NOT_VALIDATED,
  'root_cause.evidence_required': NO_EVIDENCE,
  'contributing_factor.evidence_required': NO_EVIDENCE,
  'root_cause.unverified': UNVERIFIED,
  'contributing_factor.unverified': UNVERIFIED,
};

/**
 * Everything that prevents an approval. Each says what to do.
 *
 * @param profile - that the approval is held to
 */
export function findApprovalViolations(
  {
    rootCauseStatus,
    undeterminedAccepted,
    sections,
  }: Pick<Postmortem, 'rootCauseStatus' | 'undeterminedAccepted' | 'sections'>,
  profile?: EvidenceProfile,
): RuleViolation[] {
  const isValidated = profile === 'provenanceValidated';
  const isOpen = rootCauseStatus !== 'confirmed' && !undeterminedAccepted;
  return [
    ...(isOpen ? [openCause(rootCauseStatus)] : []),
    ...sections.filter(isMissing).map(missingSection),
    ...sections.flatMap(({ id, blocks }) =>
      blocks.flatMap(block =>
        (isValidated ? claimsOfBlock(block) : block.claims).flatMap(claim =>
          [...ofClaim(claim, id, profile), ...namedPeople(claim)].map(
            violation => ({
              ...violation,
              path: `${id}/${claim.id}`,
            }),
          ),
        ),
      ),
    ),
  ];
}

const UNFINISHED: Record<Archive['state'], readonly string[]> = {
  open: [
    'The profile provenanceValidated demands an archive of the evidence, and the incident is not resolved or its archive was not made yet. Resolve the incident, and wait until Details says that the archive is complete',
  ],
  collecting: [
    'The archive of the evidence is not complete yet, because more may come. Wait until Details says that it is complete',
  ],
  incomplete: [
    'The archive of the evidence is not complete. Draft again, so that all sources are asked',
  ],
  complete: [],
};

/** What was sealed is not what is there. */
export function brokenSeal({ message }: SealProblem): RuleViolation {
  return {
    rule: 'seal.broken',
    path: 'seal',
    message: `${message}. Restore it from a backup, or remove what rests on it and have an administrator look at the seal`,
  };
}

/** What an audit would not find in the seal, for the profile that demands a complete one. */
export function incompleteSeal(
  { changedSinceDrafted }: Pick<Postmortem, 'changedSinceDrafted'>,
  { state, failures }: Archive,
): RuleViolation[] {
  const late = changedSinceDrafted?.evidence;
  const messages = [
    ...(late
      ? [
          `${late} pieces of evidence were added after the draft, which its seal does not cover. Draft it again`,
        ]
      : []),
    ...failures.map(
      ({ source, message }) =>
        `The evidence of ${source} is not complete: ${message}. The profile provenanceValidated demands all of it; draft again once the source answers`,
    ),
    ...(failures.length === 0 ? UNFINISHED[state] : []),
  ];
  return messages.map(message => ({
    rule: 'seal.incomplete',
    path: 'seal',
    message,
  }));
}

function openCause(
  status: Exclude<Postmortem['rootCauseStatus'], 'confirmed'>,
): RuleViolation {
  return {
    rule: 'root_cause.not_confirmed',
    path: 'rootCause',
    message:
      status === 'candidates'
        ? 'The root cause is not confirmed. Confirm one of the possible causes, or record why the cause cannot be determined'
        : 'No root cause is known. Add evidence or write a possible cause and confirm it, or record why the cause cannot be determined',
  };
}

function isMissing(section: Section): boolean {
  return section.guidance?.required === true && !hasContent(section);
}

function missingSection({ id, title }: Section): RuleViolation {
  return {
    rule: 'section.required',
    path: id,
    message: `The template requires the section “${title}”, and it is empty. Write at least one sentence`,
  };
}

function ofClaim(
  claim: Claim,
  section: SectionId,
  profile?: EvidenceProfile,
): RuleViolation[] {
  const rule = approvalRuleOf(section, claim, profile);
  const { text } = claim;
  const shown = text.length > SHOWN ? `${text.slice(0, SHOWN)} …` : text;
  return rule ? [{ rule, message: MESSAGES[rule](shown) }] : [];
}

function namedPeople({ concerns = [] }: Claim): RuleViolation[] {
  return concerns
    .filter(({ rule }) => rule === 'personal_identifier')
    .map(({ message }) => ({
      rule: 'blameless.personal_identifier',
      message,
    }));
}
