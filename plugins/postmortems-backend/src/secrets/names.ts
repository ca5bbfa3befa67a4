import { remembered } from '../platform/text/remembered';
import type { Kind } from './kinds';
/**
 * How much a name says of its value: `strong` names a secret whatever the
 * value, `weak` only when the value looks like one.
 */
export type SecretName = { kind: Kind; strength: 'strong' | 'weak' };

const PASSWORDS = new Set(
  'password passwd passphrase passwort kennwort passcode pwd pass pw psw pswd mdp userpass contraseña contrasena senha wachtwoord heslo hasło haslo пароль 密码 密碼 パスワード lozinka lösenord losenord salasana parola'.split(
    ' ',
  ),
);
const PASSWORD_ENDINGS =
  /^(?!.*(?:by|com|sur|tres|over|under|tres|bi|im)pass$)\w*(?:password|passwd|passphrase|passwort|kennwort|authtok|userpass|dbpass|sqlpass|keypass|storepass|requirepass|adminpass|rootpass|ftppass|mysqlpwd|sapwd|rootpw|bindpw|adminpw|dbpw)$/;
const TOKEN_ENDINGS =
  /^\w*(?:authtoken|accesstoken|refreshtoken|bearertoken|sessiontoken|apitoken|bottoken|csrftoken|xsrftoken|idtoken|pushtoken|webhooktoken|usertoken|deploytoken|jobtoken|pat)$/;
const SECRET_ENDINGS =
  /^\w*(?:clientsecret|appsecret|apisecret|jwtsecret|sharedsecret|signingsecret|webhooksecret|consumersecret|sessionsecret|cookiesecret|hmacsecret|totpsecret|mfasecret)$/;
const KEY_ENDINGS =
  /^\w*(?:apikey|accesskey|secretkey|privatekey|authkey|masterkey|accountkey|sharedkey|signingkey|encryptionkey|licensekey|deploykey|appkey|integrationkey|sharedaccesskey|storagekey|functionkey|hostkey|subscriptionkey|geniekey|writekey|ingestkey|unsealkey|presharedkey|secretaccesskey|kmskey|cryptokey)$/;

/** What makes a key a secret one. */
const KEY_QUALIFIERS = new Set(
  'api access secret private signing encryption encrypt decryption master account shared storage auth license licence integration subscription deploy ssh hmac aes rsa webhook application app ingest ingestion write sas root unseal recovery admin preshared psk genie functions function jwt session cookie client wg wireguard gpg pgp tls ssl seal security service'.split(
    ' ',
  ),
);
/** What makes a token, secret or key something else. */
const HARMLESS_QUALIFIERS = new Set(
  'public next page continuation sync pagination cancellation cancel fencing idempotency resume progress scroll delivery partition sort primary foreign cache routing shard hash group object row index lookup map config search sequence range last first start end pad bos eos stop unk special mask prompt completion input output request max min num total count csrfless translation i18n trace span correlation dedup deduplication alias fingerprint'.split(
    ' ',
  ),
);
/** Words after which the name still denotes the secret itself. */
const TRAILING = new Set(
  'value string str text plain plaintext raw b64 base64 base64encoded encoded old new current previous prod production staging stage dev test qa uat live base data header hdr env var primary secondary admin user root main master default ro rw readonly db database postgres postgresql mysql mongo mongodb redis rabbitmq kafka smtp ldap aws gcp azure github gitlab slack stripe datadog pagerduty grafana vault eu us apac internal external backup replica'.split(
    ' ',
  ),
);

const EXACT = new Map<string, SecretName>(
  (
    [
      ['authorization', 'credentials', 'strong'],
      ['proxy-authorization', 'credentials', 'strong'],
      ['cookie', 'cookie', 'strong'],
      ['set-cookie', 'cookie', 'strong'],
      ['cookies', 'cookie', 'weak'],
      ['set-cookie2', 'cookie', 'strong'],
      ['jsessionid', 'session cookie', 'strong'],
      ['phpsessid', 'session cookie', 'strong'],
      ['connect.sid', 'session cookie', 'strong'],
      ['asp.net_sessionid', 'session cookie', 'strong'],
      ['.aspxauth', 'session cookie', 'strong'],
      ['_gitlab_session', 'session cookie', 'strong'],
      ['user_session', 'session cookie', 'strong'],
      ['sessionid', 'session cookie', 'weak'],
      ['laravel_session', 'session cookie', 'strong'],
      ['_authtoken', 'token', 'strong'],
      ['_auth', 'credentials', 'weak'],
      ['auth', 'credentials', 'weak'],
      ['bearer', 'token', 'weak'],
      ['.dockerconfigjson', 'credentials', 'strong'],
      ['.dockercfg', 'credentials', 'strong'],
      ['client-key-data', 'private key', 'strong'],
      ['dd-api-key', 'Datadog key', 'strong'],
      ['dd-application-key', 'Datadog key', 'strong'],
      ['x-vault-token', 'Vault token', 'strong'],
      ['private-token', 'GitLab token', 'strong'],
      ['job-token', 'GitLab token', 'strong'],
      ['x-amz-security-token', 'AWS session token', 'strong'],
      ['aws_secret_access_key', 'AWS secret key', 'strong'],
      ['secretaccesskey', 'AWS secret key', 'strong'],
      ['aws_session_token', 'AWS session token', 'strong'],
      ['accountkey', 'Azure key', 'strong'],
      ['sharedaccesskey', 'Azure key', 'strong'],
      ['sharedaccesssignature', 'Azure key', 'strong'],
      ['totp', 'one-time password seed', 'weak'],
      ['identitytoken', 'token', 'strong'],
      ['registrytoken', 'token', 'strong'],
      ['id_token', 'token', 'strong'],
      ['secret_id', 'secret', 'weak'],
      ['pin', 'PIN', 'weak'],
      ['otp', 'one-time code', 'weak'],
      ['psk', 'password', 'strong'],
      ['routing_key', 'PagerDuty key', 'weak'],
      ['service_key', 'PagerDuty key', 'weak'],
      ['aws_secret_key', 'AWS secret key', 'strong'],
      ['requirepass', 'password', 'strong'],
      ['masterauth', 'password', 'strong'],
      ['secret_key_base', 'secret', 'strong'],
      ['secretkeybase', 'secret', 'strong'],
      ['samlresponse', 'credentials', 'strong'],
      ['creds', 'credentials', 'weak'],
      ['credentials', 'credentials', 'weak'],
      ['credential', 'credentials', 'weak'],
      ['mnemonic', 'recovery phrase', 'weak'],
      ['tok', 'token', 'weak'],
    ] as const
  ).map(([name, kind, strength]) => [name, { kind, strength }]),
);

