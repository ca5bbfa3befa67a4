import { checkConnection, tryEach } from './checkConnection';

const fail = (message: string) => async () => {
  throw new Error(message);
};

describe('checkConnection', () => {
  it('says what answered, or what is wrong', async () => {
    expect(await checkConnection('Shop', async () => 'It answers')).toEqual({
      target: 'Shop',
      ok: true,
      message: 'It answers',
    });
    expect(await checkConnection('Shop', fail('It is closed'))).toEqual({
      target: 'Shop',
      ok: false,
      message: 'It is closed',
    });
  });
});

describe('tryEach', () => {
  const good = async () => {};

  it('says what failed, and what all failed with once', async () => {
    await expect(tryEach({ users: good })).resolves.toBeUndefined();
    await expect(
      tryEach({
        users: fail('No right'),
        notes: good,
        alerts: fail('No right'),
        services: fail('Gone'),
      }),
    ).rejects.toThrow(/^users, alerts: No right; services: Gone$/);
    await expect(
      tryEach({ users: fail('Closed'), notes: fail('Closed') }),
    ).rejects.toThrow(/^Closed$/);
  });
});
