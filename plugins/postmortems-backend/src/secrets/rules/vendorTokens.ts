import type { Kind } from '../kinds';
import { matchesOf, type Hinted, type Rules, type Span } from '../Span';

/**
 * Credentials that are known by how they begin. The first part is literal text,
 * so that one search finds the beginnings of all of them; the rest is tried
 * only there. Lengths are as the vendors document them, or at least as long as
 * the shortest that was ever issued.
 */
const FORMS: readonly [kind: Kind, begins: string, rest: RegExp][] = [
  ['AWS session token', 'IQoJb3JpZ2luX2Vj', /[A-Za-z0-9+/]{60,}={0,2}/],
  ['AWS access key', 'AKIA', /[A-Z0-9]{16}(?![A-Za-z0-9])/],
  ['AWS access key', 'ASIA', /[A-Z0-9]{16}(?![A-Za-z0-9])/],
  ['AWS access key', 'ABIA', /[A-Z0-9]{16}(?![A-Za-z0-9])/],
  ['AWS access key', 'ACCA', /[A-Z0-9]{16}(?![A-Za-z0-9])/],
  ['AWS Bedrock key', 'ABSK', /[A-Za-z0-9+/]{100,}={0,2}/],
  ['AWS Bedrock key', 'bedrock-api-key-', /[A-Za-z0-9+/=_-]{20,}/],
  ['Alibaba Cloud key', 'LTAI', /[A-Za-z0-9]{16,24}(?![A-Za-z0-9])/],
  ['Google API key', 'AIza', /[\w-]{35}/],
  ['Google OAuth token', 'ya29.', /[\w-]{20,}/],
  ['Google OAuth secret', 'GOCSPX-', /[\w-]{20,}/],
  ['Google refresh token', '1//0', /[\w-]{30,}/],
  ['GitHub token', 'ghp_', /[A-Za-z0-9]{30,255}/],
  ['GitHub token', 'gho_', /[A-Za-z0-9]{30,255}/],
  ['GitHub token', 'ghu_', /[A-Za-z0-9]{30,255}/],
  ['GitHub token', 'ghs_', /[\w.-]{30,1500}/],
  ['GitHub token', 'ghr_', /[A-Za-z0-9]{30,255}/],
  ['GitHub token', 'github_pat_', /\w{22,255}/],
  ['GitLab token', 'glpat-', /[\w.-]{20,300}/],
  ['GitLab token', 'gldt-', /[\w.-]{20,300}/],
  ['GitLab token', 'glrt-', /[\w.-]{20,300}/],
  ['GitLab token', 'glrtr-', /[\w.-]{20,300}/],
  ['GitLab token', 'glptt-', /[\w.-]{20,300}/],
  ['GitLab token', 'glft-', /[\w.-]{20,300}/],
  ['GitLab token', 'glsoat-', /[\w.-]{20,300}/],
  ['GitLab token', 'glimt-', /[\w.-]{20,300}/],
  ['GitLab token', 'glagent-', /[\w.-]{20,300}/],
  ['GitLab token', 'glcbt-', /[\w.-]{20,300}/],
  ['GitLab token', 'glffct-', /[\w.-]{20,300}/],
  ['GitLab token', 'gloas-', /[\w.-]{20,300}/],
  ['GitLab token', 'GR1348941', /[\w-]{20,}/],
  ['Bitbucket token', 'ATBB', /[A-Za-z0-9]{24,}/],
  ['Atlassian token', 'ATATT3', /[\w=-]{60,}/],
  ['Atlassian token', 'ATCTT3', /[\w=-]{60,}/],
  ['Atlassian token', 'ATSTT3', /[\w=-]{60,}/],
  ['Slack token', 'xoxb-', /[A-Za-z0-9-]{10,}/],
  ['Slack token', 'xoxp-', /[A-Za-z0-9-]{10,}/],
  ['Slack token', 'xoxa-', /[A-Za-z0-9-]{10,}/],
  ['Slack token', 'xoxo-', /[A-Za-z0-9-]{10,}/],
  ['Slack token', 'xoxr-', /[A-Za-z0-9-]{10,}/],
  ['Slack token', 'xoxs-', /[A-Za-z0-9-]{10,}/],
  ['Slack token', 'xoxc-', /[A-Za-z0-9-]{10,}/],
  ['Slack token', 'xoxd-', /[A-Za-z0-9%/+=-]{10,}/],
  ['Slack token', 'xoxe-', /[A-Za-z0-9-]{10,}/],
  ['Slack token', 'xoxe.xox', /[bp]-[A-Za-z0-9-]{10,}/],
  ['Slack token', 'xapp-', /\d-[A-Za-z0-9-]{10,}/],
  ['Slack token', 'xwfp-', /[A-Za-z0-9-]{10,}/],
  ['Stripe key', 'sk_live_', /[A-Za-z0-9]{10,}/],
  ['Stripe key', 'sk_test_', /[A-Za-z0-9]{10,}/],
  ['Stripe key', 'rk_live_', /[A-Za-z0-9]{10,}/],
  ['Stripe key', 'rk_test_', /[A-Za-z0-9]{10,}/],
  ['Stripe key', 'sk_org_', /\w{10,}/],
  ['webhook secret', 'whsec_', /[A-Za-z0-9+/=]{20,}/],
  ['Twilio key', 'SK', /[0-9a-f]{32}(?![A-Za-z0-9])/],
  ['SendGrid key', 'SG.', /[\w-]{16,64}\.[\w-]{16,64}/],
  ['Mailgun key', 'key-', /[0-9a-f]{32}(?![A-Za-z0-9])/],
  ['Brevo key', 'xkeysib-', /[0-9a-f]{64}-[A-Za-z0-9]{16}/],
  ['Brevo key', 'xsmtpsib-', /[0-9a-f]{64}-[A-Za-z0-9]{16}/],
  ['Resend key', 're_', /[A-Za-z0-9]{6,12}_[A-Za-z0-9]{20,}/],
  ['npm token', 'npm_', /[A-Za-z0-9]{36}/],
  ['PyPI token', 'pypi-', /AgE[\w-]{30,}/],
  ['RubyGems key', 'rubygems_', /[0-9a-f]{48}/],
  ['NuGet key', 'oy2', /[a-z0-9]{43}(?![A-Za-z0-9])/],
  ['crates.io token', 'cio', /[A-Za-z0-9]{32}(?![A-Za-z0-9])/],
  ['Docker token', 'dckr_pat_', /[\w-]{20,}/],
  ['Docker token', 'dckr_oat_', /[\w-]{20,}/],
  ['Artifactory token', 'AKCp', /[A-Za-z0-9]{60,}/],
  ['Artifactory token', 'cmVmdGtu', /[A-Za-z0-9]{50,}/],
  ['OpenAI key', 'sk-proj-', /[\w-]{20,}/],
  ['OpenAI key', 'sk-svcacct-', /[\w-]{20,}/],
  ['OpenAI key', 'sk-admin-', /[\w-]{20,}/],
  ['OpenAI key', 'sk-None-', /[\w-]{20,}/],
  ['Anthropic key', 'sk-ant-', /[\w-]{20,}/],
  ['OpenRouter key', 'sk-or-v1-', /[0-9a-f]{32,}/],
  ['Langfuse key', 'sk-lf-', /[0-9a-f-]{36}/],
  ['API key', 'sk-', /(?=[A-Za-z]*\d)[A-Za-z0-9]{20,}/],
  ['Hugging Face token', 'hf_', /[A-Za-z0-9]{30,}/],
  ['Hugging Face token', 'api_org_', /[A-Za-z0-9]{30,}/],
  ['Replicate token', 'r8_', /[A-Za-z0-9]{36,}/],
  ['Groq key', 'gsk_', /[A-Za-z0-9]{40,}/],
  ['Perplexity key', 'pplx-', /[A-Za-z0-9]{32,}/],
  ['xAI key', 'xai-', /[A-Za-z0-9]{40,}/],
  ['Fireworks key', 'fw_', /[A-Za-z0-9]{22,}/],
  ['NVIDIA key', 'nvapi-', /[\w-]{40,}/],
  ['Pinecone key', 'pcsk_', /\w{30,}/],
  ['Tavily key', 'tvly-', /[\w-]{20,}/],
  ['LangSmith key', 'lsv2_', /(?:pt|sk)_[0-9a-f]{32}_[0-9a-f]{10}/],
  ['Databricks token', 'dapi', /[0-9a-f]{32}(?:-\d)?(?![A-Za-z0-9])/],
  ['Databricks token', 'dose', /[0-9a-f]{32}(?![A-Za-z0-9])/],
  ['Snyk token', 'snyk_', /[\w.-]{30,}/],
  ['Sonar token', 'sqp_', /[0-9a-f]{40}/],
  ['Sonar token', 'squ_', /[0-9a-f]{40}/],
  ['Sonar token', 'sqa_', /[0-9a-f]{40}/],
  ['Grafana token', 'glc_', /[A-Za-z0-9+/=]{30,}/],
  ['Grafana token', 'glsa_', /[A-Za-z0-9]{32}_[0-9a-fA-F]{8}/],
  ['Grafana token', 'eyJrIjoi', /[A-Za-z0-9+/=_-]{40,}/],
  ['Datadog key', 'ddapp_', /[A-Za-z0-9]{20,}/],
  ['Datadog key', 'ddapi_', /[A-Za-z0-9]{20,}/],
  ['Datadog key', 'ddpat_', /\w{20,}/],
  ['New Relic key', 'NRAK-', /[A-Z0-9]{27}/],
  ['New Relic key', 'NRII-', /[\w-]{32}/],
  ['New Relic key', 'NRJS-', /[0-9a-f]{19}/],
  ['New Relic key', 'NRRA-', /[0-9a-f]{42}/],
  ['Dynatrace token', 'dt0', /[a-z]\d{2}\.[A-Z0-9]{8,24}\.[A-Z0-9]{64}/],
  ['Honeycomb key', 'hcaik_', /[a-z0-9]{58}/],
  ['Honeycomb key', 'hcbik_', /[a-z0-9]{58}/],
  ['Sentry token', 'sntrys_', /[A-Za-z0-9+/=_-]{40,}/],
  ['Sentry token', 'sntryu_', /[0-9a-f]{64}/],
  ['incident.io key', 'inc_', /[0-9a-f]{64}/],
  ['PagerDuty token', 'pdus+_', /[\w+-]{20,}/],
  ['PagerDuty token', 'pdeu+_', /[\w+-]{20,}/],
  ['Vault token', 'hvs.', /[\w-]{20,}/],
  ['Vault token', 'hvb.', /[\w-]{20,}/],
  ['Vault token', 'hvr.', /[\w-]{20,}/],
  [
    'Vault token',
    's.',
    /(?=[a-z]*[A-Z0-9])(?=[A-Z0-9]*[a-z])[A-Za-z0-9]{24}(?![\w.])/,
  ],
  ['Doppler token', 'dp.', /(?:pt|st|sa|ct|scim|audit)\.[\w.-]{30,}/],
  ['1Password token', 'ops_', /eyJ[A-Za-z0-9+/=_-]{100,}/],
  [
    '1Password key',
    'A3-',
    /[A-Z0-9]{6}-(?:[A-Z0-9]{11}|[A-Z0-9]{6}-[A-Z0-9]{5})-(?:[A-Z0-9]{5}-){2}[A-Z0-9]{5}/,
  ],
  ['age key', 'AGE-SECRET-KEY-1', /[A-Z0-9]{40,}/],
  ['Infisical token', 'st.', /[0-9a-f-]{24,36}\.[0-9a-f]{32}\.[0-9a-f]{32}/],
  ['Notion token', 'secret_', /(?=[a-z]*[A-Z0-9])[A-Za-z0-9]{40,}/],
  ['Notion token', 'ntn_', /[A-Za-z0-9]{40,}/],
  ['Linear key', 'lin_api_', /[A-Za-z0-9]{30,}/],
  ['Linear key', 'lin_oauth_', /[A-Za-z0-9]{30,}/],
  ['Linear key', 'lin_wh_', /[A-Za-z0-9]{20,}/],
  ['Airtable token', 'pat', /[A-Za-z0-9]{14}\.[0-9a-f]{64}/],
  ['Figma token', 'figd_', /[\w-]{36,}/],
  ['Postman key', 'PMAK-', /[0-9a-f]{24}-[0-9a-f]{34}/],
  ['Shopify token', 'shpat_', /[0-9a-zA-Z]{32}/],
  ['Shopify token', 'shpca_', /[0-9a-zA-Z]{32}/],
  ['Shopify token', 'shppa_', /[0-9a-zA-Z]{32}/],
  ['Shopify token', 'shpss_', /[0-9a-zA-Z]{32}/],
  ['Square token', 'EAAA', /[\w-]{60}/],
  ['Square token', 'sq0atp-', /[\w-]{22}/],
  ['Square token', 'sq0csp-', /[\w-]{43}/],
  ['PayPal token', 'access_token$production$', /[0-9a-z]{16}\$[0-9a-f]{32}/],
  ['Plaid token', 'access-production-', /[0-9a-f-]{36}/],
  ['Plaid token', 'access-sandbox-', /[0-9a-f-]{36}/],
  ['PlanetScale token', 'pscale_tkn_', /[\w=.-]{32,}/],
  ['PlanetScale token', 'pscale_oauth_', /[\w=.-]{32,}/],
  ['PlanetScale password', 'pscale_pw_', /[\w=.-]{32,}/],
  ['Supabase key', 'sbp_', /[0-9a-f]{40}/],
  ['Supabase key', 'sb_secret_', /[\w-]{20,}/],
  ['Neon key', 'napi_', /[a-z0-9]{40,}/],
  ['Vercel token', 'vcp_', /[A-Za-z0-9]{24,}/],
  ['Vercel token', 'vci_', /[A-Za-z0-9]{24,}/],
  ['Vercel token', 'vca_', /[A-Za-z0-9]{24,}/],
  ['Vercel token', 'vcr_', /[A-Za-z0-9]{24,}/],
  ['Vercel token', 'vck_', /[A-Za-z0-9]{24,}/],
  ['Netlify token', 'nfp_', /[A-Za-z0-9]{36,}/],
  ['Fly token', 'fo1_', /[\w-]{43}/],
  ['Fly token', 'fm2_', /[A-Za-z0-9+/=]{60,}/],
  ['Heroku key', 'HRKU-', /[\w-]{36,}/],
  ['Render key', 'rnd_', /[A-Za-z0-9]{28,}/],
  ['DigitalOcean token', 'dop_v1_', /[0-9a-f]{64}/],
  ['DigitalOcean token', 'doo_v1_', /[0-9a-f]{64}/],
  ['DigitalOcean token', 'dor_v1_', /[0-9a-f]{64}/],
  ['Cloudflare key', 'v1.0-', /[0-9a-f]{24}-[0-9a-f]{146}/],
  ['Cloudflare token', 'cfat_', /[A-Za-z0-9]{30,}/],
  ['Cloudflare token', 'cfut_', /[A-Za-z0-9]{30,}/],
  ['Cloudflare token', 'cfk_', /[A-Za-z0-9]{30,}/],
  ['Tailscale key', 'tskey-', /[a-z]+-[A-Za-z0-9-]{10,}/],
  ['CircleCI token', 'CCIPAT_', /\w{20,}/],
  ['CircleCI token', 'CCIPRJ_', /\w{20,}/],
  ['Buildkite token', 'bkua_', /[0-9a-z]{40}/],
  ['Buildkite token', 'bkaj_', /[\w.-]{40,}/],
  ['Pulumi token', 'pul-', /[0-9a-f]{40}/],
  ['Prefect key', 'pnu_', /[A-Za-z0-9]{36}/],
  ['LaunchDarkly key', 'sdk-', /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/],
  ['LaunchDarkly key', 'api-', /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/],
  ['Contentful token', 'CFPAT-', /[\w-]{43}/],
  ['Typeform token', 'tfp_', /[\w.=-]{40,}/],
  ['ReadMe key', 'rdme_', /[a-z0-9]{70}/],
  ['Dropbox token', 'sl.', /[\w-]{100,}/],
  ['Facebook token', 'EAA', /[A-Za-z0-9]{80,}/],
  ['Confluent key', 'cflt', /[A-Za-z0-9+/]{60}/],
  ['Backstage token', 'bsk_', /[\w-]{20,}/],
  ['Adobe secret', 'p8e-', /[A-Za-z0-9]{32}/],
  ['Okta token', 'SSWS ', /[\w-]{30,}/],
  ['LaunchNotes token', 'private_', /[0-9a-f]{40}/],
];

