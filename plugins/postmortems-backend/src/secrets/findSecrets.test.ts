import {
  alphanumeric,
  base32,
  base64,
  hex,
  jwt,
  PASSWORD,
  privateKey,
  STRONG_PASSWORD,
  token,
} from './__testUtils__/madeUp';
import { atOnce } from '../platform/Turns';
import { findSecrets } from './findSecrets';
import { maskText } from './maskText';

const key = alphanumeric(40);
const uuid = '0a1b2c3d-1111-4222-8333-abcdefabcdef';
const p = PASSWORD;
const credentials = base64(`bob:${p}x`);

/** Texts in which the secret stands between « and ». */
const FOUND: Record<string, string[]> = {
  'in assignments, YAML and JSON': [
    `DB_PASSWORD=«${p}»`,
    `export PGPASSWORD=«${p}»; psql -h db`,
    `password: «${p}»`,
    `"password": "«${p}»",`,
    `{\\"password\\":\\"«${p}»\\"}`,
    `{\\\\\\"password\\\\\\":\\\\\\"«${p}»\\\\\\"}`,
    `'password' => '«${p}»',`,
    `const dbPass = "«${p}»";`,
    `passwd: !!str «${p}»`,
    `password: >-\n  «${p}»\nuser: x`,
    `- name: DB_PASSWORD\n  value: «${p}»`,
    `<password>«${p}»</password>`,
    `<add key="ApiKey" value="«${alphanumeric(32)}»"/>`,
    `| password | «${STRONG_PASSWORD}» |`,
    `setPassword("«${p}»")`,
    `spring.datasource.password=«${p}»`,
    `SECRET_KEY_BASE=«${hex(64)}»`,
    `TWILIO_AUTH_TOKEN=«${hex(32)}»`,
    `x-api-key: «${uuid}»`,
    `token: «${uuid}»`,
    `пароль: «${p}»`,
    `contraseña: «Verano${2023}»`,
  ],
  'in diffs': [
    `+  db_password: «${p}»`,
    `-    "apiKey": "«${hex(32)}»",`,
    `+${privateKey('OPENSSH ', '\n+').replace(/^([\s\S]+)$/, '«$1»')}`,
  ],
  'in sentences': [
    `the password is «${p}»`,
    'the password is «swordfish»',
    `The password for the staging db is «${p}», please rotate`,
    `I changed the admin password to «${STRONG_PASSWORD}»`,
    `My password’s «${p}»`,
    `pw: «${p}»`,
    `can someone confirm the root password («${STRONG_PASSWORD}») still works?`,
    `set REDIS_PASS to «${p}»`,
    `PIN for the door: «${4471}»`,
    `wifi: guest / «Welcome${2024}!»`,
    `root pw is now «${p}»`,
    `use password «Winter${2024}!» for now`,
    `creds: admin / «Pa55w0rd»!`,
    `log in with admin:«S3cr3t${'Pw'}»`,
    `password:\n«${STRONG_PASSWORD}»`,
    `le mot de passe est «Soleil${42}»`,
    `密码是«${p}»`,
    `the API key is «${alphanumeric(32)}»`,
    `here is the token: «${alphanumeric(32)}»`,
    `the new key for datadog: «${hex(32)}»`,
    `wifi passphrase: «correct horse battery staple»`,
    `Meeting ID: 987 6543 2101 Passcode: «${482913}»`,
  ],
  'told apart from their names': [
    `[09:12] ann: whats the pw for the old box?\n[09:13] bo: «${STRONG_PASSWORD}»\n[09:13] ann: thanks`,
    `oh the passwrod there is old, its «${STRONG_PASSWORD}» now`,
    `the user is locked out.\nUnlocked at 08:50, reset it to «${STRONG_PASSWORD}» and told her`,
    `log in as svc-backup with '«${STRONG_PASSWORD}»' when it prompts`,
    `what do I use for the ilo on rack 12?\nAdministrator\n«${STRONG_PASSWORD}»\nin`,
    `rob: switch login anyone?\nkim: «Bramble${40}Sky», the B is a capital`,
    `it asks for a passphrase\nfinn: «velvet tractor onion ninety»\nthanks`,
    `the keypad wants a code\nops: «${480916}» then the green button`,
    `did you export the secret too?\ntom: «${alphanumeric(40)}»`,
    `guest network? SSID war-room, key: «nachtzug zum see»`,
    `pour le compte, utilise «Ch@taigne${42}» comme mot de passe`,
    `he typed «${PASSWORD}x» for the password`,
    `password is\n«${PASSWORD}x»`,
    `my otp code is «${493021}»`,
    `SAP-User entsperrt, Initialkennwort: «${STRONG_PASSWORD}». Erledigt`,
    `identifiant admin, mdp «${STRONG_PASSWORD}»`,
    `rocommunity «${PASSWORD}x» 10.0.0.0/8`,
    `$sftp->login('exchange', '«${STRONG_PASSWORD}»')`,
    `BitLocker key:\n«${Array(8).fill(245591).join('-')}»`,
    `Das Passwort lautet jetzt «${STRONG_PASSWORD}» (Benutzer bleibt)`,
    `passphrase for that repo should be "«correct horse battery staple nine»"`,
    `setup key for the new phone: «${base32(24)
      .toLowerCase()
      .match(/.{4}/g)!
      .join(' ')}» - add it`,
    `prometheus:«${token('$2', 'y$05$', alphanumeric(53))}»`,
  ],
  'in addresses and connection strings': [
    `postgres://app:«${p}»@db.internal:5432/shop`,
    `redis://:«${p}»@cache:6379/0`,
    `mysql://root:«p@ss/w0rd»@db:3306/x`,
    `https://user:«pass»@example.com/x`,
    `https://«${key}»@git.example.com/a/b.git`,
    `app:«${p}»@tcp(db:3306)/shop`,
    `jdbc:postgresql://h:5432/d?user=a&password=«${p}»`,
    `jdbc:oracle:thin:scott/«${p}»@//h:1521/x`,
    `Server=tcp:x;User ID=sa;Password=«${p}»;Encrypt=true`,
    `AccountName=x;AccountKey=«${alphanumeric(86)}==»;EndpointSuffix=x`,
    `https://x.blob.core.windows.net/c?sv=2022&sig=«${alphanumeric(43)}%3D»`,
    `https://b.s3.amazonaws.com/k?X-Amz-Signature=«${hex(64)}»`,
    `https://app.example.com/reset?token=«${alphanumeric(30)}»`,
    `https://acme.zoom.us/j/98765432101?pwd=«${alphanumeric(32)}»`,
    `Join: https://meet.google.com/«abc-defg-hij»`,
    `https://hooks.slack.com/services/«T01ABCDEF/B01ABCDEF/${alphanumeric(
      24,
    )}»`,
    `https://discord.com/api/webhooks/123456789012345678/«${alphanumeric(68)}»`,
    `https://events.pagerduty.com/integration/«${hex(32)}»/enqueue`,
    `otpauth://«totp/ACME:bob?secret=${base32(16)}&issuer=ACME»`,
  ],
  'in headers': [
    `Authorization: Bearer «${key}»`,
    `Authorization: Basic «${credentials}»`,
    `curl -H 'Authorization: Token «${hex(40)}»' https://x`,
    `authorization=[Bearer «${key}»]`,
    `Authorization: GenieKey «${uuid}»`,
    `Cookie: «session=${alphanumeric(24)}; theme=dark»`,
    `Set-Cookie: «sid=${alphanumeric(24)}»; Path=/; HttpOnly`,
    `X-Vault-Token: «${alphanumeric(26)}»`,
    `PRIVATE-TOKEN: «${alphanumeric(20)}»`,
  ],
  'in commands': [
    `mysql -u root -p«${p}» shop`,
    `curl -u admin:«${p}» https://x`,
    `sshpass -p «${p}» ssh x@y`,
    `redis-cli -h x -a «${p}» ping`,
    `docker login -u bob -p «${p}» reg.io`,
    `echo «${p}» | docker login -u x --password-stdin`,
    `CREATE USER bob WITH PASSWORD '«${p}»';`,
    `ALTER USER 'a'@'%' IDENTIFIED BY '«${p}»'`,
    `--password «${p}»`,
    `--token=«${key}»`,
    `ENV DB_PASSWORD «${p}»`,
    `machine api.example.com login bob password «${p}»`,
  ],
  'of vendors': [
    token('«AK', 'IA', base32(16), '»'),
    `aws_secret_access_key = «${key}»`,
    token('«AI', 'za', alphanumeric(35), '»'),
    token('«gh', 'p_', alphanumeric(36), '»'),
    token('«github', '_pat_', alphanumeric(82), '»'),
    token('«glp', 'at-', alphanumeric(20), '»'),
    token('«xo', 'xb-123456789012-', alphanumeric(24), '»'),
    token('«sk', '_live_', alphanumeric(24), '»'),
    token('«S', 'K', hex(32), '»'),
    token('«S', 'G.', alphanumeric(22), '.', alphanumeric(43), '»'),
    token('«np', 'm_', alphanumeric(36), '»'),
    token('«py', 'pi-AgE', alphanumeric(80), '»'),
    token('«sk', '-proj-', alphanumeric(48), '»'),
    token('«sk', '-ant-api03-', alphanumeric(93), '»'),
    token('«gl', 'sa_', alphanumeric(32), '_', hex(8), '»'),
    token('«hv', 's.', alphanumeric(24), '»'),
    token('«AT', 'ATT3', alphanumeric(170), '»'),
    token('«nt', 'n_', alphanumeric(46), '»'),
    token('«lin', '_api_', alphanumeric(40), '»'),
    token('«123456789', ':AA', alphanumeric(33), '»'),
    `DD_API_KEY=«${hex(32)}»`,
    `"routing_key": "«${hex(32)}»"`,
    `kubeadm join 10.0.0.1 --token «abcdef.${hex(16)}»`,
    `«${jwt()}»`,
  ],
  'of other kinds': [
    `«${privateKey()}»`,
    `key: "«${privateKey('', '\\n')}»"`,
    `client-key-data: «${base64(privateKey())}»`,
    `"auths": {"x.io": {"auth": "«${credentials}»"}}`,
    `TOTP secret: «${base32(16).replace(/(.{4})(?=.)/g, '$1 ')}»`,
    `recovery codes: «1a2b-3c4d 5e6f-7a8b»`,
    `kind: Secret\ndata:\n  foo: «${base64(p)}»\ntype: Opaque`,
    `conference PIN: «${4821}»`,
  ],
};

