import type { Knex } from 'knex';
import type { EvidenceStore } from '../evidence';
import { SealStore } from './SealStore';

export function createSealingFeature(deps: {
  knex: Knex;
  evidence: { store: EvidenceStore };
}) {
  return {
    store: SealStore.create({ ...deps, evidence: deps.evidence.store }),
  };
}
