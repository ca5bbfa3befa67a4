import type {
  Incident,
  SubmitEvidenceNode,
} from '@postmortems/backstage-plugin-postmortems-common';
import {
  type IncidentAccess,
  keysIn,
  wordsIn,
} from '@postmortems/backstage-plugin-postmortems-node';
import type { Workspace } from '../api/Workspace';
import {
  deletionEvidence,
  type MessageContext,
  messageEvidence,
  type SlackChannel,
} from '../messages/messageEvidence';
import { messageText } from '../messages/messageText';
import {
  type SlackMessage,
  slackMessageSchema,
  timeOf,
} from '../messages/slackMessage';
import type { ChannelIncidents } from './ChannelIncidents';
import type { MessageEvent } from './slackCall';

/** What happened to a message: posted, edited or deleted. */
type Change = {
  /** The message, or what it was. */
  message: SlackMessage;
  toNodes(context: MessageContext): SubmitEvidenceNode[];
};

/**
 * Adds messages to the evidence as they are posted, edited and deleted. It keeps
 * what a later collection would not find any more.
 */
export class MessageIntake {
  readonly #incidents: ChannelIncidents;

  constructor(options: { incidents: ChannelIncidents }) {
    this.#incidents = options.incidents;
  }

  async take(
    event: MessageEvent,
    options: {
      workspace: Workspace;
      channel: SlackChannel;
      access: IncidentAccess;
      signal: AbortSignal;
    },
  ): Promise<void> {
    const { workspace, channel, access } = options;
    const change = changeOf(event);
    if (!change) return;
    const { message } = change;
    const { text } = messageText(message, workspace.directory);
    const incidents = await this.#incidents.ofMessage(access, {
      channel,
      at: timeOf(message.ts),
      text,
    });
    for (const incident of incidents) {
      await addMessages(change.toNodes, [message], { ...options, incident });
    }
    if (incidents.length > 0) return;
    await learnNames([message], options);
    const nodes = change.toNodes(workspace.contextOf(channel));
    await access.offerEvidence(
      nodes.map(({ id, ...node }) => ({
        node: { ...node, id: id! },
        services: wordsIn(text),
        conversation: `${channel.id}/${message.thread_ts ?? message.ts}`,
        incidentKeys: keysIn(text),
        ...(channel.isPrivate && { restricted: reasonOf(channel) }),
      })),
    );
  }
}

/** Why an incident with messages of the channel is private. */
function reasonOf({ id, name }: SlackChannel): string {
  return `It has messages of the private Slack channel #${name ?? id}.`;
}

async function learnNames(
  messages: readonly SlackMessage[],
  { workspace, signal }: { workspace: Workspace; signal: AbortSignal },
): Promise<void> {
  if (!workspace.config.token) return;
  await workspace.directory.prepare(workspace.api(signal), messages);
}

/** Adds what messages say to an incident, which is private from then on if their channel is. */
export async function addMessages(
  toNodes: (context: MessageContext) => SubmitEvidenceNode[],
  messages: readonly SlackMessage[],
  options: {
    workspace: Workspace;
    channel: SlackChannel;
    access: IncidentAccess;
    signal: AbortSignal;
    incident: Incident;
  },
): Promise<void> {
  const { workspace, channel, access, incident } = options;
  await learnNames(messages, options);
  if (channel.isPrivate) {
    await access.restrict(incident.key, reasonOf(channel));
  }
  const nodes = toNodes(workspace.contextOf(channel, incident));
  await access.addEvidence(incident.key, nodes);
}

function changeOf(event: MessageEvent): Change | undefined {
  const { message, previous_message: previous } = event;
  if (event.subtype === 'message_deleted') {
    const deleted = previous ?? plain(event.deleted_ts);
    return deleted && deletion(deleted, event);
  }
  // It repeats the root of a thread
  if (event.subtype === 'message_replied') return undefined;
  if (event.subtype !== 'message_changed') {
    const posted = slackMessageSchema.safeParse(event).data;
    return (
      posted && {
        message: posted,
        toNodes: context => [messageEvidence(posted, context)],
      }
    );
  }
  if (!message) return undefined;
  if (message.subtype === 'tombstone') return deletion(message, event);
  // Slack changes a message as well when it unfurls a link
  if (!message.edited || message.edited.ts === previous?.edited?.ts) {
    return undefined;
  }
  return {
    message,
    toNodes: context => [
      ...(previous ? [messageEvidence(previous, context)] : []),
      messageEvidence(
        message,
        context,
        previous && messageText(previous, context.names).text,
      ),
    ],
  };
}

function deletion(message: SlackMessage, event: MessageEvent): Change {
  const at = event.event_ts ?? event.ts;
  return {
    message,
    toNodes: context => [deletionEvidence(message, context, timeOf(at))],
  };
}

function plain(ts: string | undefined): SlackMessage | undefined {
  return ts === undefined ? undefined : slackMessageSchema.parse({ ts });
}
