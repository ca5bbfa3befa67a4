import { hashOf } from '../check/rehash';
import { episodeAt, type Notification, notificationsOf } from '../plan';
import { START } from '../material';
import { Random } from '../random';

/** A fact that was sent, as it has to be found in the evidence. */
export type Fact = {
  id: string;
  /** Which facts belong to one incident; what is the same here is there. */
  incident: string;
  /** Of what the sender said, whatever the product makes of it. */
  hash: string;
};

export const CHANNEL = { id: 'C0000STORM', name: 'incident-storm' };
/** Named as its channel. */
export const CHANNEL_INCIDENT = 'STORM';

/** Of a group, in each of its two episodes. */
const ALERTS = 10;
const SHAPE = { name: 'storm', alerts: ALERTS, atOnce: 5, window: 25 };
const ALERTS_OF_GROUP = 2 * ALERTS;

/** Of ten messages three are replies, with so many in a thread. */
const THREAD = 50;
const REPLIES = 0.3;
const MESSAGE_EVERY_S = 0.7;
const USERS = ['U0000ADA', 'U0000BEN', 'U0000CAY', 'U0000DOV'];

export type Message = {
  type: 'message';
  ts: string;
  user: string;
  text: string;
  thread_ts?: string;
};

/** Notifications of so many alerts, each of which fires and ends; all are sent twice. */
export function stormOf(seed: number, alerts: number): Notification[] {
  const groups = Math.ceil(alerts / ALERTS_OF_GROUP);
  const window = Math.min(SHAPE.window, groups);
  const windows = notificationsOf(seed, { ...SHAPE, window });
  return Array.from(
    { length: Math.ceil(groups / window) },
    () => windows.next().value as Notification[],
  ).flat();
}

/** Once each, however often they were sent. */
export function factsOfAlerts(sent: readonly Notification[]): Fact[] {
  const facts = sent.flatMap(({ group, ids, body }) =>
    JSON.parse(body).alerts.map((alert: any, index: number): Fact => {
      const { status, labels, annotations, startsAt, endsAt } = alert;
      return {
        id: ids[index],
        incident: `episode ${episodeAt(startsAt)} of ${group}`,
        hash: hashOf({
          ...{ status, labels, annotations, startsAt },
          ...(status === 'resolved' && { endsAt }),
        }),
      };
    }),
  );
  return [...new Map(facts.map(fact => [fact.id, fact])).values()];
}

/** What people wrote in the channel during the incident, with threads. */
export function messagesOf(seed: number, count: number): Message[] {
  const random = new Random(seed, 'channel');
  const replies = Math.floor(count * REPLIES);
  const roots = count - replies;
  const write = (seconds: number, index: number): Message => ({
    type: 'message',
    ts: `${(START / 1000 + Math.floor(seconds)).toFixed()}.${String(
      index,
    ).padStart(6, '0')}`,
    user: random.pick(USERS),
    text: `${index}: queue ${random.integer(1, 9999)} deep, ${random.pick([
      'still rising',
      'checkout answers “503”',
      'naïve retries make it worse',
      'rolled back, watching',
    ])}`,
  });
  const channel = Array.from({ length: roots }, (_, index) =>
    write(index * MESSAGE_EVERY_S, index),
  );
  const threads = Array.from({ length: replies }, (_, index) => {
    const root = channel[(Math.floor(index / THREAD) * 97) % roots];
    const seconds = Number(root.ts) - START / 1000 + 1 + (index % THREAD);
    return { ...write(seconds, roots + index), thread_ts: root.ts };
  });
  return [...channel, ...threads];
}

export function factsOfMessages(sent: readonly Message[]): Fact[] {
  return sent.map(({ ts, user, text, thread_ts: thread = ts }) => ({
    id: `slack/${CHANNEL.id}/${ts}`,
    incident: CHANNEL_INCIDENT,
    hash: hashOf({ ts, user, text, thread }),
  }));
}

/** When the last of them was written. */
export function endOf(messages: readonly Message[]): Date {
  return new Date(Math.max(...messages.map(({ ts }) => Number(ts))) * 1000);
}
