import { z } from 'zod';

const threadSchema = z.object({
  /** The id of its root. */
  ts: z.string(),
  /** Of the next page of the thread. */
  cursor: z.string().optional(),
  /** It belongs to the incident. */
  isTaken: z.boolean(),
  /** Its root was added when the channel was listed. */
  isRootTaken: z.boolean(),
});

const passSchema = z.object({
  from: z.string(),
  to: z.string(),
  /** Of the next page of the channel. */
  cursor: z.string().optional(),
  /** Every page of the channel was read; threads are left. */
  isListed: z.boolean(),
  /** Time of the oldest message that was read; pages go back in time. */
  reached: z.string().optional(),
  threads: z.array(threadSchema),
});

/** How far a channel was read for an incident. Times are ISO 8601. @public */
export const channelProgressSchema = z.object({
  /** The window that was read to its end once. */
  done: z.object({ from: z.string(), to: z.string() }).optional(),
  /** What is being read, where it was interrupted. */
  pass: passSchema.optional(),
});

/** As {@link channelProgressSchema} has it. @public */
export type ChannelProgress = z.output<typeof channelProgressSchema>;

/** One way through a channel. @public */
export type ChannelPass = NonNullable<ChannelProgress['pass']>;

/** A thread that is still to be read. @public */
export type ChannelThread = ChannelPass['threads'][number];

/** ISO times, which are in order as text. @public */
export type IsoWindow = { from: string; to: string };

/** The part of the window that was never read; `undefined` when there is none. */
export function unreadPart(
  { done }: ChannelProgress,
  window: IsoWindow,
): IsoWindow | undefined {
  if (!done || window.from < done.from) return window;
  return done.to < window.to ? { from: done.to, to: window.to } : undefined;
}

export function newPass({ from, to }: IsoWindow): ChannelPass {
  return { from, to, isListed: false, threads: [] };
}

/** Whether a pass that was interrupted still reads what is wanted. */
export function isOf(pass: ChannelPass, window: IsoWindow): boolean {
  return pass.from >= window.from && pass.from < window.to;
}

/** ChannelProgress once the pass has reached its end. */
export function finished({ done, pass }: ChannelProgress): ChannelProgress {
  if (!pass) return { done };
  const extendsDone = done && pass.from <= done.to && pass.to >= done.from;
  const from = extendsDone && done.from < pass.from ? done.from : pass.from;
  const to = extendsDone && done.to > pass.to ? done.to : pass.to;
  return { done: { from, to } };
}
