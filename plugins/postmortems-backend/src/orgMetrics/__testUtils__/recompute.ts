import type {
  PostmortemContent,
  Severity,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { RawRows } from './rawRows';

/**
 * The query in plain code: which incidents the reader may see, and which of
 * them count.
 */
export type Question = {
  from: string;
  to: string;
  now: string;
  severities?: Severity[];
  services?: string[];
  /** Whether the reader may see an incident. */
  mayRead(incident: RawRows['incidents'][number]): boolean;
  /** The group that an owner is counted for. */
  groupOf(owner: string): string;
};

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const COVERED = [
  'summary',
  'impact',
  'timeline',
  'root_cause',
  'contributing_factor',
  'ruled_out',
];

/**
 * Recomputes each metric from raw rows with its own formulas. A metric with a
 * list is a set of incident keys.
 */
export function recompute(raw: RawRows, question: Question) {
  const { from, to, now, severities, services } = question;
  const readable = raw.incidents.filter(question.mayRead);
  const servicesOf = (key: unknown) =>
    raw.services
      .filter(row => row.incident_key === key)
      .map(row => String(row.service_ref));
  const counted = readable.filter(
    one =>
      String(one.started_at) >= from &&
      String(one.started_at) < to &&
      (!severities || severities.includes(one.severity as Severity)) &&
      (!services || servicesOf(one.key).some(ref => services.includes(ref))),
  );
  const postmortemOf = (key: unknown) =>
    raw.postmortems.find(one => one.incident_key === key);
  const newestClaims = (key: unknown) => {
    const postmortem = postmortemOf(key);
    return raw.claims.filter(
      claim =>
        postmortem &&
        claim.postmortem_id === postmortem.id &&
        claim.revision === postmortem.revision,
    );
  };
  const keys = (incidents: RawRows['incidents']) =>
    incidents.map(one => String(one.key)).sort();

  // Durations
  const minutes = (start: unknown, end: unknown) =>
    start && end
      ? Math.floor(
          (Date.parse(String(end)) - Date.parse(String(start))) / MINUTE,
        )
      : undefined;
  const durations = (of: (one: RawRows['incidents'][number]) => unknown) => {
    const all = counted.map(one => ({
      key: String(one.key),
      value: of(one) as number | undefined,
    }));
    const values = all.filter(({ value }) => value !== undefined && value >= 0);
    return {
      incidents: values.map(({ key, value }) => `${key} ${value}`).sort(),
      median: middle(values.map(({ value }) => value!)),
      earlier: all.filter(({ value }) => value !== undefined && value < 0)
        .length,
    };
  };

  // Completion
  const due = counted.filter(
    one =>
      ['sev1', 'sev2', 'sev3'].includes(String(one.severity)) &&
      one.resolved_at &&
      Date.parse(String(one.resolved_at)) + 14 * DAY <= Date.parse(now),
  );

  // Categories, and repeats
  const categoriesOf = (key: unknown): string[] => {
    const postmortem = postmortemOf(key);
    const revision = raw.revisions.find(
      one =>
        postmortem &&
        one.postmortem_id === postmortem.id &&
        one.revision === postmortem.revision,
    );
    if (!revision) return [];
    const { sections }: Pick<PostmortemContent, 'sections'> = JSON.parse(
      String(revision.content),
    );
    const ids = sections
      .filter(({ id }) =>
        ['rootCause', 'contributingFactors', 'waysOfWorking'].includes(id),
      )
      .flatMap(({ blocks }) => blocks.map(({ category }) => category?.id));
    return [...new Set(ids.filter(id => id !== undefined))];
  };
  const alertsOf = (key: unknown): string[] => {
    const payloads = raw.evidence
      .filter(one => one.incident_key === key)
      .map(one => JSON.parse(String(one.payload)));
    return payloads
      .filter(({ kind }) => kind === 'alert')
      .map(({ alertName }) => alertName);
  };
  const comparable = readable
    .map(one => ({
      key: String(one.key),
      startedAt: String(one.started_at),
      at: minuteOf(one.started_at),
      services: servicesOf(one.key).sort(byName),
      categories: categoriesOf(one.key).sort(byName),
      alerts: alertsOf(one.key).sort(byName),
    }))
    .filter(({ categories, alerts }) => categories.length + alerts.length > 0);
  type Comparable = (typeof comparable)[number];
  const inCommon = (a: Comparable, b: Comparable) => {
    const service = a.services.find(one => b.services.includes(one));
    const category = a.categories.find(one => b.categories.includes(one));
    const alert = a.alerts.find(one => b.alerts.includes(one));
    if (!service) return undefined;
    if (category) return { service, basis: 'category', value: category };
    return alert ? { service, basis: 'alert_name', value: alert } : undefined;
  };
  const repeats = (days: number) => {
    const asked = comparable.filter(one =>
      counted.some(({ key }) => key === one.key),
    );
    const previous = Object.fromEntries(
      asked.flatMap(one => {
        const [nearest] = comparable
          .filter(
            other =>
              inOrder(other, one) < 0 &&
              one.at - other.at <= days * 24 * 60 &&
              inCommon(one, other),
          )
          .sort((a, b) => inOrder(b, a));
        if (!nearest) return [];
        const { service, basis, value } = inCommon(one, nearest)!;
        return [
          [
            one.key,
            {
              incidentKey: nearest.key,
              startedAt: nearest.startedAt,
              serviceRef: service,
              basis,
              value,
              postmortemId: postmortemOf(nearest.key)?.id,
            },
          ],
        ];
      }),
    );
    const names = asked.map(({ key }) => key).sort();
    return {
      numerator: names.filter(key => key in previous),
      rest: names.filter(key => !(key in previous)),
      previous,
    };
  };
  const categories: Record<string, string[]> = {};
  for (const one of counted) {
    for (const category of categoriesOf(one.key)) {
      const name = `${String(one.started_at).slice(0, 7)} ${category}`;
      categories[name] = [...(categories[name] ?? []), String(one.key)].sort();
    }
  }
  const written = counted.filter(one => postmortemOf(one.key));
  const isConfirmed = (one: RawRows['incidents'][number]) =>
    postmortemOf(one.key)?.root_cause_status === 'confirmed';

  // Coverage
  const ownRecords = ['incident-record', 'evidence-seal'];
  const covered = (key: unknown) =>
    newestClaims(key).filter(claim => {
      const spans = raw.spans.filter(
        span =>
          span.postmortem_id === claim.postmortem_id &&
          span.revision === claim.revision &&
          span.claim_id === claim.claim_id,
      );
      return (
        COVERED.includes(String(claim.kind)) &&
        (spans.length === 0 ||
          spans.some(span => !ownRecords.includes(String(span.evidence_id))))
      );
    });
  const verdicts = counted.flatMap(one =>
    covered(one.key).map(claim => String(claim.verdict)),
  );

  // Action items
  const items = raw.items.filter(item =>
    counted.some(one => one.key === item.incident_key),
  );
  const idOf = (item: RawRows['items'][number]) =>
    `${item.postmortem_id}/${item.id}`;
  const inStates = (...states: string[]) =>
    items.filter(item => states.includes(String(item.state)));
  const open = inStates('open', 'in_progress');
  const closed = inStates('done', 'verified');
  const groups: Record<string, number[]> = {};
  for (const item of [...open, ...closed]) {
    const owner = item.owner_ref;
    const group = owner === null ? '' : question.groupOf(String(owner));
    const [o, late, c] = groups[group] ?? [0, 0, 0];
    const isOpen = open.includes(item);
    const isLate = isOpen && item.due_at !== null && String(item.due_at) < now;
    groups[group] = [
      o + Number(isOpen),
      late + Number(isLate),
      c + Number(!isOpen),
    ];
  }
  const ids = (some: RawRows['items']) => some.map(idOf).sort();
  return {
    incidents: counted.length,
    postmortems: counted.filter(one => postmortemOf(one.key)).length,
    completion: {
      numerator: keys(due.filter(one => postmortemOf(one.key)?.published_at)),
      rest: keys(due.filter(one => !postmortemOf(one.key)?.published_at)),
    },
    confirmedCause: {
      numerator: keys(written.filter(isConfirmed)),
      rest: keys(written.filter(one => !isConfirmed(one))),
    },
    timeToDraft: durations(one =>
      minutes(one.resolved_at, postmortemOf(one.key)?.created_at),
    ),
    timeToReview: durations(one =>
      minutes(one.resolved_at, postmortemOf(one.key)?.review_at),
    ),
    timeToResolve: durations(one => minutes(one.started_at, one.resolved_at)),
    repeats20: repeats(20),
    repeats90: repeats(90),
    notComparable: counted.filter(
      one => !comparable.some(({ key }) => key === one.key),
    ).length,
    categories,
    verdicts: Object.fromEntries(
      [
        'supported',
        'unverified',
        'unsupported',
        'contradicted',
        'attested',
      ].map(verdict => [
        verdict,
        verdicts.filter(one => one === verdict).length,
      ]),
    ),
    coverage: {
      numerator: keys(
        counted.filter(
          one =>
            covered(one.key).length > 0 &&
            covered(one.key).every(({ verdict }) => verdict === 'supported'),
        ),
      ),
      rest: keys(
        counted.filter(one =>
          covered(one.key).some(({ verdict }) => verdict !== 'supported'),
        ),
      ),
    },
    items: {
      proposed: ids(inStates('proposed')),
      open: ids(open),
      overdue: ids(
        open.filter(item => item.due_at !== null && String(item.due_at) < now),
      ),
      closed: ids(closed),
      dropped: ids(inStates('dropped')),
    },
    groups,
  };
}

/** Seconds do not count. */
export function minuteOf(time: unknown): number {
  return Math.floor(Date.parse(String(time)) / MINUTE);
}

type Start = { startedAt: string; key: string };

/** Of two that start at the same time the one with the greater key comes later. */
function inOrder(a: Start, b: Start): number {
  return byName(a.startedAt, b.startedAt) || byName(a.key, b.key);
}

/** In the order of their code units. */
function byName(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** The lower of the two middle values, or the middle one. */
function middle(values: number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted.length === 0
    ? null
    : sorted[Math.floor((sorted.length - 1) / 2)];
}
