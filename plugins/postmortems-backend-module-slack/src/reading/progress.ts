import { z } from 'zod';

const threadSchema = z.object({
  /** Of its root. */
  ts: z.string(),
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

/** How far a channel was read for an incident. Times are ISO 8601. */
export const progressSchema = z.object({
  /** The window that was read to its end once. */
  done: z.object({ from: z.string(), to: z.string() }).optional(),
  /** What is being read, where it was interrupted. */
  pass: passSchema.optional(),
});

export type Progress = z.output<typeof progressSchema>;
export type Pass = NonNullable<Progress['pass']>;
export type Thread = Pass['threads'][number];

/** ISO times, which are in order as text. */
export type Window = { from: string; to: string };

/** The part of the window that was never read; `undefined` when there is none. */
export function unreadPart(
  { done }: Progress,
  window: Window,
): Window | undefined {
  if (!done || window.from < done.from) return window;
  return done.to < window.to ? { from: done.to, to: window.to } : undefined;
}

export function newPass({ from, to }: Window): Pass {
  return { from, to, isListed: false, threads: [] };
}

/** Whether a pass that was interrupted still reads what is wanted. */
export function isOf(pass: Pass, window: Window): boolean {
  return pass.from >= window.from && pass.from < window.to;
}

/** Progress once the pass has reached its end. */
export function finished({ done, pass }: Progress): Progress {
  if (!pass) return { done };
  const extendsDone = done && pass.from <= done.to && pass.to >= done.from;
  const from = extendsDone && done.from < pass.from ? done.from : pass.from;
  const to = extendsDone && done.to > pass.to ? done.to : pass.to;
  return { done: { from, to } };
}
