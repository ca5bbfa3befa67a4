import type {
  SectionId,
  SubmitEvidenceNode,
} from '@postmortems/backstage-plugin-postmortems-common';
import { chatOf } from '../../__testUtils__/chat';
import {
  shopCase,
  shopEvidence,
  shopTemplate,
} from '../../__testUtils__/shopIncident';
import { ClaimVerifier } from '../../verification';
import { DeterministicSynthesiser } from '../DeterministicSynthesiser';

const LINES = `
  14:05 Ben Ito: I restarted the cache
  14:09 Cara Lind: no difference, still empty
  14:18 Eva Sol: so 2.4.1 swapped the index before the copy was complete
  14:24 Cara Lind: decision: we go back to 2.4.0
  14:26 Fay Ott: correction: my 4,100 included bots. 2,735 customers lost their cart
  14:30 Ana Pop: carts are there again in Berlin
  14:36 Dan Roy: did anybody look at the reminder mails? they read the same carts
  14:37 Cara Lind: the archive was not checked by anyone so far
  14:38 Eva Sol: writing the timeline now`;

async function sectionsOf(lines: string, more: { withCauses?: boolean } = {}) {
  const one = shopCase({
    withTrace: false,
    evidence: [
      ...shopEvidence.filter(
        ({ sourceType }) =>
          sourceType !== 'chat' &&
          (more.withCauses || sourceType !== 'deployment'),
      ),
      ...chatOf(lines),
    ],
    incident: { mitigatedAt: '2026-03-02T14:29:00.000Z' },
  });
  const { sections } = await new DeterministicSynthesiser().synthesise({
    ...one,
    template: shopTemplate,
    ...(!more.withCauses && { causes: [] }),
  });
  const verifier = new ClaimVerifier();
  return (id: SectionId) =>
    sections
      .find(section => section.id === id)!
      .blocks.flatMap(({ claims }) =>
        claims.map(claim => {
          const { verdict } = verifier.verify(claim, one.facts);
          return verdict === 'supported'
            ? claim.text
            : `${verdict} ${claim.text}`;
        }),
      );
}

async function summaryWith(evidence: SubmitEvidenceNode[]): Promise<string> {
  const one = shopCase({ withTrace: false, evidence });
  const { sections } = await new DeterministicSynthesiser().synthesise({
    ...one,
    template: shopTemplate,
  });
  return sections
    .find(({ id }) => id === 'summary')!
    .blocks.flatMap(({ claims }) => claims.map(({ text }) => text))
    .join(' ');
}

