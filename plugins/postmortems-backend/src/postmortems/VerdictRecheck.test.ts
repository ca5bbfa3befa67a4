import {
  mockCredentials,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import type { Postmortem } from '@postmortems/backstage-plugin-postmortems-common';
import { auditTrail } from '../__testUtils__/auditTrail';
import {
  shopEvidence,
  shopIncident,
  shopServices,
  shopTemplate,
} from '../__testUtils__/shopIncident';
import { AuditedWrites } from '../platform/audit';
import { CatalogRoster, DefaultBlamelessChecker } from '../blameless';
import { Categories, DEFAULT_CATEGORIES } from '../categories';
import { openStores } from '../platform/database/__testUtils__/stores';
import { IncidentService } from '../incidents';
import { DefaultTraceValidator } from '../traces';
import { DeterministicSynthesiser } from '../drafting';
import { EvidenceVerifier, type ClaimVerifier } from '../verification';
import {
  EvidenceCollector,
  PostmortemPipeline,
  PostmortemService,
  ReviewService,
  SealedIncidentLoader,
  VerdictRecheck,
} from '.';

jest.setTimeout(120_000);

const catalog = {
  rollUp: async ({ entityRefs }: { entityRefs: string[] }) => entityRefs,
  ofTier: async () => [],
  ownedBy: async () => [],
  knownServices: async () => shopServices,
  ownerOf: async () => 'group:default/sre-team',
  groupsOf: async () => new Map<string, string>(),
  ownersCountedFor: async ({ group }: { group: string }) => [group],
};
const caller = {
  actor: 'user:default/ada',
  credentials: mockCredentials.user(),
};
const callers = { reader: caller, caller };
const claimsOf = ({ sections }: Postmortem) =>
  sections.flatMap(({ blocks }) => blocks.flatMap(({ claims }) => claims));

type Knex = Awaited<ReturnType<TestDatabases['init']>>;

async function start(knex: Knex, verifier: ClaimVerifier) {
  const stores = await openStores(knex);
  const logger = mockServices.logger.mock();
  const { auditor, entries: audit } = auditTrail();
  await stores.templates.save({ template: shopTemplate, source: 'test' });
  const incidents = new IncidentService({ stores, catalog });
  const cases = new SealedIncidentLoader({
    stores,
    catalog,
    verifier,
    validator: new DefaultTraceValidator(),
    blameless: new DefaultBlamelessChecker(),
    roster: new CatalogRoster({ reader: { users: async () => [] } }),
  });
  return {
    stores,
    logger,
    incidents,
    review: new ReviewService(stores),
    audit,
    recheck: new VerdictRecheck({
      stores,
      cases,
      verifier,
      writes: new AuditedWrites({ auditor }),
      logger,
    }),
    postmortems: new PostmortemService({
      categories: new Categories(DEFAULT_CATEGORIES),
      stores,
      incidents,
      verifierVersion: verifier.version,
      pipeline: new PostmortemPipeline({
        stores,
        cases,
        collector: new EvidenceCollector({
          sources: [],
          evidence: stores.evidence,
          logger,
        }),
        templates: {
          list: () => [],
          resolve: async () => ({
            template: shopTemplate,
            resolution: {
              version: shopTemplate.version,
              title: shopTemplate.title,
              reason: 'default',
              chain: [],
            },
          }),
        },
        synthesiser: new DeterministicSynthesiser(),
      }),
    }),
  };
}

/** A verifier of tomorrow that finds every number wanting. */
const stricter: ClaimVerifier = {
  version: 'stricter',
  verify: (claim, context) => {
    const today = new EvidenceVerifier().verify(claim, context);
    return /\d/.test(claim.text)
      ? {
          verdict: 'unsupported',
          reasons: [
            ...today.reasons,
            { check: 'number', outcome: 'failed', message: 'Too precise' },
          ],
        }
      : today;
  },
};

describe('verdicts', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18', 'SQLITE_3'] });

  describe.each(databases.eachSupportedId())('%s', id => {
    async function published() {
      const knex = await databases.init(id);
      const backend = await start(knex, new EvidenceVerifier());
      await backend.incidents.create({ incident: shopIncident, ...callers });
      await backend.incidents.submitEvidence({
        key: shopIncident.key,
        nodes: shopEvidence,
        ...callers,
      });
      const { postmortem } = await backend.postmortems.create({
        key: shopIncident.key,
        ...callers,
      });
      for (const to of ['in_review', 'approved', 'published'] as const) {
        await backend.review.transition({
          id: postmortem.id,
          transition: { to, reason: 'read by the team' },
          caller,
        });
      }
      return { knex, backend, document: postmortem };
    }

    it('are left alone while nothing has changed', async () => {
      const { backend, document } = await published();
      expect(await backend.recheck.run()).toBe(0);
      expect(
        await backend.postmortems.get({ id: document.id, caller }),
      ).toMatchObject({
        status: 'published',
        revision: 1,
        approvedRevision: 1,
      });
      expect(backend.audit).toEqual([]);
    });

    it('are all recomputed in one run, each once, however many cannot be', async () => {
      const knex = await databases.init(id);
      const backend = await start(knex, new EvidenceVerifier());
      const { stores, recheck, postmortems } = backend;
      for (let index = 0; index < 70; index++) {
        const key = `INC-${index}`;
        const incident = { ...shopIncident, key };
        await backend.incidents.create({ incident, ...callers });
        await postmortems.create({ key, ...callers });
      }
      const makeDue = () =>
        knex('postmortems').update({ verified_at: '2000-01-01' });
      const stillDue = async () =>
        knex('postmortems')
          .where('verified_at', '<', '2001')
          .orderBy('id')
          .pluck<string[]>('id');
      await makeDue();
      const ids = await stillDue();
      // More than are asked for at once, and they come first
      const broken = ids.slice(0, 55);
      // This one counts as changed since, whenever it is looked at
      const { incidentKey: restless } = await stores.postmortems.get({
        id: ids[60],
      });
      await knex('incidents')
        .where({ key: restless })
        .update({ updated_at: '2999-01-01T00:00:00.000Z' });
      const get = stores.postmortems.get.bind(stores.postmortems);
      const tried: string[] = [];
      let onTry = () => {};
      jest
        .spyOn(stores.postmortems, 'get')
        .mockImplementation(async options => {
          tried.push(options.id);
          onTry();
          if (broken.includes(options.id)) throw new Error('cannot be read');
          return get(options);
        });

      expect(await recheck.run()).toBe(0);
      expect(tried.toSorted()).toEqual(ids);
      expect(await stillDue()).toEqual(broken);
      expect(backend.logger.warn).toHaveBeenCalledTimes(55);

      // What is not done when the time is over is left to the next run
      await makeDue();
      tried.length = 0;
      const time = new AbortController();
      onTry = () => tried.length === 60 && time.abort();
      await recheck.run({ signal: time.signal });
      expect(tried).toHaveLength(60);
      onTry = () => {};
      tried.length = 0;
      await recheck.run();
      expect(await stillDue()).toEqual(broken);
    });

    it('are recomputed by a new verifier; a published document stays published and shows what changed', async () => {
      const { knex, backend, document } = await published();
      const upgraded = await start(knex, stricter);
      const rival = await start(knex, stricter);
      // Two replicas at once write one revision
      const [one, other] = await Promise.all([
        upgraded.recheck.run(),
        rival.recheck.run(),
      ]);
      expect([one, other]).toContain(1);
      expect(upgraded.audit.concat(rival.audit)).toContainEqual({
        eventId: 'postmortem-recheck',
        meta: { postmortemId: document.id, actor: 'postmortems:recheck' },
        requested: false,
        outcome: 'succeeded',
      });
      const after = await backend.postmortems.get({
        id: document.id,
        caller,
      });
      expect(after).toMatchObject({
        status: 'published',
        revision: 2,
        approvedRevision: 1,
      });
      expect(claimsOf(after).map(({ text }) => text)).toEqual(
        claimsOf(document).map(({ text }) => text),
      );
      const numbers = claimsOf(document).filter(
        ({ text, verdict }) => /\d/.test(text) && verdict !== 'unsupported',
      );
      expect(after.verdictChanges).toEqual({
        sinceRevision: 1,
        items: numbers.map(({ id: claimId, text, verdict }) => ({
          claimId,
          text,
          from: verdict,
          to: 'unsupported',
        })),
      });
      expect(await upgraded.recheck.run()).toBe(0);
    });

    it('are recomputed when evidence arrives that says otherwise', async () => {
      const { backend, document } = await published();
      await backend.incidents.submitEvidence({
        key: shopIncident.key,
        nodes: [
          {
            id: 'late-step',
            sourceType: 'agent_trace',
            timestamp: '2026-03-02T14:30:00.000Z',
            metadata: { service: 'component:default/checkout' },
            payload: { note: 'looked at the pool' },
          },
        ],
        ...callers,
      });
      expect(await backend.recheck.run()).toBe(1);
      const after = await backend.postmortems.get({
        id: document.id,
        caller,
      });
      expect(after.status).toBe('published');
      expect(after.sealId).not.toBe(document.sealId);
      const { sinceRevision, items } = after.verdictChanges!;
      expect(sinceRevision).toBe(1);
      expect(items.map(({ text }) => text)).toContain(
        'No investigation was recorded: the cause is undetermined.',
      );
      for (const { text, from, to } of items) {
        expect(text).toMatch(/^No /);
        expect(from).toBe('supported');
        expect(['unsupported', 'contradicted']).toContain(to);
      }
      expect(await backend.recheck.run()).toBe(0);
    });

    it('fall when stored evidence is not what was sealed', async () => {
      const { knex, backend, document } = await published();
      const cited = claimsOf(document)
        .flatMap(({ spans }) => spans)
        .find(({ evidenceId }) =>
          shopEvidence.some(node => node.id === evidenceId),
        )!.evidenceId;
      // Somebody with the database's password, past the triggers
      for (const drop of knex.client.config.client === 'pg'
        ? ['alter table evidence disable trigger all']
        : ['drop trigger evidence_no_update']) {
        await knex.raw(drop);
      }
      const row = await knex('evidence').where({ id: cited }).first();
      await knex('evidence')
        .where({ id: cited })
        .update({ payload: `${row.payload.replace(/\}$/, '')},"x":1}` });
      await knex('postmortems').update({ verified_at: '2000-01-01' });
      expect(await backend.recheck.run()).toBe(1);
      const after = await backend.postmortems.get({
        id: document.id,
        caller,
      });
      const fallen = claimsOf(after).filter(({ reasons }) =>
        reasons.some(({ check }) => check === 'hash'),
      );
      expect(fallen.length).toBeGreaterThan(0);
      for (const { verdict } of fallen) expect(verdict).not.toBe('supported');
      expect(backend.logger.error).toHaveBeenCalledWith(
        expect.stringContaining('is not what was sealed'),
      );
    });
  });
});
