import { matchesOf, type Hinted, type Rules, type Span } from '../Span';
import { isPlaceholder } from '../value';

const REST = `[^\\n|;&]{0,200}?`;
const VALUE = `(?:"([^"\\n]{3,200})"|'([^'\\n]{3,200})'|([^\\s"'|;&]{3,200}))`;
function option(
  hints: readonly string[],
  commands: string,
  flags: string,
): Hinted {
  return {
    hints,
    pattern: new RegExp(
      `(?<![\\w-])(?:${commands})\\b${REST}\\s(?:${flags})${VALUE}`,
      'g',
    ),
  };
}

/** Commands and statements that take a password without naming it. */
const COMMANDS: readonly Hinted[] = [
  // With a space after it, -p asks
  option(
    ['mysql', 'mariadb', 'mytop', 'xtrabackup'],
    'mysql\\w*|mariadb\\w*|mytop|xtrabackup',
    '-p(?![\\s-])',
  ),
  option(['sshpass'], 'sshpass', '-p\\s*'),
  option(['redis-cli'], 'redis-cli', '-a\\s+'),
  option(
    ['login', 'crane'],
    '(?:docker|podman|nerdctl|helm\\s+registry|az|oc|skopeo|oras|regctl\\s+registry)\\s+login|crane\\s+auth\\s+login',
    '-p[= ]\\s*',
  ),
  option(['mongo'], 'mongo(?:sh|dump|restore|export|import)?', '-p\\s+'),
  option(['ldap'], 'ldap(?:search|add|modify|delete|whoami|passwd)', '-w\\s+'),
  option(
    ['zip', '7z', 'unrar'],
    'zip|7z|7za|unzip|unrar',
    '-P\\s+|-p(?![\\s-])',
  ),
  option(['openssl'], 'openssl', '-pass(?:in|out)?\\s+pass:'),
  option(['freerdp', 'rdesktop'], 'xfreerdp|rdesktop', '/p:|-p\\s+'),
  option(['htpasswd'], 'htpasswd', '-\\w*b\\w*\\s+\\S+\\s+\\S+\\s+'),
  option(
    ['rabbitmqctl'],
    'rabbitmqctl',
    '(?:add_user|change_password|authenticate_user)\\s+\\S+\\s+',
  ),
  option(['net user'], 'net', 'user\\s+[\\w.-]+\\s+(?!/)'),
  option(
    ['vault login', 'unseal'],
    'vault',
    'login\\s+(?!-)|operator\\s+unseal\\s+(?!-)',
  ),
  option(
    ['configure set'],
    'aws',
    'configure\\s+set\\s+\\w*(?:secret|token)\\w*\\s+',
  ),
  option(['snmp'], 'snmp\\w+', '-A\\s+'),
  option(['snmp'], 'snmp\\w+', '-X\\s+'),
  option(['ipmitool'], 'ipmitool', '-P\\s+'),
  option(['sqlcmd', 'bcp', 'osql'], 'sqlcmd|bcp|osql', '-P\\s*'),
  option(['cqlsh', 'nodetool'], 'cqlsh|nodetool', '-p\\s+|-pw\\s+'),
  {
    hints: [
      'curl',
      'wget',
      'http ',
      'https ',
      'httpie',
      'xh ',
      'lftp',
      'siege',
      'ab ',
    ],
    pattern: new RegExp(
      `(?<![\\w-])(?:curl|wget|http|https|httpie|xh|ab|lftp|siege)\\b${REST}\\s(?:-\\w{0,3}u|--user|--proxy-user|-U|-A|-a|--auth|--basic)[= ]?\\s*["']?[^\\s:"']{0,64}:([^\\s"'|;&]{2,200})`,
      'g',
    ),
  },
  {
    hints: ['chpasswd'],
    pattern:
      /\becho\s+(?:-n\s+|-e\s+)?["']?[\w.-]{1,32}:([^\s"'|]{3,128})["']?\s*\|\s*(?:sudo\s+)?chpasswd/g,
  },
  {
    hints: ['login', 'sudo -s', '-s ', '--stdin', 'cryptsetup', 'gpg', 'kinit'],
    pattern:
      /\b(?:echo|printf|print)\s+(?:-n\s+|-e\s+|%s\s+)?["']?([^\s"'|]{4,200}?)(?:\\n)?["']?\s*\|\s*(?:sudo\s+(?:-\w+\s+)*)?(?:(?:docker|podman|helm registry|nerdctl) login|sudo -S|-S\b|passwd --stdin|cryptsetup|gpg|kinit)/g,
  },
  {
    hints: ['auth plain', 'auth login'],
    pattern: /\bAUTH (?:PLAIN|LOGIN) ([A-Za-z0-9+/]{8,400}={0,2})/g,
  },
  {
    // Redis
    hints: ['auth '],
    pattern:
      /(?:^|> ?|["'])AUTH (?:default )?(?!PLAIN|LOGIN)(?=\S{0,40}\d)([^\s"']{6,200})["']?[ \t]*$/gm,
  },
  {
    hints: ['snmp'],
    pattern:
      /\bsnmp(?:-server community|\w* [^\n]{0,80}?-c) (?!public\b|private\b)([^\s"']{4,60})/g,
  },
  {
    hints: ['identified '],
    pattern:
      /\bIDENTIFIED\s+(?:WITH\s+\w+\s+)?BY\s+(?:PASSWORD\s+)?["'“]([^"'”\n]{2,200})/gi,
  },
  {
    hints: ['securestring'],
    pattern: /\bConvertTo-SecureString\s+(?:-String\s+)?["']([^"'\n]{3,200})/gi,
  },
  {
    hints: [
      'networkcredential',
      'passwordcredential',
      'basicauth',
      'basic_auth',
      'basicawscredentials',
    ],
    pattern:
      /\b(?:NetworkCredential|\w*PasswordCredential|BasicAuthHandler|\w*BasicAuth|BasicAWSCredentials|basic_auth|basicAuth)\(\s*["'][^"'\n]{0,100}["'],\s*["']([^"'\n]{2,200})/g,
  },
  {
    // .pgpass
    hints: [':54', ':64', ':*:'],
    pattern:
      /^[\w.*-]{1,200}:(?:\d{4,5}|\*):[\w.*-]{1,64}:[\w.*-]{1,64}:(\S{3,200})$/gm,
  },
  {
    hints: ['from-literal'],
    pattern:
      /(?<![\w./-])--from-literal[= ]["']?[\w.-]{1,64}=["']?([^\s"']{3,200})/g,
  },
  {
    // Configurations of network devices
    hints: ['password ', 'secret '],
    pattern: /\b(?:password|secret)\s+[057-9]\s+(\S{4,200})/gi,
  },
];
/** `Bearer X` and `Basic X` without their header. */
const BEARER: Hinted = {
  hints: ['bearer'],
  pattern: /(?<![\w-])Bearer[ \t]+([\w.~+/=-]{16,4096})/gi,
};
const BASIC: Hinted = {
  hints: ['basic '],
  pattern: /(?<![\w-])Basic[ \t]+([A-Za-z0-9+/]{8,400}={0,2})(?![\w+/=])/gi,
};

function* findInCommands(
  text: string,
  literals: ReadonlySet<string>,
): Iterable<Span> {
  for (const form of COMMANDS) {
    for (const match of matchesOf(text, form, literals)) {
      const value = match.slice(1).find(group => group !== undefined)!;
      if (isPlaceholder(value) || /^[$%{<(/]/.test(value)) continue;
      const start = match.index + match[0].lastIndexOf(value);
      yield { start, end: start + value.length, kind: 'password' };
    }
  }
  for (const match of matchesOf(text, BEARER, literals)) {
    const [whole, value] = match;
    if (!/\d/.test(value) || isPlaceholder(value)) continue;
    const start = match.index + whole.length - value.length;
    yield { start, end: start + value.length, kind: 'token' };
  }
  for (const match of matchesOf(text, BASIC, literals)) {
    const pair = Buffer.from(match[1], 'base64').toString('latin1');
    if (!/^[\x20-\x7e]{1,200}:[\x20-\x7e]{0,200}$/.test(pair)) continue;
    const start = match.index + match[0].length - match[1].length;
    yield { start, end: start + match[1].length, kind: 'credentials' };
  }
}

/** What commands, statements and calls are given without its name. */
export const commands: Rules = {
  find: findInCommands,
  literals: [...COMMANDS, BEARER, BASIC].flatMap(({ hints }) => hints),
};
