import type { Kind } from '../kinds';
import { matchesOf, type Hinted, type Rules, type Span } from '../Span';
import { isPlaceholder } from '../value';

/** Addresses that open a door to whoever has them, by what is in them. */
const CAPABILITIES: readonly (Hinted & { kind: Kind })[] = [
  {
    kind: 'Slack webhook',
    hints: ['hooks.slack'],
    pattern:
      /hooks\.slack(?:-gov)?\.com\/(?:services|workflows|triggers)\/([\w/.-]{8,200})/g,
  },
  {
    kind: 'Discord webhook',
    hints: ['/webhooks/'],
    pattern:
      /discord(?:app)?\.com\/api\/(?:v\d+\/)?webhooks\/\d{10,25}\/([\w-]{20,100})/g,
  },
  {
    kind: 'Teams webhook',
    hints: ['webhook.office'],
    pattern: /webhook\.office\.com\/webhookb2\/([\w@/-]{20,300})/g,
  },
  {
    kind: 'Teams webhook',
    hints: ['outlook.office'],
    pattern: /outlook\.office(?:365)?\.com\/webhook\/([\w@/-]{20,300})/g,
  },
  {
    kind: 'Google Chat webhook',
    hints: ['chat.googleapis'],
    pattern:
      /chat\.googleapis\.com\/v1\/spaces\/[\w-]+\/messages\?([^\s"'<>`\\]{10,400})/g,
  },
  {
    kind: 'Zapier webhook',
    hints: ['hooks.zapier'],
    pattern: /hooks\.zapier\.com\/hooks\/catch\/([\w/]{6,100})/g,
  },
  {
    kind: 'Make webhook',
    hints: ['.make.com'],
    pattern: /hook\.[a-z0-9.]{2,20}\.make\.com\/(\w{20,60})/g,
  },
  {
    kind: 'IFTTT key',
    hints: ['maker.ifttt'],
    pattern:
      /maker\.ifttt\.com\/trigger\/[\w-]+\/(?:json\/)?with\/key\/([\w-]{15,60})/g,
  },
  {
    kind: 'PagerDuty key',
    hints: ['pagerduty.com'],
    pattern:
      /events\.(?:eu\.)?pagerduty\.com\/(?:integration|x-ere)\/([A-Za-z0-9]{20,40})/g,
  },
  {
    kind: 'Opsgenie key',
    hints: ['opsgenie'],
    pattern: /opsgenie\.com\/[\w/.-]{0,60}apiKey=([\w-]{20,60})/g,
  },
  {
    kind: 'Healthchecks ping',
    hints: ['hc-ping'],
    pattern: /hc-ping\.com\/([0-9a-f-]{36}|[\w-]{20,40}\/[\w-]{1,80})/g,
  },
  {
    kind: 'Mattermost webhook',
    hints: ['/hooks/'],
    pattern: /\/hooks\/([a-z0-9]{26})(?![a-z0-9])/g,
  },
  {
    kind: 'Sentry key',
    hints: ['://'],
    pattern: /:\/\/[0-9a-f]{32}:([0-9a-f]{32})@/g,
  },
  {
    kind: 'Telegram token',
    hints: ['api.telegram'],
    pattern: /api\.telegram\.org\/bot(\d{6,12}:[\w-]{30,50})/g,
  },
  {
    kind: 'meeting link',
    hints: ['meet.google'],
    pattern:
      /meet\.google\.com\/((?:lookup\/[\w-]{6,40})|[a-z]{3,4}-[a-z]{3,5}-[a-z]{3,4})(?![a-z])/g,
  },
  {
    kind: 'meeting link',
    hints: ['meetup-join'],
    pattern:
      /teams\.(?:microsoft|live)\.com\/l\/meetup-join\/([^\s"'<>`\\]{10,600})/g,
  },
  {
    kind: 'meeting link',
    hints: ['/meet/'],
    pattern:
      /teams\.(?:microsoft|live)\.com\/meet\/[\w-]{5,40}\?p=([\w-]{4,60})/g,
  },
  {
    kind: 'meeting link',
    hints: ['webex.com'],
    pattern:
      /webex\.com\/[^\s"'<>`\\]{0,200}(?:MTID=|mtid=|\/j\.php\?)([\w=&-]{10,120})/g,
  },
  {
    kind: 'meeting link',
    hints: ['zoom'],
    pattern:
      /zoom(?:gov)?\.(?:us|com)\/[^\s"'<>`\\]{1,200}?[?&](?:pwd|tk|zak|uname)=([^\s"'<>`\\&#|]{3,600})/g,
  },
  {
    kind: 'meeting link',
    hints: ['chime.aws', 'bluejeans', 'whereby', 'gotomeet', 'meet.jit.si'],
    pattern:
      /(?:chime\.aws|bluejeans\.com|whereby\.com|gotomeet\.me|meet\.jit\.si)\/[^\s"'<>`\\]{1,200}?(?:roomKey|pin|jwt|passcode|\/)[=]?([\w.-]{4,600})(?=$|[\s"'<>`\\&)])/g,
  },
  {
    kind: 'invitation link',
    hints: ['shared_invite'],
    pattern: /slack\.com\/t\/[\w-]+\/shared_invite\/([\w~-]{10,200})/g,
  },
  {
    kind: 'shared secret link',
    hints: ['share.1password', 'send.bitwarden', 'onetimesecret', 'privnote'],
    pattern:
      /(?:share\.1password\.com\/s|send\.bitwarden\.com\/|onetimesecret\.com\/secret|privnote\.com)\/?(#?[\w/#-]{8,200})/g,
  },
  {
    kind: 'password reset link',
    hints: ['reset', 'magic', 'invit', 'activat'],
    pattern:
      /\/(?:reset|reset[-_]?password|password[-_]?reset|magic|magic[-_]?link|invite|invitations?|activate|activation)\/((?=[\w.~-]{0,60}\d)[\w.~-]{20,400})/g,
  },
  {
    kind: 'one-time password seed',
    hints: ['otpauth'],
    pattern: /otpauth(?:-migration)?:\/\/([^\s"'<>`\\]{6,600})/g,
  },
];

/** Parameters of an address that are secrets whatever their value looks like. */
const PARAMETER: Hinted = {
  hints: [
    'sig',
    'hmac',
    'token',
    'secret',
    'passw',
    'passcode',
    'key',
    'jwt',
    'pwd',
    'auth',
    'hdn',
    'ticket',
    'sas=',
  ],
  pattern:
    /(?:[?&#;]|&amp;|%26|%3F|\\u0026)((?:x-amz-(?:signature|security-token)|x-goog-signature|x-oss-signature|x-ms-signature|[a-z_.-]{0,30}(?:signature|token|secret|passw(?:or)?d|passcode|api[-_]?key|apikey|access[-_]?key|auth[-_]?key|jwt|hmac)|sig|pwd|auth|sid_token|hdnts|hdnea|hdntl|ticket|client_secret|subscription-key|sas))(?:=|%3D)([^\s"'<>`\\&#;)|]{4,4000})/gi,
};
/** Parameters that are secrets when their value looks like one. */
const WEAK_PARAMETER: Hinted = {
  hints: [
    'key=',
    'code=',
    '?k=',
    '?t=',
    '?s=',
    '?p=',
    '&k=',
    '&t=',
    '&s=',
    '&p=',
    'hash=',
    'session=',
    'credential=',
    'assertion=',
  ],
  pattern:
    /[?&](?:key|code|k|t|s|p|hash|session|credential|assertion|state_token)=([\w.~+/%=-]{20,4000})/gi,
};
const NOT_SECRET_PARAMETER =
  /^(?:(?:next|page|continuation|sync|pagination|cancellation|resume|scroll)[-_.]?(?:page)?[-_.]?token|token_?type|secret_?name)$/i;

function* findInUrls(
  text: string,
  literals: ReadonlySet<string>,
): Iterable<Span | undefined> {
  for (const form of CAPABILITIES) {
    for (const match of matchesOf(text, form, literals)) {
      const end = match.index + match[0].length;
      const start = end - (match[0].length - match[0].lastIndexOf(match[1]));
      yield { start, end: start + match[1].length, kind: form.kind };
    }
  }
  yield* findParameters(text, literals);
}

function kindOfParameter(name: string): Kind {
  if (/sig|hmac|hdn/i.test(name)) return 'signature in URL';
  return /pass|pwd/i.test(name) ? 'password' : 'token in URL';
}

function* findParameters(
  text: string,
  literals: ReadonlySet<string>,
): Iterable<Span | undefined> {
  for (const match of matchesOf(text, PARAMETER, literals)) {
    yield undefined;
    const [whole, name, value] = match;
    if (NOT_SECRET_PARAMETER.test(name) || isPlaceholder(value)) continue;
    const start = match.index + whole.length - value.length;
    const kind = kindOfParameter(name);
    yield { start, end: start + value.length, kind };
  }
  for (const match of matchesOf(text, WEAK_PARAMETER, literals)) {
    yield undefined;
    const [whole, value] = match;
    if (!/\d/.test(value) || !/[a-z]/i.test(value) || isPlaceholder(value)) {
      continue;
    }
    // Digests are names of contents, not secrets
    if (/^[0-9a-f]+$/i.test(value) && !/[?&](?:key|code)=/i.test(whole)) {
      continue;
    }
    const start = match.index + whole.length - value.length;
    yield { start, end: start + value.length, kind: 'token in URL' };
  }
}

/** Addresses that open a door by themselves, or with one of their parameters. */
export const urls: Rules = {
  find: findInUrls,
  literals: [...CAPABILITIES, PARAMETER, WEAK_PARAMETER].flatMap(
    ({ hints }) => hints,
  ),
};