describe('what people concluded', () => {
  it('stands under the root cause in place of that nothing is known', async () => {
    expect((await sectionsOf(LINES))('rootCause')).toEqual([
      'No cause is confirmed; Eva Sol wrote at 14:18 UTC: “so 2.4.1 swapped the index before the copy was complete”.',
    ]);
  });

  it('stands below possible causes as what is not confirmed', async () => {
    const section = await sectionsOf(LINES, { withCauses: true });

    expect(section('rootCause').slice(-1)).toEqual([
      'Eva Sol wrote at 14:18 UTC (not confirmed): “so 2.4.1 swapped the index before the copy was complete”.',
    ]);
  });

  it('stands in the summary as words, with what they wrote of the end and what they leave open', async () => {
    const summary = (await sectionsOf(LINES))('summary');

    expect(summary.slice(-3)).toEqual([
      'The cause is not confirmed; Eva Sol wrote at 14:18 UTC: “so 2.4.1 swapped the index before the copy was complete”.',
      'It was mitigated at 14:29 UTC, after 27 minutes; Cara Lind wrote at 14:24 UTC: “decision: we go back to 2.4.0”.',
      'Still open: the cause; Dan Roy wrote at 14:36 UTC: “did anybody look at the reminder mails? they read the same carts”; Cara Lind wrote at 14:37 UTC: “the archive was not checked by anyone so far”.',
    ]);
    expect(summary.length).toBeLessThanOrEqual(5);
  });

  it('leaves out of the summary what only those who were there understand', async () => {
    const [cause] = (
      await sectionsOf('14:18 Eva Sol: found the problem with Tom in the room')
    )('summary').slice(-3);

    expect(cause).toBe('The cause is not known.');
  });

  it('is told as ruled out, after the act that had no effect', async () => {
    expect((await sectionsOf(LINES))('ruledOut')).toEqual([
      'Ben Ito wrote at 14:05 UTC: “I restarted the cache”. Cara Lind wrote at 14:09 UTC: “no difference, still empty”.',
    ]);
  });

  it('begins the impact with the number that was corrected last', async () => {
    expect((await sectionsOf(LINES))('impact')[0]).toBe(
      'Fay Ott wrote at 14:26 UTC: “2,735 customers lost their cart”.',
    );
  });

  it('leaves open what nobody answered or checked', async () => {
    expect((await sectionsOf(LINES))('notChecked').slice(0, 2)).toEqual([
      'Dan Roy wrote at 14:36 UTC: “did anybody look at the reminder mails? they read the same carts”.',
      'Cara Lind wrote at 14:37 UTC: “the archive was not checked by anyone so far”.',
    ]);
  });

  it('is an entry of the timeline however much else was written', async () => {
    const talk = Array.from(
      { length: 90 },
      (_, index) =>
        `14:${String(10 + (index % 40)).padStart(
          2,
          '0',
        )} Mei Tan: I deploy and restart host ${index} of checkout v1.${index} now`,
    ).join('\n');
    const entries = (await sectionsOf(`${LINES}\n${talk}`))('timeline').join();

    for (const words of ['swapped the index', 'decision:', 'there again']) {
      expect(entries).toContain(words);
    }
  });

  it('leaves a log line out of the summary where somebody wrote the same in words', async () => {
    const line: SubmitEvidenceNode = {
      id: 'line',
      sourceType: 'telemetry',
      timestamp: '2026-03-02T14:02:30.000Z',
      metadata: { service: 'component:default/checkout' },
      payload: {
        kind: 'log',
        level: 'error',
        message: 'x509: certificate has expired: https://psp.example/v3',
      },
    };
    const said =
      '14:20 Ines Brandt: so the cause is the expired certificate of checkout for psp.example';

    const told = await summaryWith([line, ...chatOf(said)]);
    expect(told).toContain('Ines Brandt wrote');
    expect(told).not.toContain('x509');
    expect(await summaryWith([line])).toContain('x509');
  });

  it('stands in full where it belongs, and in the timeline only by how it begins', async () => {
    const long =
      'so 2.4.1 swapped the index before the copy was complete and the carts of all customers were empty until it was';
    const section = await sectionsOf(`
      14:05 Ben Ito: I restarted the cache
      14:18 Eva Sol: ${long}`);

    expect(section('rootCause').join()).toContain(`“${long}”`);
    expect(section('timeline')).toContain(
      '14:18 UTC: Eva Sol wrote in #incident: “so 2.4.1 swapped the index before the copy was complete and …” (more under Root cause).',
    );
    expect(section('timeline').join()).not.toContain(long);
  });

  it('names a false alarm in the summary and under the root cause', async () => {
    const section = await sectionsOf(`
      14:12 Nia Pax: that is our load test, wrong URL in the job
      14:27 Hanna Ek: false alarm, the probe itself was broken`);
    const words =
      'Hanna Ek wrote at 14:27 UTC: “false alarm, the probe itself was broken”.';

    expect(section('summary')[0]).toMatch(
      /^INC-\d+ \(sev\d\) was reported for [\w, ]+ from 2026-03-02 14:02 UTC to .*UTC; /,
    );
    expect(section('summary')[0]).toContain(words);
    expect(section('summary').join(' ')).not.toMatch(/affected|Nobody/);
    expect(section('rootCause')[0]).toBe(`No cause is confirmed; ${words}`);
  });
});
