import type { PictureChangeKind, PicturePhaseName } from '../schema';

/** The words of a picture. @public */
export type PictureLabels = {
  title: string;
  phases: Record<PicturePhaseName, string>;
  changes: Record<PictureChangeKind, string>;
  alert: string;
  metric: string;
  chat: string;
  /** The alerts that have no row of their own. */
  moreAlerts(count: number): string;
  /** How often an alert fired. */
  fired(count: number): string;
  /** For the end of an alert that is not known. */
  noEnd: string;
  messages(count: number): string;
  possibleCause: string;
  confirmedCause: string;
  /** Of a metric: `usually 0.4 %, 14.2 % at 14:12`. */
  extreme(values: { usual: string; extreme: string; at: string }): string;
  /** Of a cause: what it is, and when its effect showed. */
  effect(values: { statement: string; at: string }): string;
};
