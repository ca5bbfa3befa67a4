import type { JsonValue } from '@postmortems/backstage-plugin-postmortems-common';
import * as fc from 'fast-check';
import {
  alphanumeric,
  base64,
  hex,
  PASSWORD,
  privateKey,
  STRONG_PASSWORD,
  token,
} from './__testUtils__/madeUp';
import { maskDelivery } from './maskDelivery';
import { maskInSteps, maskJson } from './maskJson';
import { removedSecrets } from './removedSecrets';

const p = PASSWORD;
const github = token('gh', 'p_', alphanumeric(36));

/** Secrets with the words that give them away. */
const told = fc.constantFrom(
  [github, github],
  [`password=${STRONG_PASSWORD}`, STRONG_PASSWORD],
  [`the password is ${STRONG_PASSWORD}`, STRONG_PASSWORD],
  [`postgres://app:${p}@db:5432/shop`, `:${p}@`],
  [privateKey(), alphanumeric(64, 1)],
  [`Authorization: Bearer ${alphanumeric(40)}`, alphanumeric(40)],
  [`DD_API_KEY: "${hex(32)}"`, hex(32)],
);

/** Words that announce nothing. */
const filler = fc.constantFrom(
  'the pod was restarted',
  'p99 latency 1.2s',
  'checkout-7d9f8b6c5d-x2k4p',
  '{"level":"info"}',
  '',
);

/** A value in objects and arrays. */
function nested(value: JsonValue, steps: readonly (string | number)[]) {
  return steps.reduce<JsonValue>(
    (inside, step) =>
      typeof step === 'number'
        ? [...Array(step).fill('a line'), inside]
        : { before: 1, [step]: inside },
    value,
  );
}

const steps = fc.array(
  fc.oneof(fc.constantFrom('a', 'text', 'payload', 'x/y'), fc.nat(3)),
  { maxLength: 12 },
);

describe('maskJson', () => {
  it('finds a secret at any depth, between other words, in texts and in keys', () => {
    fc.assert(
      fc.property(
        told,
        steps,
        filler,
        filler,
        fc.boolean(),
        ([text, secret], path, before, after, inKey) => {
          const around = `${before}\n${text}\n${after}`;
          const value = nested(inKey ? { [around]: 1 } : around, path);
          const masked = maskJson(value);
          expect(JSON.stringify(masked)).not.toContain(secret);
          expect(maskJson(masked)).toBe(masked);
          expect(removedSecrets(masked)).toHaveLength(1);
        },
      ),
    );
  });

  it('finds a secret in JSON within JSON', () => {
    fc.assert(
      fc.property(
        fc.nat(3),
        fc.constantFrom('password', 'apiKey', 'client_secret'),
        (levels, name) => {
          let text = JSON.stringify({ user: 'app', [name]: STRONG_PASSWORD });
          for (let level = 0; level < levels; level += 1) {
            text = JSON.stringify({ log: text });
          }
          expect(maskJson({ text }).text).not.toContain(STRONG_PASSWORD);
        },
      ),
    );
  });

  it('finds a secret after 100,000 characters', () => {
    for (const [text, secret] of [
      [github, github],
      [`pw: ${p}`, p],
    ]) {
      const masked = maskJson(`${'a line of a log\n'.repeat(7_000)}${text}`);
      expect(masked).not.toContain(secret);
    }
  });

  it.each<[string, JsonValue]>([
    ['under its name', { password: p }],
    ['as a number', { password: 12345678 }],
    ['under a name with an object', { password: { value: p } }],
    ['beside its name', { env: [{ name: 'DB_PASSWORD', value: p }] }],
    ['beside its title', { title: 'Password', value: p, short: true }],
    ['as a change of a field', { field: 'password', old: p, new: 'x' }],
    ['as a pair', { headers: [['X-Api-Key', alphanumeric(24)]] }],
    ['in a list', { 'x-api-key': [alphanumeric(24)] }],
    ['after a flag', ['mysql', '--password', p]],
    ['after a short flag', ['curl', '-u', `bob:${p}`]],
    ['in the next line', ['Password:', p]],
    [
      'in the next piece of a rich text',
      [
        { type: 'text', text: 'the password is ' },
        { type: 'text', text: p, style: { code: true } },
      ],
    ],
    ['as lines of a key', privateKey().split('\n')],
    ['in a manifest', { kind: 'Secret', data: { foo: base64(p) } }],
    ['in a docker config', { auths: { 'x.io': { auth: base64(`b:${p}x`) } } }],
    ['in a secret store', { SecretString: JSON.stringify({ password: p }) }],
  ])('finds a secret %s', (_, value) => {
    const masked = JSON.stringify(maskJson(value));
    expect(masked).toContain('[removed: ');
    for (const secret of [
      p,
      '12345678',
      alphanumeric(24),
      alphanumeric(64, 2),
      base64(p),
      base64(`b:${p}x`),
    ]) {
      expect(masked).not.toContain(secret);
    }
  });

  it.each<JsonValue>([
    { secretName: 'x-1', token_type: 'bearer', secret: false },
    { usage: { input_tokens: 12345678, max_tokens: 4096 } },
    { name: 'password', required: true, type: 'string' },
    { key: 'value', value: 'x1y2z3a4' },
    { kind: 'Secret', metadata: { name: 'a1b2c3' } },
    ['--token-file', '/var/run/x'],
    ['the pod is', 'checkout-7d9f8b6c5d-x2k4p'],
    { credentials: 'include', password: null, cookies: [] },
  ])('returns %j itself', value => {
    expect(maskJson(value)).toBe(value);
  });

  it('masks the same when others mask in its pauses', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(told, filler), { minLength: 1 }),
        fc.array(told, { minLength: 1 }),
        (own, others) => {
          const value = {
            text: own.map(([[text], words]) => `${words} ${text}`).join('\n'),
            lines: own.map(([[line]]) => ({ line })),
          };
          const masked = maskJson(value);
          const work = maskInSteps(value);
          let step = work.next();
          for (let turn = 0; !step.done; turn += 1) {
            maskJson(others[turn % others.length]);
            step = work.next();
          }
          expect(step.value).toEqual(masked);
        },
      ),
    );
  });

  it('pauses often in a text without secrets', () => {
    const text = 'the token bucket was empty '.repeat(1000);
    const pauses = [...maskInSteps({ text })];
    expect(pauses.length).toBeGreaterThan(1000);
  });
});

