import type { Severity } from '@postmortems/backstage-plugin-postmortems-common';
import type { RawRows } from './rawRows';

/** What is asked for, in plain words: which incidents there are for the reader, and which of them count. */
export type Question = {
  from: string;
  to: string;
  now: string;
  severities?: Severity[];
  services?: string[];
  /** Whether the reader may see an incident. */
  mayRead(incident: RawRows['incidents'][number]): boolean;
  /** Themes of the sentences that the test writes, for an incident of these services. */
  themesOf(text: string, services: string[]): string[];
  /** The group that an owner is counted for. */
  groupOf(owner: string): string;
};

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const TELLING = [
  'summary',
  'impact',
  'timeline',
  'root_cause',
  'contributing_factor',
  'ruled_out',
];

/** Each figure again, from raw rows and with formulas of its own: sets of incident keys where a list stands behind a figure. */
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
  const documentOf = (key: unknown) =>
    raw.postmortems.find(one => one.incident_key === key);
  const newestClaims = (key: unknown) => {
    const document = documentOf(key);
    return raw.claims.filter(
      claim =>
        document &&
        claim.postmortem_id === document.id &&
        claim.revision === document.revision,
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

  // Themes, and repeats: a row for each incident, theme and affected service
  const themed = readable.flatMap(one => {
    const themes = new Set(
      newestClaims(one.key)
        .filter(claim =>
          ['root_cause', 'contributing_factor'].includes(String(claim.kind)),
        )
        .filter(claim =>
          ['supported', 'partial', 'attested'].includes(String(claim.verdict)),
        )
        .flatMap(claim =>
          question.themesOf(String(claim.text), servicesOf(one.key)),
        ),
    );
    return [...themes].flatMap(theme =>
      servicesOf(one.key).map(service => ({
        key: String(one.key),
        startedAt: String(one.started_at),
        at: minuteOf(one.started_at),
        theme,
        service,
      })),
    );
  });
  const sameAsAsked = themed.filter(
    ({ service }) => !services || services.includes(service),
  );
  const repeatable = counted.filter(one =>
    sameAsAsked.some(({ key }) => key === one.key),
  );
  const before = (row: (typeof themed)[number], days: number) =>
    sameAsAsked.filter(
      other =>
        other.theme === row.theme &&
        other.service === row.service &&
        inOrder(other, row) < 0 &&
        row.at - other.at <= days * 24 * 60,
    );
  const repeats = (days: number) => {
    // Of several that came before, the latest; of several reasons why it is one, the first by name
    const previous = Object.fromEntries(
      repeatable.flatMap(one => {
        const [nearest] = sameAsAsked
          .filter(({ key }) => key === one.key)
          .flatMap(row => before(row, days))
          .sort(
            (a, b) =>
              inOrder(b, a) ||
              byName(a.theme, b.theme) ||
              byName(a.service, b.service),
          );
        if (!nearest) return [];
        const { key, startedAt, service, theme } = nearest;
        const id = documentOf(key)?.id;
        return [
          [
            String(one.key),
            {
              incidentKey: key,
              startedAt,
              serviceRef: service,
              theme,
              postmortemId: id,
            },
          ],
        ];
      }),
    );
    const isRepeat = (one: RawRows['incidents'][number]) =>
      String(one.key) in previous;
    return {
      hits: keys(repeatable.filter(isRepeat)),
      misses: keys(repeatable.filter(one => !isRepeat(one))),
      previous,
    };
  };
  const themes: Record<string, string[]> = {};
  for (const one of counted) {
    const own = themed.filter(({ key }) => key === one.key);
    for (const theme of new Set(own.map(row => row.theme))) {
      const name = `${String(one.started_at).slice(0, 7)} ${theme}`;
      themes[name] = [...(themes[name] ?? []), String(one.key)].sort();
    }
  }

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
        TELLING.includes(String(claim.kind)) &&
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
    postmortems: counted.filter(one => documentOf(one.key)).length,
    completion: {
      hits: keys(due.filter(one => documentOf(one.key)?.published_at)),
      misses: keys(due.filter(one => !documentOf(one.key)?.published_at)),
    },
    timeToDraft: durations(one =>
      minutes(one.resolved_at, documentOf(one.key)?.created_at),
    ),
    timeToReview: durations(one =>
      minutes(one.resolved_at, documentOf(one.key)?.review_at),
    ),
    timeToResolve: durations(one => minutes(one.started_at, one.resolved_at)),
    repeats20: repeats(20),
    repeats90: repeats(90),
    themes,
    verdicts: Object.fromEntries(
      ['supported', 'partial', 'unsupported', 'contradicted', 'attested'].map(
        verdict => [verdict, verdicts.filter(one => one === verdict).length],
      ),
    ),
    coverage: {
      hits: keys(
        counted.filter(
          one =>
            covered(one.key).length > 0 &&
            covered(one.key).every(({ verdict }) => verdict === 'supported'),
        ),
      ),
      misses: keys(
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
