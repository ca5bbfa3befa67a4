import { zonedTime } from './times';

/** How assertions are put into words, beside the language. */
export type RenderStyle = {
  /** `executive` leaves out label selectors, seconds and ids of evidence. */
  audience: 'executive' | 'technical';
  /** IANA name; times name their zone. */
  timeZone: string;
  /** `roles` leaves names of people out. */
  people: 'names' | 'roles';
  /** Whether times that are stated to the second are shown so. */
  seconds: boolean;
  /** A day in the time zone that times need not repeat: `2026-03-02`. */
  day?: string;
};

export const DEFAULT_STYLE: RenderStyle = {
  audience: 'technical',
  timeZone: 'UTC',
  people: 'names',
  seconds: true,
};

/** How a document about an incident tells times: its zone, and the day that they need not repeat. */
export function documentStyle(
  { startedAt }: { startedAt: string },
  timeZone: string = DEFAULT_STYLE.timeZone,
): RenderStyle {
  return {
    ...DEFAULT_STYLE,
    timeZone,
    day: zonedTime(startedAt, timeZone).day,
  };
}
