import type { IncidentAccess } from '@postmortems/backstage-plugin-postmortems-node';
import { isUser, type People } from '../catalog/People';
import type { IncidentEvent } from '../webhook/readEvent';

const MAX_PARTICIPANTS = 200;

/** Users of PagerDuty who by this event work on the incident. */
export function whoJoined({ type, data, agent }: IncidentEvent): string[] {
  switch (data.kind) {
    case 'incident':
      return type === 'incident.acknowledged' && agent && isUser(agent)
        ? [agent.id]
        : [];
    case 'responder': {
      const { user, state } = data.responder;
      const isIn = state !== 'declined' && state !== 'user_cancelled';
      return user && isIn ? [user.id] : [];
    }
    case 'roles':
      return data.roles.flatMap(({ assignee }) =>
        assignee && isUser(assignee) ? [assignee.id] : [],
      );
    default:
      return [];
  }
}

/**
 * Adds users to the participants, as far as the catalog has them. Nobody is taken
 * out, and nobody is added to a private incident, which participants may read.
 */
export async function addParticipants(options: {
  key: string;
  users: readonly string[];
  people: Pick<People, 'find'>;
  access: IncidentAccess;
}): Promise<void> {
  const { key, users, people, access } = options;
  if (users.length === 0) return;
  const refs: string[] = [];
  for (const user of users) {
    const ref = await people.find(user);
    if (ref) refs.push(ref);
  }
  const incident = await access.findIncident(key);
  if (!incident || incident.visibility === 'private') return;
  const all = [...new Set([...incident.participants, ...refs])];
  if (
    all.length === incident.participants.length ||
    all.length > MAX_PARTICIPANTS
  ) {
    return;
  }
  await access.updateIncident(key, { participants: all });
}