type Form = { kind: Kind; begins: string; rest: RegExp };

/** By the first two characters; longer beginnings first. */
const FORMS_BY_START = new Map<string, Form[]>();
for (const [kind, begins, rest] of [...FORMS].sort(
  ([, a], [, b]) => b.length - a.length,
)) {
  const start = begins.slice(0, 2);
  const form = { kind, begins, rest: new RegExp(rest.source, 'y') };
  FORMS_BY_START.set(start, [...(FORMS_BY_START.get(start) ?? []), form]);
}

/** Which two characters begin one. */
const STARTS = new Uint8Array(1 << 14);
for (const start of FORMS_BY_START.keys()) {
  STARTS[(start.charCodeAt(0) << 7) | start.charCodeAt(1)] = 1;
}
/** No token is shorter. */
const SHORTEST = 14;

/** Tokens without a fixed beginning, by what stands inside of them. */
const SHAPES: readonly (Hinted & { kind: Kind })[] = [
  {
    kind: 'JWT',
    hints: ['eyj'],
    pattern: /(?<![\w-])eyJ[\w-]{10,}\.(?:eyJ)?[\w-]{10,}(?:\.[\w-]*){1,3}/g,
  },
  {
    kind: 'Discord token',
    hints: [
      'discord',
      'bot',
      'token',
      'mt',
      'nt',
      'od',
      'nj',
      'ng',
      'nd',
      'nz',
      'mj',
      'my',
      'mz',
    ],
    pattern:
      /(?<![\w.-])[MNO](?=[A-Za-z0-9_-]{0,26}\d)[A-Za-z0-9_-]{22,27}\.[\w-]{6,7}\.[\w-]{27,45}(?![\w-])/g,
  },
  {
    kind: 'Telegram token',
    hints: [':aa'],
    pattern: /(?<![\w-])\d{8,12}:AA[\w-]{32,35}(?![\w-])/g,
  },
  {
    kind: 'Azure secret',
    hints: ['q~'],
    pattern: /(?<![\w~.-])[\w~.-]{3}\dQ~[\w~.-]{31,36}(?![\w~.-])/g,
  },
  {
    kind: 'Terraform token',
    hints: ['.atlasv1.'],
    pattern: /(?<![\w.])[A-Za-z0-9]{14}\.atlasv1\.[\w-]{40,}/g,
  },
  {
    kind: 'Mailchimp key',
    hints: ['-us'],
    pattern: /(?<![A-Za-z0-9])[0-9a-f]{32}-us\d{1,2}(?![A-Za-z0-9])/g,
  },
  {
    kind: 'New Relic key',
    hints: ['nral'],
    pattern: /(?<![A-Za-z0-9])[0-9a-f]{36}NRAL(?![A-Za-z0-9])/g,
  },
  {
    kind: 'Azure key',
    hints: ['+a'],
    pattern:
      /(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{76}\+A(?:St|RmB|Cbm|CDb|SCb)[A-Za-z0-9+/]{5,6}={1,2}/g,
  },
  {
    kind: 'Azure DevOps token',
    hints: ['azdo'],
    pattern:
      /(?<![A-Za-z0-9])[A-Za-z0-9]{52}JQQJ9{2}[A-Za-z0-9]{20}AZDO[A-Za-z0-9]{4}/g,
  },
  {
    kind: 'Twilio key',
    hints: [
      'ac0',
      'ac1',
      'ac2',
      'ac3',
      'ac4',
      'ac5',
      'ac6',
      'ac7',
      'ac8',
      'ac9',
      'aca',
      'acb',
      'acc',
      'acd',
      'ace',
      'acf',
    ],
    pattern: /(?<=AC[0-9a-f]{32}[\s/:,|"']{1,6})[0-9a-f]{32}(?![0-9a-f])/g,
  },
  {
    kind: 'Kubernetes token',
    hints: ['token', 'kubeadm'],
    pattern:
      /(?<![\w.])(?=[a-z0-9.]{0,22}\d)[a-z0-9]{6}\.[a-z0-9]{16}(?![\w.])/g,
  },
  {
    kind: 'PagerDuty token',
    hints: ['apisession'],
    pattern: /(?<=APISession\(["'])[\w+-]{20}(?=["'])/gi,
  },
  {
    kind: 'password hash',
    hints: ['$2', '$1$', '$5$', '$6$', '$apr1$', '$y$', '$argon2'],
    pattern:
      /\$2[abxy]\$\d\d\$[./A-Za-z0-9]{53}|\$(?:1|5|6|apr1|y)\$(?:[\w=./]{1,32}\$){1,3}[./A-Za-z0-9]{20,90}|\$argon2(?:id|i|d)\$v=\d{1,3}\$[\w=,]{5,60}\$[A-Za-z0-9+/]{8,90}\$[A-Za-z0-9+/]{16,128}/g,
  },
  {
    kind: 'AWS secret key',
    hints: ['akia', 'asia'],
    pattern:
      /(?<=(?:AKIA|ASIA)[A-Z0-9]{16}[\s"',;:/|&]{1,4})[A-Za-z0-9+/]{40}(?![A-Za-z0-9+/=])/g,
  },
];

function* findShapes(
  text: string,
  literals: ReadonlySet<string>,
): Iterable<Span> {
  for (const form of SHAPES) {
    for (const { index, 0: token } of matchesOf(text, form, literals)) {
      yield { start: index, end: index + token.length, kind: form.kind };
    }
  }
}

function* findByBeginning(text: string): Iterable<Span> {
  let isInside = false;
  for (let at = 0; at + SHORTEST <= text.length; at += 1) {
    const code = text.charCodeAt(at);
    const isFirst = !isInside;
    isInside = isAlphanumeric(code);
    if (!isFirst || !isInside) continue;
    const start = (code << 7) | (text.charCodeAt(at + 1) & 127);
    if (STARTS[start] === 0) continue;
    for (const { kind, begins, rest } of FORMS_BY_START.get(
      text.slice(at, at + 2),
    ) ?? []) {
      if (!text.startsWith(begins, at)) continue;
      rest.lastIndex = at + begins.length;
      if (!rest.test(text)) continue;
      const end = rest.lastIndex;
      if (isSample(text.slice(at, end))) continue;
      yield { start: at, end, kind };
      at = end - 1;
      break;
    }
  }
}

/** As documentation has them: `ghp_xxxx…`, `xoxb-your-token-here`, `AKIA…EXAMPLE`. */
function isSample(token: string): boolean {
  return /(.)\1{11,}$|EXAMPLE(?:KEY)?$|[-_]your[-_]|[-_]here$/.test(token);
}

function isAlphanumeric(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57)
  );
}

/** Credentials that begin as only those of one vendor do. */
export const vendorTokens: Rules = { find: findByBeginning, literals: [] };

/** Credentials that are told by what is inside of them. */
export const tokenShapes: Rules = {
  find: findShapes,
  literals: SHAPES.flatMap(({ hints }) => hints),
};
