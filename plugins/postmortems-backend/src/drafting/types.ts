import type {
  DraftPostmortem,
  SynthesisInput,
} from '@postmortems/backstage-plugin-postmortems-node';

export interface Synthesiser {
  synthesise(input: SynthesisInput): Promise<DraftPostmortem>;
}
