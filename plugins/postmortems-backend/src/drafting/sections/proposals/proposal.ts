import {
  wordingHints,
  type ActionItem,
  type DraftClaim,
} from '@postmortems/backstage-plugin-postmortems-common';
import { beginning, claimId } from '../../write/sentence';

/** What is proposed, and the statement that it follows from. */
export type Proposal = Pick<
  ActionItem,
  'title' | 'type' | 'priority' | 'endState'
> & { why: DraftClaim };

type Wording = Pick<ActionItem, 'title' | 'endState'>;

/** Characters of a title. */
const MAX_TITLE = 160;

/** Words as a title: cut when they are long, without a full stop. */
export function titled(words: string): string {
  const whole = words.trim().replace(/\.$/, '');
  const title = beginning(whole, MAX_TITLE);
  return title.length < whole.length ? `${title} …` : title;
}

/** The first wording that nobody has to make clearer; the words of the evidence can be vague. The last one when all are. */
export function clearest(...wordings: [Wording, ...Wording[]]): Wording {
  return (
    wordings.find(wording => wordingHints(wording).length === 0) ??
    wordings[wordings.length - 1]
  );
}

/** The id of the reason of an action item that follows from a statement. */
export function reasonId(statement: Pick<DraftClaim, 'id'>): string {
  return claimId('action_item', statement.id);
}

/** The same statement as the reason of an action item, with the same spans. */
export function follows(statement: DraftClaim): DraftClaim {
  return {
    ...statement,
    id: reasonId(statement),
    kind: 'action_item',
  };
}
