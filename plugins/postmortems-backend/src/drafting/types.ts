import type {
  DraftPostmortem,
  DraftInput,
} from '@postmortems/backstage-plugin-postmortems-node';

export interface Synthesiser {
  synthesise(input: DraftInput): Promise<DraftPostmortem>;
}
