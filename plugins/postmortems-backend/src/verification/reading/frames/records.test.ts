import { verdictOf } from '../__testUtils__/bakery';

describe('sentences about the incident, steps and processes', () => {
  it.each([
    'The incident was a sev2.',
    'The incident lasted five minutes.',
    'The incident was detected two minutes after it began.',
    'The incident was mitigated at 10:07 UTC.',
    'The sourdough bake took twelve minutes.',
    'The sourdough bake finished at 09:52.',
    'The pods were restarted a minute before the rollback.',
    'No rollback was made for till.',
    'One alert fired for till.',
    'oven-control depends on dough-queue.',
    'oven-control logged "field weight is missing" 41 times.',
  ])('supports %j', text => {
    expect(verdictOf(text)).toBe('supported');
  });

  it.each([
    'The incident was a sev1.',
    'The incident lasted over an hour.',
    'The incident was mitigated at 11:07 UTC.',
    'The hypothesis that the till was slow was confirmed.',
    'The sourdough bake took nearly an hour.',
    'No alert fired for till.',
    'Three alerts fired for oven-control.',
    'dough-queue depends on oven-control.',
    'till logged "field weight is missing".',
    'oven-control logged "field weight is missing" 90 times.',
  ])('finds %j wrong', text => {
    expect(['contradicted', 'unsupported']).toContain(verdictOf(text));
  });

  it.each([
    'The hypothesis that the till was slow failed its check.',
    'The hypothesis that orders wait for it was confirmed.',
    'The sourdough bake failed at 09:52.',
    'The incident began.  Nobody knows why.',
    'Nobody noticed that the incident lasted five minutes.',
    'All pods were restarted a minute before the rollback.',
  ])('leaves %j unverified', text => {
    expect(verdictOf(text)).toBe('unverified');
  });

  it('proves no absence by the silence of a source that was not heard of the service', () => {
    expect(verdictOf('No rollback was made for dough-queue.')).toBe(
      'unverified',
    );
  });
});
