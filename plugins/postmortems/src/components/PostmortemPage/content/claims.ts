import {
  candidateCauseOf,
  claimsOfBlock,
  hasContent,
  hasNewerGeneratedText,
  isRemovedBlock,
  RECORD_EVIDENCE_ID,
  SEAL_EVIDENCE_ID,
  type Block,
  type CandidateCauseAssertion,
  type Claim,
  type Postmortem,
  type Section,
  type SectionId,
  type Verdict,
} from '@postmortems/backstage-plugin-postmortems-common';

const ATTENTION: ReadonlySet<Verdict> = new Set([
  'unverified',
  'unsupported',
  'contradicted',
]);

/** Whether a claim is not fully supported, or its wording is not blameless. */
export function needsAttention({ verdict, concerns = [] }: Claim): boolean {
  return ATTENTION.has(verdict) || concerns.length > 0;
}

export function blockNeedsAttention(block: Block): boolean {
  return (
    claimsOfBlock(block).some(needsAttention) || hasNewerGeneratedText(block)
  );
}

/** Sections without which a postmortem tells nothing. */
const ESSENTIAL: ReadonlySet<SectionId> = new Set([
  'summary',
  'impact',
  'timeline',
  'rootCause',
]);

const SYSTEM_RECORDS = new Set([RECORD_EVIDENCE_ID, SEAL_EVIDENCE_ID]);

/**
 * Whether a section that a postmortem needs says nothing yet, or nothing but what
 * the incident's record says and which evidence is missing.
 */
export function lacksContent(
  section: Section,
  { undeterminedAccepted }: Postmortem,
): boolean {
  if (section.id === 'rootCause' && undeterminedAccepted) return false;
  return ESSENTIAL.has(section.id)
    ? !section.blocks.some(tellsOfIncident)
    : section.guidance?.required === true && !hasContent(section);
}

function tellsOfIncident(block: Block): boolean {
  return (
    !isRemovedBlock(block) &&
    (block.author.type === 'person' ||
      claimsOfBlock(block).some(
        claim => claim.verdict === 'attested' || !isOfRecordsOnly(claim),
      ))
  );
}

function isOfRecordsOnly({ spans, reading }: Claim): boolean {
  const assertions = reading?.assertions ?? [];
  return (
    (spans.length > 0 &&
      spans.every(({ evidenceId }) => SYSTEM_RECORDS.has(evidenceId))) ||
    (assertions.length > 0 &&
      assertions.every(({ type }) => type === 'missingEvidence'))
  );
}

/** The sections that a reader is shown; those that need attention, if that is asked for. */
export function sectionsToShow(
  postmortem: Postmortem,
  options: { attention: boolean; canEdit: boolean },
): Section[] {
  const { attention, canEdit } = options;
  return postmortem.sections.filter(section => {
    // Readers are not shown what nobody has written
    if (section.guidance && !canEdit && !hasContent(section)) return false;
    return (
      !attention ||
      lacksContent(section, postmortem) ||
      section.blocks.some(blockNeedsAttention)
    );
  });
}

/** The possible cause that a block states. */
export function causeIn({
  claims,
}: Block): { claim: Claim; cause: CandidateCauseAssertion } | undefined {
  for (const claim of claims) {
    const cause = candidateCauseOf(claim);
    if (cause) return { claim, cause };
  }
  return undefined;
}
