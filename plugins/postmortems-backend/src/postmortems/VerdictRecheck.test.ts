import { TestDatabases } from '@backstage/backend-test-utils';
import { listClaims } from '@postmortems/backstage-plugin-postmortems-common';
import { publish } from '../__testUtils__/publish';
import {
  caller,
  callers,
  draftPostmortem,
  startServices,
} from '../__testUtils__/services';
import { shopEvidence, shopIncident } from '../__testUtils__/shopIncident';
import { ClaimVerifier } from '../verification';

jest.setTimeout(20_000);

/** A later verifier, to which no number is supported. */
const stricter: Pick<ClaimVerifier, 'version' | 'verify'> = {
  version: 'stricter',
  verify: (claim, facts) => {
    const today = new ClaimVerifier().verify(claim, facts);
    return /\d/.test(claim.text)
      ? {
          ...today,
          verdict: 'unsupported',
          reasons: [
            ...today.reasons,
            { check: 'number', outcome: 'failed', message: 'Too precise' },
          ],
        }
      : today;
  },
};

describe('recheck of verdicts', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18', 'SQLITE_3'] });

  describe.each(databases.eachSupportedId())('%s', id => {
    async function published() {
      const knex = await databases.init(id);
      const backend = await startServices(knex);
      const postmortem = await draftPostmortem(backend);
      await publish(knex, postmortem);
      return { knex, backend, document: postmortem };
    }

    it('writes nothing while nothing has changed', async () => {
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

    it('leaves a postmortem during whose recheck the process ended three times, until it is asked for', async () => {
      const { knex, backend, document } = await published();
      const { recheck, stores, postmortems } = backend;
      const verifiedAt = async () =>
        (await knex('postmortems').first('verified_at')).verified_at;
      const makeDue = () =>
        knex('postmortems').update({ verified_at: '2000-01-01' });
      // What a process that ends leaves behind
      for (let attempt = 1; attempt <= 3; attempt += 1) {
        await makeDue();
        await stores.verificationState.beginRecheck({ id: document.id });
      }
      await recheck.run();

      expect(await verifiedAt()).toBe('2000-01-01');
      const parked = await postmortems.get({ id: document.id, caller });
      expect(parked.recheckParkedSince).toMatch(/^20\d\d-/);

      await postmortems.retryRecheck({ id: document.id, ...callers });
      expect(
        (await postmortems.get({ id: document.id, caller })).recheckParkedSince,
      ).toBeUndefined();
      await recheck.run();
      expect(await verifiedAt()).not.toBe('2000-01-01');
    });

    it('does not leave a postmortem whose recheck fails without ending the process', async () => {
      const { knex, backend, document } = await published();
      jest
        .spyOn(backend.contexts, 'sealAndLoad')
        .mockRejectedValue(new Error('no'));
      for (let run = 1; run <= 5; run += 1) {
        await knex('postmortems').update({ verified_at: '2000-01-01' });
        await backend.recheck.run();
      }

      expect(
        (await backend.postmortems.get({ id: document.id, caller }))
          .recheckParkedSince,
      ).toBeUndefined();
    });

    it('rechecks each postmortem once in a run, also after failures', async () => {
      const knex = await databases.init(id);
      const backend = await startServices(knex);
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

    it('recomputes verdicts for a new verifier and keeps a published status', async () => {
      const { knex, backend, document } = await published();
      const upgraded = await startServices(knex, { verifier: stricter });
      const rival = await startServices(knex, { verifier: stricter });
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
      const [row] = await knex('audit_log').orderBy('id', 'desc').limit(1);
      expect(row).toMatchObject({
        actor: 'postmortems:recheck',
        action: 'postmortem.revise',
        subject_id: document.id,
      });
      expect(JSON.parse(row.changes)).toContainEqual({
        field: 'revision',
        from: 1,
        to: 2,
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
      expect(listClaims(after).map(({ text }) => text)).toEqual(
        listClaims(document).map(({ text }) => text),
      );
      const numbers = listClaims(document).filter(
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

    it('recomputes verdicts after new evidence', async () => {
      const { backend, document } = await published();
      await backend.evidence.submit({
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
        'No investigation was recorded: nothing has been ruled out.',
      );
      for (const { text, from, to } of items) {
        expect(text).toMatch(/^No /);
        expect(from).toBe('supported');
        expect(['unsupported', 'contradicted']).toContain(to);
      }
      expect(await backend.recheck.run()).toBe(0);
    });

    it('lowers verdicts when stored evidence differs from the seal', async () => {
      const { knex, backend, document } = await published();
      const cited = listClaims(document)
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
      const fallen = listClaims(after).filter(({ reasons }) =>
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
