import type { ContributingFactorCategory } from '@postmortems/backstage-plugin-postmortems-common';

/** Factors in how people work are recognised by it, so that it cannot be left out. */
export const PROCESS_CATEGORY = 'process';

/** Taken when `postmortems.contributingFactorCategories` is not configured. */
export const DEFAULT_CATEGORIES: readonly ContributingFactorCategory[] = [
  {
    id: 'change',
    title: 'Change',
    description: 'A release, rollout or migration brought it',
  },
  {
    id: 'configuration',
    title: 'Configuration',
    description: 'A setting, flag, limit or credential was wrong or missing',
  },
  {
    id: 'capacity',
    title: 'Capacity',
    description: 'Load, traffic or usage exceeded what there was',
  },
  {
    id: 'dependency',
    title: 'Dependency',
    description: 'Another service, a provider or a library failed',
  },
  {
    id: 'infrastructure',
    title: 'Infrastructure',
    description: 'Hosts, clusters, disks, power or a cloud zone failed',
  },
  {
    id: 'network',
    title: 'Network',
    description: 'DNS, routing, certificates or connections failed',
  },
  {
    id: 'data',
    title: 'Data',
    description: 'Data was wrong, lost, duplicated or in an unexpected form',
  },
  {
    id: 'defect',
    title: 'Defect',
    description: 'The code did something that nobody intended',
  },
  {
    id: 'detection',
    title: 'Detection',
    description: 'Monitoring or alerting missed it or told it late',
  },
  {
    id: PROCESS_CATEGORY,
    title: 'Process',
    description: 'How people work together: reviews, runbooks, on-call',
  },
];
