import type { Caller } from './Caller';
import type { Client } from './Client';
import type { Notification, Step } from './plan';

const SENDERS = 2;
/** A person goes on after it, and the call is repeated meanwhile. */
const GOES_ON_AFTER_MS = 3_000;
/** Steps of a person that may wait for their end at a time. */
const STEPS_AT_ONCE = 6;
/** Between two steps of a client, so that both replicas have time for others. */
const STEP_PAUSE_MS = 120;

/** Has a client take steps until `isOver`, and end what it has begun. */
export async function takeSteps(options: {
  client: Client;
  steps: Generator<Step>;
  isOver: () => boolean;
}): Promise<void> {
  const { client, steps, isOver } = options;
  const open = new Set<Promise<void>>();
  while (!isOver()) {
    const step = client.do(steps.next().value);
    const done = step.finally(() => open.delete(done));
    open.add(done);
    await Promise.race([done, pause(GOES_ON_AFTER_MS)]);
    if (open.size >= STEPS_AT_ONCE) await Promise.race(open);
    await pause(STEP_PAUSE_MS);
  }
  await Promise.all(open);
}

/** Sends each notification until it is acknowledged, some at a time. */
export async function sendAll(options: {
  caller: Caller;
  notifications: readonly Notification[];
  authorization: string;
  senders: number;
  /** After each, in milliseconds. */
  pauseMs?: number;
}): Promise<void> {
  const { caller, authorization, senders, pauseMs = 0 } = options;
  const left = [...options.notifications];
  const send = async () => {
    for (let one = left.pop(); one; one = left.pop()) {
      const { group, ids, body } = one;
      const path = '/webhooks/prometheus';
      await caller.write(
        { what: 'alerts', group, ids },
        { method: 'POST', path, body, authorization },
      );
      await pause(pauseMs);
    }
  };
  await Promise.all(Array.from({ length: senders }, send));
}

/** Sends the notifications of whole windows until `isOver`. */
export async function notify(options: {
  caller: Caller;
  notifications: Generator<Notification[]>;
  authorization: string;
  isOver: () => boolean;
}): Promise<void> {
  const { notifications, isOver, ...rest } = options;
  while (!isOver()) {
    await sendAll({
      ...rest,
      notifications: notifications.next().value,
      senders: SENDERS,
      pauseMs: STEP_PAUSE_MS,
    });
  }
}

async function pause(ms: number) {
  await new Promise(resolve => setTimeout(resolve, ms));
}
