import {
  type Incident,
  type Severity,
  severitySchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import { parseEntityRef } from '@backstage/catalog-model';
import type {
  CatalogServices,
  IncidentAccess,
} from '@postmortems/backstage-plugin-postmortems-node';
import { createHash } from 'node:crypto';
import type { Workspace } from '../api/Workspace';
import {
  messageEvidence,
  type SlackChannel,
} from '../messages/messageEvidence';
import { attachmentText, messageText } from '../messages/messageText';
import { type SlackMessage, timeOf } from '../messages/slackMessage';
import type { ReadStore } from '../reading/ReadStore';
import type { ChannelIncidents } from './ChannelIncidents';
import { addMessages } from './MessageIntake';
import { escapeText } from './respond';
import type { Command, Shortcut } from './slackCall';

export const START_SHORTCUT = 'start_postmortem';
export const ADD_SHORTCUT = 'add_to_postmortem';

const DEFAULT_SEVERITY: Severity = 'sev3';
const MAX_TITLE = 200;
/** Words of a message that are looked up as names of services. */
const MAX_WORDS = 40;

const UNKNOWN_USER =
  'Backstage does not know you: your user in the catalog needs the same e-mail address, or the annotation `slack.com/user_id`.';

export const HELP = [
  '`/postmortem start <service> [sev1…sev5] [title]` opens an incident, and this channel becomes its own',
  '`/postmortem add <incident key>` makes this channel the incident’s own',
  'Or choose “Start a postmortem” or “Add to postmortem” at a message',
].join('\n');

type Place = {
  workspace: Workspace;
  channel: SlackChannel;
  access: IncidentAccess;
  signal: AbortSignal;
};

/** What people ask for in Slack. Each answers with what came of it. */
export class Commands {
  readonly #reads: ReadStore;
  readonly #services: Pick<CatalogServices, 'find'>;
  readonly #incidents: ChannelIncidents;
  readonly #appUrl: string;

  constructor(options: {
    reads: ReadStore;
    services: Pick<CatalogServices, 'find'>;
    incidents: ChannelIncidents;
    /** Address of Backstage. */
    appUrl: string;
  }) {
    this.#reads = options.reads;
    this.#services = options.services;
    this.#incidents = options.incidents;
    this.#appUrl = options.appUrl.replace(/\/+$/, '');
  }

  async runCommand(
    command: Command,
    place: Place,
    receivedAt: Date,
  ): Promise<string> {
    const [verb = '', ...words] = command.text.trim().split(/\s+/);
    if (!this.#userRef(command.user_id, place)) return UNKNOWN_USER;
    if (verb === 'add' && words[0]) {
      return this.#bind(words[0], command.user_id, place);
    }
    if (verb !== 'start' || !words[0]) return HELP;
    const [name, ...rest] = words;
    const service = await this.#services.find(name);
    if (!service) {
      return `The catalog has no component called “${escapeText(name)}”.`;
    }
    const severity = severitySchema.safeParse(
      rest[0]?.toLocaleLowerCase('en-US'),
    );
    const title = rest.slice(severity.success ? 1 : 0).join(' ');
    const { channel, access } = place;
    const incident = await access.createIncident({
      ...this.#newIncident(command.trigger_id, place),
      title: title.slice(0, MAX_TITLE) || `Incident of ${name}`,
      severity: severity.data ?? DEFAULT_SEVERITY,
      services: [service],
      startedAt: receivedAt.toISOString(),
      participants: this.#participants(command.user_id, place),
    });
    await this.#reads.bindChannel({
      incidentKey: incident.key,
      channelId: channel.id,
    });
    return `Incident ${this.#link(
      incident,
    )} is open, and this channel is its own.`;
  }

  async runShortcut(shortcut: Shortcut, place: Place): Promise<string> {
    const { callback_id: callback, message } = shortcut;
    if (!this.#userRef(shortcut.user.id, place)) return UNKNOWN_USER;
    if (callback === START_SHORTCUT) return this.#startFrom(shortcut, place);
    if (callback !== ADD_SHORTCUT) return HELP;
    const incident = await this.#incidents.meantBy(place.access, {
      channel: place.channel,
      text: textOf(message, place),
    });
    if (!incident || !this.#mayKnow(incident, shortcut.user.id, place)) {
      return 'Which incident? The message names none, and this channel belongs to none: use `/postmortem add <incident key>` here first.';
    }
    await this.#addMessage(message, incident, place);
    return `The message is evidence of ${this.#link(incident)} now.`;
  }

  async #bind(key: string, userId: string, place: Place): Promise<string> {
    const { channel, access } = place;
    const incident = await access.findIncident(key);
    if (!incident || !this.#mayKnow(incident, userId, place))
      return `There is no incident ${escapeText(key)}.`;
    await this.#reads.bindChannel({
      incidentKey: incident.key,
      channelId: channel.id,
    });
    return `This channel belongs to incident ${this.#link(
      incident,
    )} now: its messages become evidence when the postmortem is written.`;
  }

  async #startFrom(shortcut: Shortcut, place: Place): Promise<string> {
    const { message } = shortcut;
    const text = textOf(message, place);
    const service = await this.#serviceIn(text);
    if (!service) {
      return 'Which service? The message names none that the catalog knows: use `/postmortem start <service> <title>`.';
    }
    const incident = await place.access.createIncident({
      ...this.#newIncident(shortcut.trigger_id, place),
      title: text.split('\n')[0].trim().slice(0, MAX_TITLE) || 'Incident',
      severity: DEFAULT_SEVERITY,
      services: [service],
      startedAt: timeOf(message.ts).toISOString(),
      participants: this.#participants(shortcut.user.id, place),
    });
    await this.#addMessage(message, incident, place);
    return `Incident ${this.#link(
      incident,
    )} is open, with the message as its first evidence.`;
  }

  /** The same call twice opens one incident. */
  #newIncident(triggerId: string, { channel }: Place) {
    const hash = createHash('sha256').update(triggerId).digest('hex');
    return {
      key: `slack-${hash.slice(0, 10)}`,
      visibility: channel.isPrivate
        ? ('private' as const)
        : ('public' as const),
    };
  }

  /** The catalog user; whoever has none cannot be asked what they did. */
  #userRef(userId: string, { workspace }: Place): string | undefined {
    return workspace.directory.userRef(userId);
  }

  /** Of private incidents only participants are told that they exist. */
  #mayKnow(incident: Incident, userId: string, place: Place): boolean {
    const ref = this.#userRef(userId, place);
    return (
      incident.visibility === 'public' ||
      (ref !== undefined && incident.participants.includes(ref))
    );
  }

  #participants(userId: string, place: Place): string[] {
    const ref = this.#userRef(userId, place);
    return ref ? [ref] : [];
  }

  async #serviceIn(text: string): Promise<string | undefined> {
    const words = new Set(
      text.match(/[\p{L}\p{N}][\p{L}\p{N}._-]{2,62}/gu)?.slice(0, MAX_WORDS),
    );
    for (const word of words) {
      const name = word.replace(/[._-]+$/, '').toLocaleLowerCase('en-US');
      const ref = await this.#services.find(name);
      if (ref) return ref;
    }
    return undefined;
  }

  async #addMessage(message: SlackMessage, incident: Incident, place: Place) {
    await addMessages(
      context => [messageEvidence(message, context)],
      [message],
      { ...place, incident },
    );
  }

  /** Of a private incident no more than what its reader knows already. */
  #link({ key, services, visibility }: Incident): string {
    if (visibility === 'private') return escapeText(key);
    const { kind, namespace, name } = parseEntityRef(services[0]);
    const path = [namespace, kind, name].map(encodeURIComponent).join('/');
    return `<${this.#appUrl}/catalog/${path}/postmortems|${key}>`;
  }
}

function textOf(message: SlackMessage, { workspace }: Place): string {
  const { directory } = workspace;
  return `${messageText(message, directory).text}\n${attachmentText(
    message,
    directory,
  )}`.trim();
}
