import type { SectionId } from './schema/template';

/**
 * Channel of the signals that show a person the progress of their draft.
 *
 * @public
 */
export const PROGRESS_CHANNEL = 'postmortems:progress';

/** Message of a signal on {@link PROGRESS_CHANNEL}. @public */
export type ProgressSignal = {
  incidentKey: string;
  phase: 'collecting' | 'sealing' | 'drafting' | 'verifying' | 'model';
  /** With phase `model`: the section, and how far the model is with it. */
  section?: SectionId;
  step?: 'drafting' | 'verifying' | 'repairing' | 'done' | 'failed';
};
