import { TestDatabases } from '@backstage/backend-test-utils';
import {
  candidateCauseOf,
  postmortemSchema,
  type Claim,
  type Postmortem,
  type RuleViolation,
} from '@postmortems/backstage-plugin-postmortems-common';
import { shopIncident } from '../__testUtils__/shopIncident';
import { asUser, startPostmortems } from '../__testUtils__/testBackend';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['POSTGRES_18', 'SQLITE_3'] });
const { key } = shopIncident;
const at = (clock: string) => `2026-03-02T${clock}:00.000Z`;
const metadata = { service: 'component:default/checkout' };

const evidence = [
  {
    id: 'deploy',
    sourceType: 'deployment',
    timestamp: at('14:00'),
    metadata,
    payload: {
      kind: 'deployment',
      version: '2.4.1',
      previousVersion: '2.4.0',
    },
  },
  {
    id: 'flag',
    sourceType: 'deployment',
    timestamp: at('13:30'),
    metadata,
    payload: { kind: 'config_change', name: 'checkout.new_basket' },
  },
  {
    id: 'fired',
    sourceType: 'telemetry',
    timestamp: at('14:08'),
    metadata,
    payload: {
      kind: 'alert',
      alertName: 'CheckoutErrors',
      status: 'firing',
      startsAt: at('14:08'),
    },
  },
  {
    id: 'rollback',
    sourceType: 'deployment',
    timestamp: at('14:25'),
    metadata,
    payload: { kind: 'rollback', version: '2.4.0', previousVersion: '2.4.1' },
  },
  {
    id: 'ended',
    sourceType: 'telemetry',
    timestamp: at('14:30'),
    metadata,
    payload: {
      kind: 'alert',
      alertName: 'CheckoutErrors',
      status: 'resolved',
      startsAt: at('14:08'),
      endsAt: at('14:30'),
    },
  },
  {
    id: 'chat',
    sourceType: 'chat',
    timestamp: at('14:12'),
    metadata,
    payload: {
      kind: 'message',
      author: { id: 'U1', name: 'Bo' },
      text: 'The errors are caused by the payment provider.',
    },
  },
];

const HYPOTHESIS = 'Version 2.4.1 of checkout rejects orders.';
const trace = {
  traceId: 'run',
  incidentId: key,
  rootCauseHypothesis: HYPOTHESIS,
  supportingEvidence: ['deploy'],
  contributingFactors: [],
  steps: [
    {
      stepId: 'failed-call',
      action: 'query_metric',
      hypothesis: 'The database was full.',
      input: {},
      output: { exit_code: 1, error: 'forbidden' },
      validation: {
        passed: false,
        rule: 'disk > 90',
        explanation: 'forbidden',
      },
      nextStep: null,
    },
    {
      stepId: 'refuted',
      action: 'query_metric',
      hypothesis: 'Traffic was too high.',
      input: {},
      output: { requests: 10 },
      validation: {
        passed: false,
        rule: 'requests > 1000',
        explanation: 'traffic was low',
      },
      nextStep: null,
    },
  ],
};

async function start(databaseId: Parameters<typeof databases.init>[0]) {
  const backend = await startPostmortems({ databases, databaseId });
  const { api } = backend;
  const { title, severity, services, startedAt, resolvedAt } = shopIncident;
  await api.post('/incidents', {
    key,
    title,
    severity,
    services,
    startedAt,
    resolvedAt,
  });
  await api.post(`/incidents/${key}/evidence`, { nodes: evidence });
  await api.post(`/incidents/${key}/traces`, trace);
  const { body } = await api.post(`/incidents/${key}/postmortems`, {});
  return { backend, api, document: postmortemSchema.parse(body) };
}

const claimsIn = ({ sections }: Postmortem, section: string) =>
  sections
    .find(({ id }) => id === section)!
    .blocks.flatMap(({ claims }) => claims);
const causesIn = (document: Postmortem, section = 'rootCause') =>
  claimsIn(document, section).filter(candidateCauseOf);
const causeOf = (
  document: Postmortem,
  origin: string,
  section?: string,
): Claim =>
  causesIn(document, section).find(
    claim => candidateCauseOf(claim)!.origin === origin,
  )!;
const textsIn = (document: Postmortem, section: string) =>
  claimsIn(document, section).map(({ text }) => text);