describe('maskJson on odd values', () => {
  it('keeps keys apart that differ only in their secrets', () => {
    const other = token('gh', 'p_', alphanumeric(36, 8));
    expect(maskJson({ [github]: 1, [other]: 2 })).toEqual({
      '[removed: GitHub token]': 1,
      '[removed: GitHub token] (2)': 2,
    });
  });

  it('survives any depth', () => {
    const deep = JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`);
    expect(maskJson(deep)).toBe(deep);
  });
});

describe('removedSecrets', () => {
  it('says what stood where', () => {
    expect(
      removedSecrets(maskJson({ a: [{ 'b/c': `see ${github}, pw: ${p}` }] })),
    ).toEqual([
      { kind: 'GitHub token', pointer: '/a/0/b~1c' },
      { kind: 'password', pointer: '/a/0/b~1c' },
    ]);
  });

  it('does not take any bracket for a marker', () => {
    expect(removedSecrets({ a: '[removed: all of it] [removed] [x]' })).toEqual(
      [],
    );
  });
});

describe('maskDelivery', () => {
  it('keeps a body without secrets byte by byte', async () => {
    for (const body of ['{ "a":1.0 }', 'a=b%20c&d=', 'plain', '', '{"broken']) {
      expect(await maskDelivery(body)).toBe(body);
    }
  });

  it('masks JSON, forms with JSON in them, and text', async () => {
    const json = JSON.stringify({ text: `pw: ${p}` });
    expect(JSON.parse(await maskDelivery(json))).toEqual({
      text: 'pw: [removed: password]',
    });
    const form = await maskDelivery(
      new URLSearchParams({
        payload: json,
        token: alphanumeric(24),
      }).toString(),
    );
    expect(Object.fromEntries(new URLSearchParams(form))).toEqual({
      payload: '{"text":"pw: [removed: password]"}',
      token: '[removed: token]',
    });
    expect(await maskDelivery(`pw: ${p}`)).toBe('pw: [removed: password]');
  });
});
