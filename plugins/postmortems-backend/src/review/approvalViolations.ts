import {
  candidateCauseOf,
  hasContent,
  isBrokenEvidence,
  type Claim,
  type Postmortem,
  type RuleViolation,
  type Section,
  type SectionId,
} from '@postmortems/backstage-plugin-postmortems-common';

/** Sections that say why; what stands in them has evidence or a person. */
const WHY: ReadonlySet<SectionId> = new Set([
  'rootCause',
  'contributingFactors',
  'waysOfWorking',
]);

/** Characters of a sentence that a message repeats. */
const SHOWN = 120;

/** Everything that prevents an approval. Each says what to do. */
export function findApprovalViolations({
  rootCauseStatus,
  undeterminedAccepted,
  sections,
}: Pick<
  Postmortem,
  'rootCauseStatus' | 'undeterminedAccepted' | 'sections'
>): RuleViolation[] {
  const isOpen = rootCauseStatus !== 'confirmed' && !undeterminedAccepted;
  return [
    ...(isOpen ? [openCause(rootCauseStatus)] : []),
    ...sections.filter(isMissing).map(missingSection),
    ...sections.flatMap(({ id, blocks }) =>
      blocks.flatMap(({ claims }) =>
        claims.flatMap(claim =>
          [...ofClaim(claim, id), ...namedPeople(claim)].map(violation => ({
            ...violation,
            path: `${id}/${claim.id}`,
          })),
        ),
      ),
    ),
  ];
}

function openCause(
  status: Exclude<Postmortem['rootCauseStatus'], 'confirmed'>,
): RuleViolation {
  return {
    rule: 'root_cause.not_confirmed',
    path: 'rootCause',
    message:
      status === 'candidates'
        ? 'The root cause is not confirmed. Confirm one of the possible causes, or accept in words that the cause is undetermined'
        : 'No root cause is known. Add evidence or write a possible cause and confirm it, or accept in words that the cause is undetermined',
  };
}

function isMissing(section: Section): boolean {
  return section.guidance?.required === true && !hasContent(section);
}

function missingSection({ id, title }: Section): RuleViolation {
  return {
    rule: 'section.required',
    path: id,
    message: `The template requires the section “${title}”, and nothing stands in it. Write at least one sentence`,
  };
}

function ofClaim(claim: Claim, section: SectionId): RuleViolation[] {
  const { verdict, text, reasons } = claim;
  // A cause that was ruled out stands there for what it is
  if (claim.decision?.outcome === 'ruled_out') return [];
  const shown = text.length > SHOWN ? `${text.slice(0, SHOWN)} …` : text;
  const violation = (rule: string, message: string) => [{ rule, message }];
  if (verdict === 'contradicted') {
    return violation(
      'claim.contradicted',
      `The evidence contradicts “${shown}”. Correct or remove it`,
    );
  }
  if (verdict === 'unsupported' && reasons.some(isBrokenEvidence)) {
    return violation(
      'claim.evidence_broken',
      `“${shown}” cites evidence that is missing or has changed, which nobody can confirm. Cite other evidence, or remove it`,
    );
  }
  if (!WHY.has(section)) return [];
  if (verdict === 'unsupported') {
    return violation(
      section === 'rootCause'
        ? 'root_cause.evidence_required'
        : 'contributing_factor.evidence_required',
      `“${shown}” has no evidence. Cite evidence for it, or remove it`,
    );
  }
  const isOpenCause = candidateCauseOf(claim) !== undefined;
  return verdict === 'unverified' && !isOpenCause
    ? violation(
        section === 'rootCause'
          ? 'root_cause.unverified'
          : 'contributing_factor.unverified',
        `No code can check “${shown}”. Confirm it, or remove it`,
      )
    : [];
}

function namedPeople({ concerns = [] }: Claim): RuleViolation[] {
  return concerns
    .filter(({ rule }) => rule === 'personal_identifier')
    .map(({ message }) => ({
      rule: 'blameless.personal_identifier',
      message,
    }));
}
