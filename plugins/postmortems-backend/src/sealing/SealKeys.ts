import type { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';

const ROOT = 'postmortems.sealing';
const PATH = `${ROOT}.keys`;

type SealKey = { id: string; publicKey: KeyObject; privateKey?: KeyObject };

/** What is known of a signature. */
export type SignatureState = 'valid' | 'invalid' | 'unknown_key' | 'unsigned';

/**
 * The Ed25519 keys of the configuration: the first one with a private part signs,
 * all of them verify.
 */
export class SealKeys {
  readonly #keys: readonly SealKey[];
  readonly #unsignedThrough: number;

  static none(): SealKeys {
    return new SealKeys([]);
  }

  /** Throws `InputError` that names the key which cannot be read. */
  static fromConfig(config: RootConfigService): SealKeys {
    const keys = config.getOptionalConfigArray(PATH) ?? [];
    const unsignedThrough =
      config.getOptionalNumber(`${ROOT}.unsignedThrough`) ?? 0;
    if (!Number.isInteger(unsignedThrough) || unsignedThrough < 0) {
      throw new InputError(
        `${ROOT}.unsignedThrough must be the number of an entry, or 0`,
      );
    }
    return new SealKeys(
      keys.map((key, index) => {
        const at = `${PATH}[${index}]`;
        const privateText = key.getOptionalString('privateKey');
        const publicText = key.getOptionalString('publicKey');
        if (!privateText && !publicText) {
          throw new InputError(`${at} needs a privateKey or a publicKey`);
        }
        const privateKey = privateText
          ? read(`${at}.privateKey`, () => createPrivateKey(pem(privateText)))
          : undefined;
        const derived = privateKey && createPublicKey(privateKey);
        const publicKey = publicText
          ? read(`${at}.publicKey`, () => createPublicKey(pem(publicText)))
          : derived!;
        if (derived && !derived.equals(publicKey)) {
          throw new InputError(
            `${at}.publicKey does not belong to ${at}.privateKey: leave it out, it follows from the private key`,
          );
        }
        return { id: key.getString('id'), publicKey, privateKey };
      }),
      unsignedThrough,
    );
  }

  /** @param unsignedThrough - the last entry that is older than the first key */
  constructor(keys: readonly SealKey[], unsignedThrough: number = 0) {
    const ids = keys.map(({ id }) => id);
    const twice = ids.find((id, index) => ids.indexOf(id) !== index);
    if (twice) throw new InputError(`${PATH} has the id '${twice}' twice`);
    this.#keys = keys;
    this.#unsignedThrough = unsignedThrough;
  }

  /** Whether new entries are signed. */
  get canSign(): boolean {
    return this.#keys.some(({ privateKey }) => privateKey);
  }

  /** Whether an entry may be without a signature: only one that is older than the first key. */
  mayBeUnsigned(sequence: number): boolean {
    return this.#keys.length === 0 || sequence <= this.#unsignedThrough;
  }

  /** Whether an entry can be relied on, as far as the keys can tell. */
  trusts(entry: {
    sequence: number;
    entry_hash: string;
    key_id: string | null;
    signature: string | null;
  }): boolean {
    if (this.#keys.length === 0) return true;
    const state = this.check(entry.entry_hash, {
      keyId: entry.key_id,
      signature: entry.signature,
    });
    return state === 'unsigned'
      ? this.mayBeUnsigned(entry.sequence)
      : state === 'valid';
  }

  /** Nothing without a private key. */
  sign(hash: string): { keyId: string; signature: string } | undefined {
    const key = this.#keys.find(({ privateKey }) => privateKey);
    if (!key?.privateKey) return undefined;
    return {
      keyId: key.id,
      signature: sign(null, Buffer.from(hash), key.privateKey).toString(
        'base64',
      ),
    };
  }

  check(
    hash: string,
    signed: { keyId: string | null; signature: string | null },
  ): SignatureState {
    const { keyId, signature } = signed;
    if (keyId === null || signature === null) return 'unsigned';
    const key = this.#keys.find(({ id }) => id === keyId);
    if (!key) return 'unknown_key';
    return verify(
      null,
      Buffer.from(hash),
      key.publicKey,
      Buffer.from(signature, 'base64'),
    )
      ? 'valid'
      : 'invalid';
  }
}

/** Environment variables often have `\n` for the ends of lines. */
function pem(text: string): string {
  return text.replaceAll('\\n', '\n');
}

function read(at: string, parse: () => KeyObject): KeyObject {
  let key: KeyObject;
  try {
    key = parse();
  } catch {
    // The message of the parser may repeat what it was given
    throw new InputError(
      `${at} is not a PEM key. Make one with: openssl genpkey -algorithm ed25519`,
    );
  }
  if (key.asymmetricKeyType !== 'ed25519') {
    throw new InputError(`${at} is not an Ed25519 key`);
  }
  return key;
}
