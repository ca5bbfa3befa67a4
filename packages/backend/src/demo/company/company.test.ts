import {
  createActionItemSchema,
  createIncidentSchema,
  submitEvidenceNodeSchema,
  submitTraceSchema,
  wordingHints,
} from '@postmortems/backstage-plugin-postmortems-common';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseAllDocuments } from 'yaml';
import { COMPANY_SEED, pastIncidents } from './company';
import { organisationOf } from './organisation';

const ANCHOR = new Date('2026-06-01T00:00:00.000Z');
const past = pastIncidents(ANCHOR);
const { entities, services } = organisationOf(COMPANY_SEED);

async function shopEntities(): Promise<{ kind: string }[]> {
  const folder = path.resolve(__dirname, '../../../../../examples/catalog');
  const texts = await Promise.all(
    ['organisation.yaml', 'shop.yaml'].map(file =>
      readFile(path.join(folder, file), 'utf8'),
    ),
  );
  return texts.flatMap(text =>
    parseAllDocuments(text).map(document => document.toJS()),
  );
}

describe('demo company', () => {
  it('has 30 groups, 200 services and 400 incidents, those of the shop included', async () => {
    const all = [...entities, ...(await shopEntities())];
    const count = (kind: string) => all.filter(one => one.kind === kind).length;
    expect(count('Group')).toBe(30);
    expect(count('Component')).toBe(200);
    expect(past.length + 4).toBe(400);
    const refs = entities.map(
      ({ kind, metadata }) => `${kind}:${metadata.name}`,
    );
    expect(new Set(refs).size).toBe(refs.length);
  });

  it('generates the same company each time', () => {
    expect(pastIncidents(ANCHOR)).toEqual(past);
    expect(organisationOf(COMPANY_SEED)).toEqual({ entities, services });
  });

  it('is accepted by the schemas of the API', () => {
    const known = new Set(services.map(({ ref }) => ref));
    const cited: unknown[] = [];
    for (const { incident, evidence, trace } of past) {
      const parsed = createIncidentSchema.parse(incident);
      expect(known).toContain(parsed.services[0]);
      const ids = evidence.map(node => submitEvidenceNodeSchema.parse(node).id);
      const steps = trace ? submitTraceSchema.parse(trace).steps : [];
      cited.push(
        ...steps
          .flatMap(step => step.evidence)
          .filter(id => !ids.includes(id as string)),
      );
    }
    expect(cited).toEqual([]);
  });

  it('has action items without wording hints', () => {
    const vague = past
      .flatMap(one => one.items)
      .map(({ state: _, createdAt: __, closedAt: ___, ...item }) =>
        createActionItemSchema.parse(item),
      )
      .filter(item => wordingHints(item).length > 0);
    expect(vague).toEqual([]);
  });

  it('has times in order and none in the future', () => {
    for (const { incident, draftedAt, reviewedAt, publishedAt } of past) {
      const times = [
        incident.startedAt,
        incident.detectedAt,
        incident.mitigatedAt,
        incident.resolvedAt,
        draftedAt,
        reviewedAt,
        publishedAt,
      ].filter(Boolean) as string[];
      expect([...times].sort()).toEqual(times);
      expect(times.at(-1)! < ANCHOR.toISOString()).toBe(true);
    }
  });

  it('has a skewed distribution of incidents over services, severities and states', () => {
    const perService = new Map<string, number>();
    for (const { incident } of past) {
      const [ref] = incident.services;
      perService.set(ref, (perService.get(ref) ?? 0) + 1);
    }
    const sorted = [...perService.values()].sort((a, b) => b - a);
    const most = sorted.slice(0, 40).reduce((sum, n) => sum + n, 0);
    expect(most / past.length).toBeGreaterThan(0.5);
    const share = (fits: (one: (typeof past)[number]) => unknown) =>
      past.filter(fits).length / past.length;
    expect(share(({ incident }) => incident.severity === 'sev1')).toBeLessThan(
      0.1,
    );
    expect(share(one => one.draftedAt)).toBeGreaterThan(0.7);
    expect(share(one => one.publishedAt)).toBeGreaterThan(0.3);
    expect(share(one => one.publishedAt)).toBeLessThan(0.7);
    const items = past.flatMap(one => one.items);
    const overdue = items.filter(
      ({ closedAt, dueAt }) => !closedAt && dueAt! < ANCHOR.toISOString(),
    );
    expect(overdue.length).toBeGreaterThan(20);
  });
});
