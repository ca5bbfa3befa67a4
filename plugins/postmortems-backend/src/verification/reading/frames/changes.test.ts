import { verdictOf } from '../__testUtils__/bakery';

describe('sentences about deployments and settings', () => {
  it.each([
    'Version 4.2.0 of oven-control was rolled out at 10:03 UTC.',
    'oven-control was upgraded from 4.1.7 to 4.2.0.',
    'oven-control was rolled back to 4.1.7 at 10:07:30.',
    'The release was live for four and a half minutes before it was rolled back.',
    'From the deployment to the rollback it took about four and a half minutes.',
    'The rollback came within five minutes of the deployment.',
    'MAX_TRAYS was changed from 48 to 12.',
    'Greta Olsen deployed oven-control 4.2.0.',
    'Tariq rolled oven-control back.',
    'Tariq rolled back oven-control 4.2.0.',
    'Tariq rolled oven-control back to 4.1.7 at 10:07.',
    'oven-control 4.2.0 was deployed by Greta at 10:03.',
    'oven-control 4.2.0 was deployed; two minutes later OvenTooSlow fired.',
    'MAX_TRAYS was lowered from 48 to 12.',
    'The release preceded the first error by just over a minute.',
  ])('supports %j', text => {
    expect(verdictOf(text, 'release', 'rollback')).toBe('supported');
  });

  it.each([
    'oven-control was upgraded from 4.2.0 to 4.1.7.',
    'MAX_TRAYS was changed from 12 to 48.',
    'oven-control was rolled back to 4.2.0.',
    'oven-control was rolled back at 11:07.',
    'Greta deployed oven-control 4.2.0 at 11:03.',
    'oven-control 4.2.0 was deployed, and OvenTooSlow fired an hour later.',
    'till 9.0.2 was deployed.',
    'The rollback happened 48 minutes after the deployment.',
  ])('contradicts %j', text => {
    expect(verdictOf(text, 'release', 'rollback')).toBe('contradicted');
  });

  it('does not support another actor than the one on record', () => {
    expect(verdictOf('Greta rolled oven-control back.')).toBe('unsupported');
  });

  it.each([
    'till 9.0.2 was deployed by Greta Olsen.',
    'oven-control 4.2.0 was almost deployed.',
    'MAX_TRAYS was raised from 48 to 12.',
    'Greta Olsen and Tariq Haddad deployed oven-control 4.2.0.',
    'oven-control 4.2.0 was deployed on purpose.',
    'Greta Olsen deployed oven-control 4.2.0 without review.',
    'oven-control 4.2.0 was not deployed.',
  ])('leaves %j unverified', text => {
    expect(verdictOf(text, 'release')).toBe('unverified');
  });
});
