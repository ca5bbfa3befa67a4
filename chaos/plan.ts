import { START } from './material';
import { Random } from './random';

export const CLIENTS = 8;

/** What clients do, with how often. */
const WEIGHTS = {
  open: 5,
  ingest: 24,
  draft: 8,
  'add block': 13,
  'edit block': 12,
  accept: 5,
  decide: 5,
  transition: 10,
  regenerate: 5,
  export: 5,
  note: 8,
  title: 6,
  'action item': 6,
};

/** One thing that a client does. What it does it to depends on what there is. */
export type Step = {
  op: keyof typeof WEIGHTS;
  /** Occurs nowhere else. */
  mark: string;
  /** Chooses the incident, and a part of it: at least 0, less than 1. */
  incident: number;
  part: number;
  nodes: number;
};

/** The steps of a client without end; the same for the same seed. */
export function* stepsOf(seed: number, client: number): Generator<Step> {
  const random = new Random(seed, `client ${client}`);
  for (let number = 1; ; number += 1) {
    yield {
      op: random.weighted(WEIGHTS),
      mark: `c${client}n${number}z`,
      incident: random.next(),
      part: random.next(),
      nodes: random.integer(1, 15),
    };
  }
}

const MINUTE = 60_000;
const EPISODES = 2;
/** How far apart they start. */
const EPISODE_MS = 180 * MINUTE;

/** How notifications are grouped. */
export type Shape = {
  /** How names of groups begin. */
  name: string;
  /** In each episode of a group. */
  alerts: number;
  /** In one notification. */
  atOnce: number;
  /** Groups whose notifications are shuffled together. */
  window: number;
};

const FEW: Shape = { name: 'chaos', alerts: 3, atOnce: 2, window: 5 };

/** One notification of Alertmanager, and the alerts whose state it tells. */
export type Notification = { group: string; ids: string[]; body: string };

/**
 * Notifications in windows, doubled and shuffled: each group has two episodes
 * three hours apart, and in each its alerts fire and end.
 */
export function* notificationsOf(
  seed: number,
  shape = FEW,
): Generator<Notification[]> {
  const random = new Random(seed, 'alerts');
  for (let window = 0; ; window += 1) {
    const once = Array.from({ length: shape.window }, (_, index) =>
      ofGroup(`${shape.name}-${window * shape.window + index}`, shape, random),
    ).flat();
    yield random.shuffled([...once, ...once]);
  }
}

/** How many incidents the notifications of a group are. */
export const INCIDENTS_OF_GROUP = EPISODES;

/** In which of the episodes of its group an alert is. */
export function episodeAt(startsAt: string): number {
  return Math.floor((Date.parse(startsAt) - START) / EPISODE_MS);
}

function ofGroup(group: string, shape: Shape, random: Random): Notification[] {
  const service = random.pick(['checkout', 'basket', 'payments']);
  return Array.from({ length: EPISODES }, (_, episode) => {
    const from = START + episode * EPISODE_MS;
    const alerts = Array.from({ length: shape.alerts }, (__, index) => ({
      name: `Alert${index}`,
      startsAt: new Date(from + random.integer(0, 8) * MINUTE).toISOString(),
      endsAt: new Date(from + random.integer(20, 40) * MINUTE).toISOString(),
    }));
    return [true, false].flatMap(fires =>
      chunksOf(alerts, shape.atOnce).map(part =>
        notification({ group, service, fires, alerts: part }),
      ),
    );
  }).flat();
}

function chunksOf<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}

function notification(options: {
  group: string;
  service: string;
  fires: boolean;
  alerts: { name: string; startsAt: string; endsAt: string }[];
}): Notification {
  const { group, service, fires, alerts } = options;
  const status = fires ? 'firing' : 'resolved';
  const written = alerts.map(({ name, startsAt, endsAt }) => ({
    status,
    labels: { alertname: name, service, group, severity: 'critical' },
    annotations: { summary: `${name} of ${group}` },
    startsAt,
    endsAt: fires ? '0001-01-01T00:00:00Z' : endsAt,
    generatorURL: '',
    fingerprint: Buffer.from(`${name} ${group}`).toString('hex').slice(0, 60),
  }));
  return {
    group,
    ids: written.map(({ fingerprint, startsAt, endsAt }) =>
      ['alert', fingerprint, startsAt, fires ? 'firing' : endsAt].join('/'),
    ),
    body: JSON.stringify({
      receiver: 'postmortems',
      status,
      alerts: written,
      groupLabels: { group },
      commonLabels: {},
      commonAnnotations: {},
      externalURL: 'http://alertmanager.example.com:9093',
      version: '4',
      groupKey: group,
      truncatedAlerts: 0,
    }),
  };
}
