import type {
  ActionItem,
  DraftClaim,
} from '@postmortems/backstage-plugin-postmortems-common';
import { beginning, type Stated } from '../../write/sentence';
import type { SectionContext } from '../context';
import { durationStatement } from '../durationStatement';

/** What is proposed, and what in the evidence suggests it. */
export type Proposal = Pick<
  ActionItem,
  'title' | 'type' | 'priority' | 'endState'
> & { why: DraftClaim };

/** Characters of a title. */
const MAX_TITLE = 160;

/** Words as a title: cut when they are long, without a full stop. */
export function titled(words: string): string {
  const whole = words.trim().replace(/\.$/, '');
  const title = beginning(whole, MAX_TITLE);
  return title.length < whole.length ? `${title} …` : title;
}

/** How long detection or mitigation took, of how long the incident lasted. */
export function partOfIncident(
  part: 'detection' | 'mitigation',
  { durations }: SectionContext,
): Stated[] {
  return durations
    .filter(({ what }) => what === part || what === 'incident')
    .sort((one, _) => (one.what === part ? -1 : 1))
    .map(durationStatement);
}
