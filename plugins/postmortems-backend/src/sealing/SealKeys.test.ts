import { mockServices } from '@backstage/backend-test-utils';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { SealKeys } from './SealKeys';

function pem(key: KeyObject): string {
  const type = key.type === 'private' ? 'pkcs8' : 'spki';
  return String(key.export({ type, format: 'pem' }));
}

function keysOf(sealing: Record<string, unknown>): SealKeys {
  return SealKeys.fromConfig(
    mockServices.rootConfig({ data: { postmortems: { sealing } as never } }),
  );
}

const first = generateKeyPairSync('ed25519');
const second = generateKeyPairSync('ed25519');

it('rejects a public key that does not belong to the private key beside it', () => {
  const of = (publicKey: KeyObject) => ({
    keys: [
      {
        id: '2026',
        privateKey: pem(first.privateKey),
        publicKey: pem(publicKey),
      },
    ],
  });
  expect(keysOf(of(first.publicKey)).canSign).toBe(true);
  expect(() => keysOf(of(second.publicKey))).toThrow(
    'postmortems.sealing.keys[0].publicKey does not belong to postmortems.sealing.keys[0].privateKey',
  );
});

it('rejects an unsignedThrough that is not the number of an entry', () => {
  expect(() => keysOf({ unsignedThrough: -1 })).toThrow('unsignedThrough');
  expect(() => keysOf({ unsignedThrough: 1.5 })).toThrow('unsignedThrough');
});
