import type {
  Incident,
  SubmitEvidenceNode,
} from '@postmortems/backstage-plugin-postmortems-common';
import { seededRandom } from './generatedIncident';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = Date.UTC(2026, 0, 12, 18, 40);
const OUTBREAKS = [0.1, 3.1, 6.2, 11.1, 12.7];
const PEOPLE = 'Ada Okafor,Jonas Lind,Priya Raman,Mei Tan,Luca Moretti'.split(
  ',',
);
const SMALL_TALK = ['ok', 'thanks!', '+1', 'good morning', ':tada:', 'lol'];
const TALK = [
  'looking at the dashboard again',
  'nothing new in the last hour',
  'pod checkout-7d9 has 212 open connections',
  'tenant t-17 exports 9 GB every night',
];

/**
 * An incident of two weeks, made up: connections leak since a library was upgraded,
 * five outbreaks, and a rollback that ends it on the thirteenth day.
 *
 * @param messages - chat messages beside those that matter
 * @param lines - log lines
 */
export function twoWeeks({ messages = 400, lines = 600 } = {}): {
  incident: Partial<Incident>;
  evidence: SubmitEvidenceNode[];
} {
  const random = seededRandom(7);
  const pick = <T>(from: readonly T[]) =>
    from[Math.floor(random() * from.length)];
  const iso = (days: number) => new Date(START + days * DAY).toISOString();
  const evidence: SubmitEvidenceNode[] = [];
  const add = (
    days: number,
    sourceType: SubmitEvidenceNode['sourceType'],
    payload: Record<string, unknown>,
    service = 'checkout',
  ) =>
    evidence.push({
      id: `node-${evidence.length}`,
      sourceType,
      timestamp: iso(days),
      metadata: { service: `component:default/${service}` },
      payload,
    } as SubmitEvidenceNode);
  const say = (days: number, text: string, name = pick(PEOPLE), more = {}) =>
    add(days, 'chat', {
      kind: 'message',
      channel: '#inc-checkout',
      author: { id: name, name },
      text,
      ...more,
    });
  const change = (days: number, payload: object, service?: string) =>
    add(days, 'deployment', { kind: 'deployment', ...payload }, service);

  change(-0.1, {
    version: '5.12.0',
    previousVersion: '5.11.4',
    description: 'Upgrades the connection pool library',
  });
  for (let release = 0; release < 20; release += 1) {
    change(
      0.4 + release * 0.6,
      { version: `2.${release + 1}.0`, description: 'Weekly release' },
      'inventory',
    );
  }
  change(0.2, {
    kind: 'config_change',
    name: 'db.pool.max',
    version: '400',
    previousVersion: '200',
  });
  change(1.2, { name: 'canary', version: '5.12.1', status: 'in_progress' });
  change(3.1, {
    kind: 'config_change',
    name: 'flag bulk-export',
    version: 'off',
    description: 'Turns the bulk export off',
  });
  change(12.8, {
    kind: 'rollback',
    version: '5.11.4',
    previousVersion: '5.12.3',
  });
  for (const outbreak of OUTBREAKS) {
    for (let round = 0; round < 4; round += 1) {
      const startsAt = iso(outbreak + round / 24);
      const endsAt = iso(outbreak + (round + 0.5) / 24);
      const alert = { kind: 'alert', alertName: 'PoolExhausted', startsAt };
      add(outbreak + round / 24, 'telemetry', { ...alert, status: 'firing' });
      add(outbreak + (round + 0.5) / 24, 'telemetry', {
        ...alert,
        status: 'resolved',
        endsAt,
      });
    }
  }
  for (let line = 0; line < lines; line += 1) {
    const isQuiet = random() < 0.3;
    add(pick(OUTBREAKS) + random() * 0.2, 'telemetry', {
      kind: 'log',
      level: isQuiet ? 'info' : 'error',
      message: isQuiet
        ? `served order ${Math.floor(random() * 1e6)}`
        : `no connection from the pool within ${Math.floor(random() * 900)} ms`,
    });
  }
  say(0.11, 'Anyone else seeing 503s?', 'Priya Raman');
  say(0.12, 'Declaring sev2, paging the database on-call', 'Ada Okafor');
  say(8.5, 'Found it: the pool leaks cancelled requests', 'Mei Tan', {
    pinned: true,
  });
  say(12.79, 'Rolling back to 5.11.4', 'Jonas Lind', {
    reactions: [{ name: 'tada', count: 9 }],
  });
  for (let message = 0; message < messages; message += 1) {
    say(
      pick(OUTBREAKS) + 0.03 + random() * 0.4,
      random() < 0.5 ? pick(SMALL_TALK) : pick(TALK),
    );
  }
  return {
    incident: {
      key: 'INC-14D',
      services: ['component:default/checkout'],
      startedAt: iso(0),
      detectedAt: iso(0.15),
      mitigatedAt: iso(0.2),
      resolvedAt: iso(13.9),
    },
    evidence,
  };
}
