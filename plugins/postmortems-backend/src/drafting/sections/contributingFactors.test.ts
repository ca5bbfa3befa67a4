import { chatOf } from '../../__testUtils__/chat';
import { shopCase, shopTemplate } from '../../__testUtils__/shopIncident';
import { ClaimVerifier } from '../../verification';
import { DeterministicSynthesiser } from '../DeterministicSynthesiser';

const factorsIn = async (lines: string, withTrace = false) => {
  const one = shopCase({
    withTrace,
    ...(!withTrace && { evidence: chatOf(lines) }),
  });
  const { sections } = await new DeterministicSynthesiser().synthesise({
    ...one,
    template: shopTemplate,
  });
  const verifier = new ClaimVerifier();
  return sections
    .find(({ id }) => id === 'contributingFactors')!
    .blocks.flatMap(({ claims }) =>
      claims.map(claim => ({
        text: claim.text,
        verdict: verifier.verify(claim, one.facts).verdict,
      })),
    );
};

describe('contributing factors that nobody investigated', () => {
  it.each([
    'there is no monitoring of the expiry of client certificates at all',
    'builds fail since saturday. we have no alert for that',
    'we had a clock alert before, it did not get carried over',
    'the alert on rejects only goes off at 20%, so nobody got paged',
    'inodes have no alert, only bytes',
    'the memory limit was never set',
    'that is the kernel default limit',
    'the health check was switched off in march',
    'nobody reviewed the change of the routes',
    'the alert goes to a mailbox, nobody reads that at night',
    'the app retries on 504',
    'the runbook for the bridge is from 2022',
    'rolled out without a canary for the north',
  ])('are what people name in chat, as not confirmed: %s', async text => {
    expect(await factorsIn(`14:40 Eva Sol: ${text}`)).toEqual([
      {
        text: `Eva Sol wrote at 14:40 UTC (not confirmed): “${text}”.`,
        verdict: 'supported',
      },
    ]);
  });

  it.each([
    'did nobody get an alert for this?',
    'checkout looks normal to me, no alert so far',
    'whole weekend quiet, no alert. closing',
    'we should add an alert for that',
    'nobody looked at it yet',
    'alert cleared',
    'the test passes again',
    '31,000 retries in those ten days',
    'no errors for an hour',
    'no alert for four hours. looks like it was 2.4.1',
  ])('are not whatever names an alert or a test: %s', async text => {
    expect((await factorsIn(`14:40 Eva Sol: ${text}`))[0].text).toBe(
      'No investigation was recorded: no contributing factor is known.',
    );
  });
  it('are looked for in a message of 250 KiB without holding anybody up', async () => {
    const started = performance.now();
    await factorsIn(`14:40 Eva Sol: ${'retry upstream 7 '.repeat(15_000)}`);
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});
