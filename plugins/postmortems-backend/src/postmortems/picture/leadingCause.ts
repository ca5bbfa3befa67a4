import {
  candidateCauseOf,
  type EventRef,
  type PictureCause,
  type Postmortem,
} from '@postmortems/backstage-plugin-postmortems-common';
import { isConfirmed, listCauses } from '../rootCauseStatus';

const MAX_STATEMENT = 300;

/** A cause without the times of its events. */
export type LeadingCause = Omit<PictureCause, 'cause' | 'effect'> & {
  cause: EventRef;
  effect: EventRef;
};

/**
 * The confirmed cause of a document, else the first of its possible ones that the
 * evidence allows; only one that is an event and has an effect.
 */
export function leadingCauseOf(
  postmortem: Pick<Postmortem, 'sections'>,
): LeadingCause | undefined {
  const possible = listCauses(postmortem.sections)
    .filter(
      ({ verdict }) => verdict !== 'contradicted' && verdict !== 'unsupported',
    )
    .flatMap((claim): LeadingCause[] => {
      const { cause, effect, statement } = candidateCauseOf(claim)!;
      return cause && effect
        ? [
            {
              claimId: claim.id,
              statement: statement.slice(0, MAX_STATEMENT),
              confirmed: isConfirmed(claim),
              cause,
              effect,
            },
          ]
        : [];
    });
  return possible.find(({ confirmed }) => confirmed) ?? possible[0];
}
