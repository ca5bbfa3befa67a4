import type { RootConfigService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import type { EvidenceStore } from '../evidence';
import { SealChain } from './SealChain';
import { SealKeys } from './SealKeys';
import { SealStore } from './SealStore';

export function createSealingFeature(deps: {
  config: RootConfigService;
  knex: Knex;
  evidence: { store: EvidenceStore };
}) {
  const { config, evidence } = deps;
  const chain = SealChain.create({ keys: SealKeys.fromConfig(config) });
  return {
    chain,
    store: SealStore.create({ ...deps, evidence: evidence.store, chain }),
  };
}
