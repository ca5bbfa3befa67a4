import type { DraftingProgress } from '@postmortems/backstage-plugin-postmortems-node';

/** How far the writing of a document has come. */
export type Progress =
  | { phase: 'collecting' | 'sealing' | 'writing' | 'checking' }
  | { phase: 'model'; model: DraftingProgress };

export type ProgressListener = (progress: Progress) => void;

/** Tells people how far it has come; must not throw. */
export type ProgressNotifier = (options: {
  incidentKey: string;
  progress: Progress;
  actor: string;
}) => void;
