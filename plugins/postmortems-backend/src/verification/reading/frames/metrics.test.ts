import { verdictOf } from '../__testUtils__/bakery';

describe('sentences about metrics', () => {
  it.each([
    'The p99 latency of oven-control peaked at 200 ms.',
    'The latency_p99 of oven-control quadrupled to 0.2 s.',
    "Oven-control's error rate rose from zero to 25 % in about five minutes.",
    'The error rate of oven-control was back at zero by 10:08.',
    'At the peak, one in four oven-control requests failed.',
    'A quarter of the requests to oven-control failed at the peak.',
    'The p99 latency of till stayed flat at about 30 ms.',
    'The p99 latency of till never exceeded 30 ms.',
    'The p99 latency of till did not change during the incident.',
    'The queue depth of dough-queue grew tenfold.',
    'The queue depth of dough-queue peaked two minutes after the rollout of oven-control.',
    'The queue depth of dough-queue was ten times its usual level.',
    'The queue depth of dough-queue rose from 40 to 400 within ten minutes.',
    'The error rate of oven-control exceeded 20 % two minutes after the deployment.',
    'The p99 latency of oven-control was 50 ms before oven-control 4.2.0 was deployed.',
    'A fifth of the requests to oven-control failed at 10:07.',
    'The highest error rate of oven-control was about a quarter.',
  ])('supports %j', text => {
    expect(verdictOf(text, 'release')).toBe('supported');
  });

  it.each([
    'The p99 latency of till peaked at 200 ms.',
    'The p99 latency of oven-control never went above 0.2 ms.',
    'The p99 latency of oven-control did not change at all.',
    'The queue depth of dough-queue fell by a third between 10:03 and 10:05.',
    'The error rate of oven-control was back at zero by 10:06.',
    'The error rate of oven-control exceeded 10 % at 10:08.',
    'No requests to oven-control failed during the incident.',
    'The queue depth of dough-queue grew from 400 to 40.',
    'Roughly half of the requests to oven-control failed at the peak.',
  ])('contradicts %j', text => {
    expect(verdictOf(text)).toBe('contradicted');
  });

  it('contradicts a cited metric that is said to be of another service', () => {
    expect(
      verdictOf('The error rate of till rose to 25 %.', 'oven-errors'),
    ).toBe('contradicted');
  });

  it.each([
    'The p95 latency of oven-control peaked at 200 ms.',
    'The median latency of oven-control peaked at 200 ms.',
    'The error rate of oven-control in staging peaked at 25 %.',
    'The latency peaked at 200 ms.',
    'The p99 latency of oven-control was 100 ms.',
    'The p99 latency of oven-control doubled.',
    'The p99 latency of oven-control did not peak at 200 ms.',
    'The error rate of oven-control rarely rose to 25 %.',
    'The error rate of oven-control rose to 25 % for half of all customers.',
    'The p99 latency of oven-control never went above 200 microseconds.',
    'A quarter of all requests failed at the peak.',
  ])('leaves %j unverified', text => {
    expect(verdictOf(text)).toBe('unverified');
  });
});