/** What only looks like a secret. */
const KEPT = [
  'commit 3f2a9c1d4e5b6a7f8091a2b3c4d5e6f708192a3b',
  `image: registry.io/app@sha256:${hex(64)}`,
  uuid,
  `trace_id=${hex(32)}`,
  `traceparent: 00-${hex(32)}-${hex(16)}-01`,
  'checkout-7d9f8b6c5d-x2k4p',
  `data:image/png;base64,${alphanumeric(200)}`,
  `integrity sha512-${alphanumeric(86)}==`,
  `etag: "${hex(32)}"`,
  `s3://bucket/path/${hex(32)}.parquet`,
  `key=${hex(40)}`,
  `idempotency-key: ${uuid}`,
  `next_page_token=${alphanumeric(30)}`,
  'the password is wrong',
  'Password: incorrect',
  'password is required',
  'the password is in 1Password',
  'We rotated the password and the token',
  'token expired at 2026-03-02T14:02:00Z',
  'invalid token: unexpected end of JSON input',
  'password=********',
  'password: <redacted>',
  ['API_KEY=$', '{API_KEY}'].join(''),
  'Authorization: Bearer $TOKEN',
  'apiKey: process.env.API_KEY',
  'password = config.db.password',
  'POSTGRES_PASSWORD_FILE=/run/secrets/pg',
  'PWD=/home/app',
  'secretName: db-credentials',
  'max_tokens=4096',
  'token bucket refilled at 100 tokens/s',
  'routing key orders.created',
  'key: orders:2024-01-01',
  'the key takeaway is that retries amplified load',
  'PASS: 12 tests',
  'compass: north1234',
  'author: svc-deploy-42',
  'password expiry is 90d',
  'login.passwort=Passwort',
  'how do I see if the password is locked?',
  'could not read secret: unauthorized',
  'logged in as Jane2Doe',
  'admin: use QueryV2Engine',
  'msgid "Password:"\nmsgstr "Kennwort:"',
  'DB_PASSWORD=changeme-please',
  `GITHUB_TOKEN=${token('gh', 'p_', 'x'.repeat(36))}`,
  `using RSA key ${hex(40).toUpperCase()}`,
  'pin it to 4821 then\npinned, 4821 is out',
  'login is slow\ncheckout-service: restarting checkout_v2 on node-17',
  '~ password = (sensitive value)\n id = "db-EB7898YMAJZ0ZCO"',
  'who is admin?\n**Jira Administrators**: they grant it',
  'Das Passwort ist falsch',
  'agent-inject-secret-db: "kv/data/prod/orders"',
  '"password": {"format": "password", "minLength": 12}',
  '-  password = input("Password: ")\n+  password = getpass.getpass(f"Password: ")',
  'Set-Cookie: theme=dark; Path=/',
  'is the password wrong?\nrestarting checkout-7 now',
  'the login page is slow, it is v2.14.1',
  'user reports: replicas low, set it to 12 now',
  'arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/db-Fe5Lvw',
  'password manager: 1Password',
  'API key id: key_ab12cd34',
  'kms key arn:aws:kms:us-east-1:123456789012:key/0a1b2c3d',
  'AUTH failed',
  'Failed password for root from 10.0.0.1 port 22 ssh2',
  'duplicate key value violates unique constraint "users_pkey"',
  'ssh://git@github.com/acme/app',
  'mailto:ada.lovelace1@example.com',
  'access token lifetime is 3600 seconds',
  'https://zoom.us/j/98765432101',
  `https://${hex(32)}@o123.ingest.sentry.io/456`,
  `https://github.com/acme/app/commit/${hex(40)}`,
  `-----BEGIN CERTIFICATE-----\n${alphanumeric(
    100,
  )}\n-----END CERTIFICATE-----`,
  `ssh key fingerprint SHA256:${alphanumeric(43)}`,
];

