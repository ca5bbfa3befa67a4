import type { SubmitEvidenceNode } from '@postmortems/backstage-plugin-postmortems-common';
import type { IncidentEvent } from '../webhook/readEvent';
import {
  type About,
  ANSWERS,
  incidentAlertNodes,
  isBySystem,
  message,
  record,
} from './nodes';
import { priorityOf } from '../incidents/severity';

/** What PagerDuty says happened to the incident, by the type of the event. */
const HAPPENED: Partial<Record<string, string>> = {
  triggered: 'triggered',
  acknowledged: 'acknowledged',
  unacknowledged: 'no longer acknowledged',
  escalated: 'escalated',
  reassigned: 'reassigned',
  delegated: 'given to another escalation policy',
  reopened: 'reopened',
  resolved: 'resolved',
  priority_updated: 'priority changed',
  service_updated: 'moved to another service',
};

/**
 * What the API has no other record of: status updates and roles. Everything else is
 * read from there, where it has one id for all who read it.
 */
export async function nodesOnlyEventsHave(
  event: IncidentEvent,
  about: About,
): Promise<SubmitEvidenceNode[]> {
  const { id, at, agent, data } = event;
  if (data.kind !== 'statusUpdate' && data.kind !== 'roles') return [];
  const author = await about.people.authorOf(agent);
  const timestamp = at.toISOString();
  if (data.kind === 'statusUpdate') {
    const { update } = data;
    return [
      message(about, {
        id: `pagerduty/status-update/${update.id}`,
        at: timestamp,
        text: update.message,
        author,
        more: { statusUpdate: true, ...(update.trimmed && { trimmed: true }) },
      }),
    ];
  }
  return Promise.all(
    data.roles.map(async ({ role, assignee, old_assignee }, index) => {
      const name = role.summary?.trim() || 'a role';
      const now = assignee?.summary ?? assignee?.id;
      const before = old_assignee?.summary ?? old_assignee?.id;
      return record(about, {
        id: `pagerduty/event/${id}/${index}`,
        at: timestamp,
        action: 'role',
        said: now
          ? `${now} became ${name}`
          : `${before ?? 'Somebody'} is no longer ${name}`,
        agent: author,
        more: {
          role: name,
          ...(assignee && {
            assignee: await about.people.authorOf(assignee),
          }),
        },
      });
    }),
  );
}

/** All that an event says, for those who give no key to the API. */
export async function nodesOfEvent(
  event: IncidentEvent,
  about: About,
): Promise<SubmitEvidenceNode[]> {
  const { id, type, at, agent, data } = event;
  const timestamp = at.toISOString();
  const author = await about.people.authorOf(agent);
  const common = { id: `pagerduty/event/${id}`, at: timestamp, agent: author };
  switch (data.kind) {
    case 'note':
      return [
        message(about, {
          id: `pagerduty/note/${data.note.id}`,
          at: timestamp,
          text: data.note.content,
          author,
          ...(data.note.trimmed && { more: { trimmed: true } }),
        }),
      ];
    case 'responder': {
      const {
        user,
        escalation_policy: policy,
        message: words,
      } = data.responder;
      const { state } = data.responder;
      const name = (user ?? policy)?.summary?.trim() || 'Somebody';
      const answer =
        type === 'incident.responder.replied' && ANSWERS[state ?? ''];
      const request = `${name} was asked to help${
        words?.trim() ? `: ${words.trim()}` : ''
      }`;
      return [
        record(about, {
          ...common,
          action: answer ? `responder_${state}` : 'responder_request',
          said: answer ? `${name} ${answer}` : request,
          more: user ? { responder: await about.people.authorOf(user) } : {},
        }),
      ];
    }
    case 'incident': {
      const action = type.replace(/^incident\./, '');
      const happened = HAPPENED[action];
      if (!happened) return [];
      const { incident } = data;
      if (action === 'triggered' && isBySystem(agent)) {
        return incidentAlertNodes(
          {
            ...incident,
            created_at: [incident.created_at ?? timestamp, timestamp].sort()[0],
            resolved_at: undefined,
          },
          about,
          priorityOf(incident) || incident.urgency || undefined,
        );
      }
      return [
        record(about, {
          ...common,
          action,
          said: `${happened}${detailOf(event)}${
            agent?.summary ? ` by ${agent.summary}` : ''
          }`,
        }),
      ];
    }
    default:
      return nodesOnlyEventsHave(event, about);
  }
}

/** What it was changed to. */
function detailOf({ type, data }: IncidentEvent): string {
  if (data.kind !== 'incident') return '';
  if (type === 'incident.priority_updated') {
    return ` to ${priorityOf(data.incident) || 'none'}`;
  }
  const service = data.incident.service?.summary;
  return type === 'incident.service_updated' && service ? ` (${service})` : '';
}
