import type { DraftingProgress } from '@postmortems/backstage-plugin-postmortems-node';

/** Progress of a draft. */
export type Progress =
  | { phase: 'collecting' | 'sealing' | 'drafting' | 'verifying' }
  | { phase: 'model'; model: DraftingProgress };

export type ProgressListener = (progress: Progress) => void;

/** Shows people the progress; must not throw. */
export type ProgressNotifier = (options: {
  incidentKey: string;
  progress: Progress;
  actor: string;
}) => void;