const rulesOf = (body: { error?: { violations?: RuleViolation[] } }) =>
  body.error?.violations?.map(({ rule }) => rule);

describe.each(databases.eachSupportedId())(
  'what people decide of a cause, on %s',
  databaseId => {
    let backend: Awaited<ReturnType<typeof start>>['backend'];
    let api: Awaited<ReturnType<typeof start>>['api'];
    let document: Postmortem;

    beforeEach(async () => {
      ({ backend, api, document } = await start(databaseId as 'SQLITE_3'));
    });
    afterEach(() => backend.stop());

    const decide = (
      claim: Claim,
      decision: object,
      authorization: string = asUser('ada'),
    ) =>
      api.post(
        `/postmortems/${document.id}/causes/${claim.id}/decision`,
        {
          baseRevision: document.revision,
          reason: 'We tried it.',
          ...decision,
        },
        authorization,
      );
    const accept = (body: object, authorization: string = asUser('ada')) =>
      api.post(
        `/postmortems/${document.id}/undetermined`,
        { baseRevision: document.revision, ...body },
        authorization,
      );
    const approve = async () => {
      const path = `/postmortems/${document.id}/transitions`;
      await api.post(path, { to: 'in_review', reason: 'r' }, asUser('ada'));
      return api.post(path, { to: 'approved', reason: 'r' }, asUser('bo'));
    };
    const regenerate = async () =>
      postmortemSchema.parse(
        (
          await api.post(
            `/postmortems/${document.id}/regenerate`,
            {},
            asUser('ada'),
          )
        ).body,
      );

    it('starts with possible causes, none of which is written as the cause', async () => {
      expect(document.rootCauseStatus).toBe('candidates');
      expect(
        causesIn(document).map(claim => candidateCauseOf(claim)!.origin),
      ).toEqual(['investigator', 'chat', 'change']);
      expect(causesIn(document)[0].text).toContain(
        'Possible cause, stated by the investigator: “Version 2.4.1',
      );
      expect(
        causesIn(document).every(({ verdict }) => verdict === 'unverified'),
      ).toBe(true);
      expect(textsIn(document, 'summary')).toContain(
        'Possible cause, not confirmed, stated by the investigator: “Version 2.4.1 of checkout rejects orders” (2 others are listed).',
      );
      expect(textsIn(document, 'rootCause').join()).not.toContain('Bo');
      const { status, body } = await approve();
      expect(status).toBe(422);
      expect(rulesOf(body)).toContain('root_cause.not_confirmed');
    });

    it('puts a failed tool call under what was not checked, and a refuted hypothesis under what was ruled out', () => {
      expect(textsIn(document, 'ruledOut').join()).toContain('Traffic');
      expect(textsIn(document, 'ruledOut').join()).not.toContain('database');
      expect(textsIn(document, 'notChecked').join()).toContain('database');
    });

    it('confirms a cause, keeps that when it is drafted again, and takes it back', async () => {
      const { status, body } = await decide(causeOf(document, 'investigator'), {
        outcome: 'confirmed',
      });
      expect(status).toBe(200);
      const confirmed = postmortemSchema.parse(body);
      expect(confirmed.rootCauseStatus).toBe('confirmed');
      expect(causesIn(confirmed)[0]).toMatchObject({
        verdict: 'attested',
        attestedBy: 'user:default/ada',
        decision: {
          outcome: 'confirmed',
          by: 'user:default/ada',
          reason: 'We tried it.',
        },
      });
      expect(textsIn(confirmed, 'summary')).toContain(
        `Confirmed cause: ${HYPOTHESIS}`,
      );

      const again = await regenerate();
      expect(again.rootCauseStatus).toBe('confirmed');
      expect(causesIn(again)[0].decision).toEqual(
        causesIn(confirmed)[0].decision,
      );
      expect(textsIn(again, 'summary')).toContain(
        `Confirmed cause: ${HYPOTHESIS}`,
      );
      const markdown = (await api.get(`/postmortems/${document.id}/export`))
        .text;
      expect(markdown).toMatch(
        /Confirmed by `user:default\/ada` on .*We tried/,
      );
      const { output } = await backend.invoke('get-postmortem', {
        id: document.id,
      });
      expect(output.causes[0]).toMatchObject({ decision: 'confirmed' });

      document = again;
      const open = postmortemSchema.parse(
        (await decide(causesIn(again)[0], { outcome: 'open' })).body,
      );
      expect(open.rootCauseStatus).toBe('candidates');
      expect(causesIn(open)[0]).toMatchObject({ verdict: 'unverified' });
      expect(textsIn(open, 'summary')).not.toContain(
        `Confirmed cause: ${HYPOTHESIS}`,
      );
      expect(textsIn(open, 'summary').join()).toContain(
        'Possible cause, not confirmed',
      );
    });

    it('refuses to confirm what only chat says, and says what is missing', async () => {
      const { status, body } = await decide(causeOf(document, 'chat'), {
        outcome: 'confirmed',
      });
      expect(status).toBe(422);
      expect(rulesOf(body)).toEqual(['root_cause.tie_required']);
    });

    it('lists what a person makes of a drafted cause as their own, which no tie lets them confirm', async () => {
      const { id: blockId } = document.sections
        .find(({ id }) => id === 'rootCause')!
        .blocks.find(({ claims }) =>
          claims.includes(causeOf(document, 'investigator')),
        )!;
      const { spans } = causeOf(document, 'investigator');
      const text = 'A solar flare made orders fail.';
      const { status, body } = await api.put(
        `/postmortems/${document.id}/blocks/${blockId}`,
        {
          baseRevision: document.revision,
          claims: [{ text, kind: 'root_cause', spans, attest: true }],
        },
        asUser('ada'),
      );
      expect(status).toBe(200);
      document = postmortemSchema.parse(body);
      expect(causeOf(document, 'person')).toMatchObject({
        text,
        verdict: 'unverified',
      });
      const refused = await decide(causeOf(document, 'person'), {
        outcome: 'confirmed',
      });
      expect(refused.status).toBe(422);
      expect(rulesOf(refused.body)).toEqual(['root_cause.tie_required']);
    });

    it.each(['rootCause', 'ruledOut'])(
      'makes a drafted cause that a person words anew theirs, with its ties, in %s',
      async section => {
        const origin = 'investigator';
        const words = HYPOTHESIS.slice(0, -1);
        const statement = 'Version 2.4.1 of checkout drops the currency';
        if (section === 'ruledOut') {
          const { body } = await decide(causeOf(document, origin), {
            outcome: 'ruled_out',
          });
          document = postmortemSchema.parse(body);
        }
        const former = causeOf(document, origin, section);
        const { id: blockId } = document.sections
          .find(({ id }) => id === section)!
          .blocks.find(({ claims }) =>
            claims.some(({ id }) => id === former.id),
          )!;
        expect(former.text).toContain(words);
        const { body } = await api.put(
          `/postmortems/${document.id}/blocks/${blockId}`,
          {
            baseRevision: document.revision,
            claims: [
              {
                text: former.text.replace(words, statement),
                kind: 'root_cause',
                spans: former.spans,
                attest: false,
              },
            ],
          },
          asUser('ada'),
        );
        const edited = postmortemSchema.parse(body);
        const own = causeOf(edited, 'person');
        expect(own.text).toBe(statement);
        expect(own.decision).toBeUndefined();
        expect(candidateCauseOf(own)).toMatchObject({
          statement: statement,
          cause: { evidence: 'deploy' },
        });
        expect(candidateCauseOf(own)!.ties.map(({ type }) => type)).toContain(
          'undone_then_recovered',
        );
        const block = edited.sections
          .flatMap(({ blocks }) => blocks)
          .find(({ id }) => id === blockId)!;
        expect(block.generated!.latest).toMatchObject([
          { text: former.text, reading: former.reading },
        ]);
        document = edited;
        expect(
          (await decide(own, { outcome: 'confirmed' })).body.rootCauseStatus,
        ).toBe('confirmed');
      },
    );

    it('confirms no cause that only evidence of low confidence ties to the incident', async () => {
      const other = 'INC-77';
      const { title, severity, services, startedAt, resolvedAt } = shopIncident;
      await api.post('/incidents', {
        key: other,
        title,
        severity,
        services,
        startedAt,
        resolvedAt,
      });
      await api.post(`/incidents/${other}/evidence`, {
        nodes: evidence
          .filter(({ id }) => id !== 'flag')
          .map(one =>
            one.id === 'deploy' || one.id === 'rollback'
              ? { ...one, confidence: 0.3 }
              : one,
          ),
      });
      const { body } = await api.post(`/incidents/${other}/postmortems`, {});
      document = postmortemSchema.parse(body);
      const change = causeOf(document, 'change');
      expect(candidateCauseOf(change)!.ties.map(({ type }) => type)).toContain(
        'undone_then_recovered',
      );
      const refused = await decide(change, { outcome: 'confirmed' });
      expect(rulesOf(refused.body)).toEqual(['root_cause.confidence_required']);
      expect(JSON.stringify(refused.body)).toContain('deploy (0.3)');
    });

    it('moves a cause that was ruled out, and back', async () => {
      const { body } = await decide(causeOf(document, 'chat'), {
        outcome: 'ruled_out',
      });
      const without = postmortemSchema.parse(body);
      expect(causeOf(without, 'chat')).toBeUndefined();
      expect(causeOf(without, 'chat', 'ruledOut').decision).toMatchObject({
        outcome: 'ruled_out',
        reason: 'We tried it.',
      });
      expect(textsIn(without, 'summary').join()).toContain(
        '(one other is listed)',
      );
      const again = await regenerate();
      expect(causeOf(again, 'chat')).toBeUndefined();
      expect(causeOf(again, 'chat', 'ruledOut')).toBeDefined();

      document = again;
      await decide(causeOf(again, 'chat', 'ruledOut'), { outcome: 'open' });
      const back = postmortemSchema.parse(
        (await api.get(`/postmortems/${document.id}`)).body,
      );
      expect(causeOf(back, 'chat')).toBeDefined();
      expect(causeOf(back, 'chat', 'ruledOut')).toBeUndefined();
    });

    it('is for people, with a reason, on what they have read', async () => {
      const cause = causeOf(document, 'investigator');
      const confirmed = { outcome: 'confirmed' };
      expect((await decide(cause, confirmed, '')).status).toBe(401);
      const byMachine = await api.post(
        `/postmortems/${document.id}/causes/${cause.id}/decision`,
        { baseRevision: 1, reason: 'r', ...confirmed },
      );
      expect(byMachine.status).toBe(403);
      expect((await decide(cause, { ...confirmed, reason: ' ' })).status).toBe(
        400,
      );
      expect((await decide(cause, confirmed)).status).toBe(200);
      expect(
        (await decide(cause, { outcome: 'ruled_out', reason: 'late' })).status,
      ).toBe(409);
      const other = { ...cause, id: 'claim-none' };
      expect((await decide(other, confirmed)).status).toBe(404);
    });

    it('approves with an undetermined cause that is accepted in words, until one is confirmed', async () => {
      expect((await accept({ reason: 'The logs are gone.' })).status).toBe(200);
      document = await regenerate();
      expect(document.undeterminedAccepted).toMatchObject({
        by: 'user:default/ada',
        reason: 'The logs are gone.',
      });
      expect((await approve()).body.status).toBe('approved');
      await decide(causeOf(document, 'investigator'), { outcome: 'confirmed' });
      document = postmortemSchema.parse(
        (await api.get(`/postmortems/${document.id}`)).body,
      );
      expect(document.undeterminedAccepted).toBeUndefined();
      const refused = await accept({ reason: 'Still unknown.' });
      expect(rulesOf(refused.body)).toEqual(['root_cause.confirmed']);
    });

    it('falls back when later evidence speaks against a confirmed cause', async () => {
      await decide(causeOf(document, 'investigator'), { outcome: 'confirmed' });
      await api.post(`/incidents/${key}/evidence`, {
        nodes: [
          {
            ...evidence[2],
            id: 'earlier',
            timestamp: at('13:40'),
            payload: { ...evidence[2].payload, startsAt: at('13:40') },
          },
        ],
      });
      const again = await regenerate();
      const cause = causeOf(again, 'investigator');
      expect(cause.verdict).toBe('unverified');
      expect(candidateCauseOf(cause)!.against).toMatchObject([
        { type: 'after_effect' },
      ]);
      expect(again.rootCauseStatus).toBe('candidates');
      document = again;
      const confirmed = {
        outcome: 'confirmed',
        reason: 'The clock was wrong.',
      };
      const refused = await decide(cause, confirmed);
      expect(rulesOf(refused.body)).toEqual(['root_cause.counter_evidence']);
      const explained = await decide(cause, { ...confirmed, explains: true });
      expect(explained.body.rootCauseStatus).toBe('confirmed');
    });
  },
);
