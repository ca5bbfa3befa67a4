import {
  themeSchema,
  type Theme,
} from '../../../plugins/postmortems-common/src/schema/orgMetrics';
import * as heldOut from './heldOut';
import * as seen from './seen';

/** A root cause or contributing factor as engineers write it, and the themes that somebody who reads it finds. */
export type Labelled = {
  text: string;
  themes: readonly Theme[];
  /** Themes over which readers may differ; they count neither way. */
  optional: readonly Theme[];
  /** Whether it has words that say something else here. */
  trap: boolean;
};

function read(block: string, trap: boolean): Labelled[] {
  return block
    .trim()
    .split('\n')
    .map(line => {
      const [, labels, text] = /^(.+?) \| (.+)$/.exec(line) ?? [];
      if (!labels || !text) throw new Error(`No label before: ${line}`);
      const given = labels === '-' ? [] : labels.split(' ');
      return {
        text,
        themes: given
          .filter(label => !label.endsWith('?'))
          .map(label => themeSchema.parse(label)),
        optional: given
          .filter(label => label.endsWith('?'))
          .map(label => themeSchema.parse(label.slice(0, -1))),
        trap,
      };
    });
}

const sentencesOf = ({ plain, traps }: { plain: string; traps: string }) => [
  ...read(plain, false),
  ...read(traps, true),
];

/** Two thirds that the rules were written with, and a third that they were not. */
export const SETS = {
  seen: sentencesOf(seen),
  held_out: sentencesOf(heldOut),
} as const;

/** The services of the organisation whose sentences these are; half of them are called like something else. */
export const SERVICES = [
  'routes-api',
  'reviews',
  'cache-node',
  'load-balancer',
  'network-gateway',
  'config-server',
  'release-notes',
  'database-proxy',
  'schema-registry',
  'node-registry',
  'process-engine',
  'scaling-advisor',
  'alerts',
  'dashboard',
  'traffic',
  'training',
  'search',
  'checkout',
  'inventory',
  'storefront',
  'payments',
];