describe('findSecrets', () => {
  describe.each(Object.entries(FOUND))('finds secrets %s', (_, texts) => {
    it.each(texts)('%s', marked => {
      const start = marked.indexOf('«');
      const end = marked.indexOf('»') - 1;
      const text = marked.replace(/[«»]/g, '');
      const spans = atOnce(findSecrets(text));
      expect(spans).toHaveLength(1);
      expect(spans[0].start).toBeLessThanOrEqual(start);
      expect(spans[0].end).toBeGreaterThanOrEqual(end);
      // What stands around stays readable
      expect(spans[0].start).toBeGreaterThanOrEqual(start - 1);
      expect(spans[0].end).toBeLessThanOrEqual(end + 1);
      expect(maskText(maskText(text))).toBe(maskText(text));
    });
  });

  it.each(KEPT)('keeps %s', text => {
    expect(maskText(text)).toBe(text);
  });

  it('looks into brackets that only look like a removal', () => {
    const github = token('gh', 'p_', alphanumeric(36));
    expect(maskText(`x [removed: ${github}] y`)).not.toContain(github);
    expect(maskText('x [removed: password] y')).toBe('x [removed: password] y');
  });

  it('says what it found', () => {
    expect(maskText(`push with ${token('gh', 'p_', alphanumeric(36))}!`)).toBe(
      'push with [removed: GitHub token]!',
    );
    expect(maskText(`amqp://app:${p}@mq:5672/`)).toBe(
      'amqp://app:[removed: password]@mq:5672/',
    );
  });

  it('takes time that grows with the text, not with its square', () => {
    const units = [
      'password ',
      'password=',
      '-----BEGIN PRIVATE KEY-----',
      'https://a:',
      'https://a:b@',
      'password="',
      '\\\\\\"password',
      'creds ',
      'curl -x ',
      'eyJaaaaaaaaaaaa.',
      'login: a/',
      'user:pass@',
      'login m4rmelade ',
      'keypad \n',
      'password? ',
      'user set it to ',
      'totp abcd ',
      'kind: Secret\ndata:\n  a: b\n',
      '[removed: password] ',
      '?token=',
      'password the of a b c d e f ',
      'a',
      '/',
    ];
    const timeOf = (unit: string, size: number) => {
      const text = unit.repeat(size / unit.length);
      const started = process.cpuUsage();
      maskText(text);
      return process.cpuUsage(started).user / 1000;
    };
    for (const unit of units) {
      timeOf(unit, 20_000);
      const [once, fourTimes] = [40_000, 160_000].map(size =>
        timeOf(unit, size),
      );
      // Four times as long, with room for a busy machine: its square is 16
      expect({ unit, isLinear: fourTimes < 9 * once + 60 }).toEqual({
        unit,
        isLinear: true,
      });
    }
  });
});