/** The words of a name in snake, kebab, dotted or camel case. */
function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(word => word !== '');
}

const LONGEST_NAME = 100;
/** A quick look that spares most names the rest. */
const HINT =
  /pass|pw|psw|secret|tok|key|auth|cookie|cred|senha|wort|contrase|wachtwoord|heslo|has[lł]o|парол|密|パス|sess|sid|pin|seed|totp|otp|mfa|2fa|mnemonic|bearer|docker|parola|salasana|senord|lozinka|signature|phrase|psk|masterauth|saml|mdp|pat\b/i;

/** What a name says of its value, if it may be a secret. Most come again and again. */
export const readName = remembered(readNewName);

function readNewName(name: string): SecretName | undefined {
  if (name.length > LONGEST_NAME || !HINT.test(name)) return undefined;
  const exact = EXACT.get(name.toLowerCase());
  if (exact) return exact;
  const words = wordsOf(name).map(word => word.replace(/(?<=\D)\d{1,3}$/, ''));
  // What comes before says which one, what comes after is dropped while it does
  let last = words.length - 1;
  while (last > 0 && (TRAILING.has(words[last]) || /^\d+$/.test(words[last]))) {
    last -= 1;
  }
  const noun = words[last];
  const before = words.slice(0, last);
  if (noun === undefined) return undefined;
  if (PASSWORDS.has(noun) || PASSWORD_ENDINGS.test(noun)) {
    if (noun === 'pass' && before.length === 0 && last !== words.length - 1)
      return undefined;
    return {
      kind: noun === 'passcode' ? 'passcode' : 'password',
      strength: noun === 'pass' && before.length === 0 ? 'weak' : 'strong',
    };
  }
  if (noun === 'word' && before.at(-1) === 'pass') {
    return { kind: 'password', strength: 'strong' };
  }
  if (
    noun === 'phrase' &&
    ['pass', 'seed', 'recovery', 'mnemonic'].includes(before.at(-1) ?? '')
  ) {
    return { kind: 'recovery phrase', strength: 'strong' };
  }
  if (before.some(word => HARMLESS_QUALIFIERS.has(word))) return undefined;
  if (TOKEN_ENDINGS.test(noun) && (noun !== 'pat' || before.length > 0)) {
    return { kind: 'token', strength: noun === 'pat' ? 'weak' : 'strong' };
  }
  if (noun === 'token' || noun === 'tok') {
    return { kind: 'token', strength: before.length > 0 ? 'strong' : 'weak' };
  }
  if (noun === 'auth' && before[0] === 'x') {
    return { kind: 'token', strength: 'weak' };
  }
  if (SECRET_ENDINGS.test(noun)) return { kind: 'secret', strength: 'strong' };
  if (noun === 'secret') {
    return { kind: 'secret', strength: before.length > 0 ? 'strong' : 'weak' };
  }
  if (KEY_ENDINGS.test(noun)) return { kind: 'API key', strength: 'strong' };
  if (noun === 'key' && before.some(word => KEY_QUALIFIERS.has(word))) {
    return {
      kind: before.includes('private') ? 'private key' : 'API key',
      strength: before.some(word =>
        [
          'client',
          'service',
          'session',
          'app',
          'function',
          'storage',
          'write',
          'root',
          'tls',
          'ssl',
          'security',
          'account',
          'admin',
          'application',
        ].includes(word),
      )
        ? 'weak'
        : 'strong',
    };
  }
  if (
    noun === 'seed' &&
    before.some(word =>
      ['otp', 'totp', 'mfa', '2fa', 'hotp', 'authenticator', 'factor'].includes(
        word,
      ),
    )
  ) {
    return { kind: 'one-time password seed', strength: 'strong' };
  }
  if (
    ['cookie', 'authorization', 'creds', 'credential', 'credentials'].includes(
      noun,
    ) &&
    before.length > 0
  ) {
    return {
      kind: noun === 'cookie' ? 'cookie' : 'credentials',
      strength: 'weak',
    };
  }
  return undefined;
}
