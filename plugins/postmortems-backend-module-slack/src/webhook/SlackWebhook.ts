import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import {
  type AcceptedWebhook,
  type CatalogServices,
  type IncidentAccess,
  isConfigured,
  type WebhookDelivery,
  type WebhookHandler,
  type WebhookRequest,
} from '@postmortems/backstage-plugin-postmortems-node';
import type { Workspace } from '../api/Workspace';
import type { SlackChannel } from '../messages/messageEvidence';
import type { ReadStore } from '../reading/ReadStore';
import { ChannelIncidents } from './ChannelIncidents';
import { Commands, HELP } from './Commands';
import { MessageIntake } from './MessageIntake';
import { respond } from './respond';
import { checkSignature } from './signature';
import { readCall, type SlackCall } from './slackCall';

/** Slack gives up a call after three seconds; a delivery may take longer. */
const TIMEOUT_MS = 30_000;

const NOT_DIRECT =
  'Direct messages are never taken as evidence: do this in a channel.';

/** Takes events, slash commands and shortcuts, which all come to one address. */
export class SlackWebhook implements WebhookHandler {
  readonly #workspaces: readonly Workspace[];
  readonly #reads: ReadStore;
  readonly #commands: Commands;
  readonly #messages: MessageIntake;
  readonly #logger: LoggerService;
  readonly #now: () => number;

  constructor(options: {
    workspaces: readonly Workspace[];
    reads: ReadStore;
    services: Pick<CatalogServices, 'find'>;
    appUrl: string;
    logger: LoggerService;
    now?: () => number;
  }) {
    this.#workspaces = options.workspaces;
    this.#reads = options.reads;
    this.#logger = options.logger;
    this.#now = options.now ?? Date.now;
    const incidents = new ChannelIncidents(options);
    this.#commands = new Commands({ ...options, incidents });
    this.#messages = new MessageIntake({ incidents });
  }

  async authenticate(request: WebhookRequest): Promise<AcceptedWebhook> {
    const secrets = this.#workspaces.flatMap(
      ({ config }) => config.signingSecret ?? [],
    );
    checkSignature(request, { secrets, now: this.#now() });
    const call = readCall(request.rawBody.toString('utf8'));
    switch (call.kind) {
      case 'challenge':
        return { reply: plainReply(call.challenge) };
      case 'message':
        return { deliveryId: call.id, orderKey: call.event.channel };
      case 'command':
        return isWork(call.command.text)
          ? {
              deliveryId: call.command.trigger_id,
              orderKey: call.command.channel_id,
              reply: ephemeralReply('Working on it …'),
            }
          : { reply: ephemeralReply(HELP) };
      case 'shortcut':
        return {
          deliveryId: call.shortcut.trigger_id,
          orderKey: call.shortcut.channel.id,
          reply: plainReply(''),
        };
      default:
        return { reply: plainReply('') };
    }
  }

  async process(
    delivery: WebhookDelivery,
    access: IncidentAccess,
  ): Promise<void> {
    const call = readCall(delivery.body);
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const place = await this.#placeOf(call, signal);
    if (!place) return;
    const options = { ...place, access, signal };
    if (call.kind === 'message') {
      const { channel, workspace } = place;
      const isRead =
        isConfigured(channel, workspace.config.channels) ||
        (await this.#reads.listIncidents(channel.id)).bound.length > 0;
      if (isRead) await this.#messages.take(call.event, options);
    } else if (call.kind === 'command') {
      const { command } = call;
      await this.#learnUser(command.user_id, options);
      await this.#answer(command.response_url, place, () =>
        this.#commands.runCommand(command, options, delivery.receivedAt),
      );
    } else if (call.kind === 'shortcut') {
      const { shortcut } = call;
      await this.#learnUser(shortcut.user.id, options);
      await this.#answer(shortcut.response_url, place, () =>
        this.#commands.runShortcut(shortcut, options),
      );
    }
  }

  async #answer(
    responseUrl: string,
    { workspace, channel }: { workspace: Workspace; channel: SlackChannel },
    run: () => Promise<string>,
  ): Promise<void> {
    const text = isDirect(channel) ? NOT_DIRECT : await run();
    const { config } = workspace;
    await respond({ responseUrl, text, config, logger: this.#logger });
  }

  /** The workspace and channel of a call, by what Slack lists where it may be asked. */
  async #placeOf(
    call: SlackCall,
    signal: AbortSignal,
  ): Promise<{ workspace: Workspace; channel: SlackChannel } | undefined> {
    const told = toldChannel(call);
    if (!told) return undefined;
    for (const workspace of this.#workspaces) {
      if (!workspace.config.token) continue;
      const api = workspace.api(signal);
      const listed = await workspace.findChannel(api, told.id);
      if (listed) {
        const { id, name } = listed;
        // The list is minutes old; an event says what the channel is now
        const isPrivate =
          listed.is_private || (call.kind === 'message' && told.isPrivate);
        return { workspace, channel: { id, name, isPrivate } };
      }
    }
    const [workspace] = this.#workspaces.filter(
      ({ config }) => config.signingSecret,
    );
    return { workspace, channel: told };
  }

  async #learnUser(
    id: string,
    options: { workspace: Workspace; signal: AbortSignal },
  ): Promise<void> {
    const { workspace, signal } = options;
    const api = workspace.config.token ? workspace.api(signal) : undefined;
    try {
      await workspace.directory.learn(api, [id]);
    } catch (error) {
      this.#logger.debug(
        `Slack does not say who ${id} is: ${toError(error).message}`,
      );
    }
  }
}

/**
 * What Slack says of the channel itself. Of a command it does not say whether the
 * channel is public: then it counts as private.
 */
function toldChannel(call: SlackCall): SlackChannel | undefined {
  if (call.kind === 'message') {
    const { channel, channel_type: type } = call.event;
    return { id: channel, isPrivate: type !== 'channel' };
  }
  const named =
    call.kind === 'command'
      ? { id: call.command.channel_id, name: call.command.channel_name }
      : call.kind === 'shortcut' && call.shortcut.channel;
  if (!named) return undefined;
  const { id, name } = named;
  const isNamed = name && name !== 'privategroup';
  return { id, ...(isNamed && { name }), isPrivate: true };
}

/** Direct messages, of two or more, are nobody's evidence. */
function isDirect({ id, name = '' }: SlackChannel): boolean {
  return id.startsWith('D') || /^(?:directmessage$|mpdm-)/.test(name);
}

function isWork(text: string): boolean {
  return /^\s*(?:start|add)\s+\S/.test(text);
}

function plainReply(body: string) {
  return { contentType: 'text/plain', body };
}

function ephemeralReply(text: string) {
  return {
    contentType: 'application/json',
    body: JSON.stringify({ response_type: 'ephemeral', text }),
  };
}
