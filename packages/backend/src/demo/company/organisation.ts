import type { Entity } from '@backstage/catalog-model';
import { Random } from './random';

/** Departments, their teams, and the systems of each team. */
const DEPARTMENTS: Record<string, Record<string, [string, string]>> = {
  commerce: {
    discovery: ['product-search', 'recommendations'],
    pricing: ['price-engine', 'promotions'],
    basket: ['basket', 'wishlist'],
    catalogue: ['product-data', 'media'],
    marketplace: ['sellers', 'listings'],
  },
  logistics: {
    warehouse: ['warehouse', 'picking'],
    shipping: ['shipping', 'tracking'],
    returns: ['returns', 'refunds'],
    supply: ['purchasing', 'suppliers'],
    routing: ['routes', 'carriers'],
  },
  customers: {
    accounts: ['accounts', 'loyalty'],
    messaging: ['messages', 'mail'],
    support: ['support-desk', 'chat'],
    mobile: ['mobile', 'push'],
    insights: ['analytics', 'reports'],
  },
  platform: {
    compute: ['compute', 'delivery'],
    data: ['data-lake', 'streams'],
    storage: ['objects', 'databases'],
    network: ['edge', 'names'],
    observability: ['telemetry', 'logs'],
  },
};

/** What a system is made of; the first four in each, the fifth in most. */
const PARTS = ['api', 'worker', 'store', 'gateway', 'jobs'];
const SYSTEMS_WITH_ALL_PARTS = 34;
const TIERS = [
  { tier: '1', weight: 15 },
  { tier: '2', weight: 30 },
  { tier: '3', weight: 35 },
  { tier: '4', weight: 20 },
];

/** A service of the company, and how often something happens to it. */
export type Service = {
  name: string;
  ref: string;
  owner: string;
  dependsOn: string[];
  tier: string;
  weight: number;
};

type Organisation = { entities: Entity[]; services: Service[] };

/**
 * The part of the company around the example shop: with the shop it has 30
 * groups and 200 services.
 */
export function organisationOf(seed: number): Organisation {
  const random = new Random(seed);
  const entities: Entity[] = [];
  const services: Service[] = [];
  let systems = 0;
  for (const [department, teams] of Object.entries(DEPARTMENTS)) {
    entities.push(
      group(department, 'department', 'engineering'),
      domain(department),
    );
    for (const [team, names] of Object.entries(teams)) {
      const owner = `group:default/${team}-team`;
      entities.push(group(`${team}-team`, 'team', department));
      for (const system of names) {
        entities.push(systemOf(system, owner, department));
        systems += 1;
        const parts = systems <= SYSTEMS_WITH_ALL_PARTS ? PARTS.length : 4;
        for (const part of PARTS.slice(0, parts)) {
          const name = `${system}-${part}`;
          const service = {
            name,
            ref: `component:default/${name}`,
            owner,
            tier: random.pickWeighted(TIERS).tier,
            dependsOn: services.length > 0 ? [random.pick(services).name] : [],
            // A few services have most of the incidents
            weight: random.logNormal(1, 1.3),
          };
          services.push(service);
          entities.push(component(service, system));
        }
      }
    }
  }
  return { entities, services };
}

function group(name: string, type: string, parent: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name },
    spec: { type, parent, children: [] },
  };
}

function domain(name: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Domain',
    metadata: { name },
    spec: { owner: `group:default/${name}` },
  };
}

function systemOf(name: string, owner: string, inDomain: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'System',
    metadata: { name },
    spec: { owner, domain: inDomain },
  };
}

function component(service: Service, system: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: service.name,
      annotations: { 'postmortems.dev/tier': service.tier },
    },
    spec: {
      type: 'service',
      lifecycle: 'production',
      owner: service.owner,
      system,
      dependsOn: service.dependsOn.map(name => `component:default/${name}`),
    },
  };
}
