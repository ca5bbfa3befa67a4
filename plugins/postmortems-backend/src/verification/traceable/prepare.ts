import type { DraftClaim } from '@postmortems/backstage-plugin-postmortems-common';
import type { Turns } from '../../platform/Turns';
import { EvidenceIndex } from '../reading/EvidenceIndex';
import type { SealedFacts } from '../SealedFacts';
import { evidenceValues, prepareTexts } from './evidenceValues';
import { isTooMuch } from './findUntraceable';

type Claims = readonly Pick<DraftClaim, 'spans' | 'reading'>[];

/**
 * Reads, with turns for others, what the verification of sentences looks up in the
 * evidence. It would read the same by itself, but at once.
 */
export async function prepareFacts(
  facts: SealedFacts,
  claims: Claims,
  turns: Turns,
): Promise<void> {
  // The words of the renderer need no reading
  const written = claims.filter(({ reading }) => reading?.by !== 'renderer');
  if (written.length === 0) return;
  await EvidenceIndex.prepare(facts, turns);
  await prepareTexts(facts, turns);
  const isAllCited = written.every(({ spans }) => spans.length > 0);
  if (isTooMuch(facts) || isAllCited) return;
  for (const { node } of facts.all()) {
    evidenceValues(facts, node.id);
    await turns.next();
  }
}

/** As {@link prepareFacts}, for what one sentence cites. */
export async function prepareClaim(
  facts: SealedFacts,
  { spans }: Claims[number],
  turns: Turns,
): Promise<void> {
  for (const { evidenceId } of spans) {
    evidenceValues(facts, evidenceId);
    await turns.next();
  }
}
