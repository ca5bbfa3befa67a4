import { phrases } from '../phrases';
import type { ThemeRule } from './ThemeRule';

const ENDED =
  '(expired|expires|expiring|revoked|rotated|rotation|leaked|invalid|missing|deleted|disabled|refreshed|stolen|lost|shared|committed|rejected|old|wrong)';

/** An attack, a vulnerability, or access: credentials, tokens, keys, roles or permissions that leaked, expired, were missing or too wide. */
export const security: ThemeRule = {
  affirmed: phrases(`
    (?<!heart )attack(s|ed|ers?|ing)?
    d?dos
    denial of service
    vulnerab*
    exploit(s|ed|ing)?
    cves?
    intrusions?
    (malware|ransomware|phishing|malicious)
    breach(es|ed)?
    compromised
    stolen
    (bots|botnet)
    scrap(er|ers|ing)
    (credential stuffing|brute force)
    (hacked|hackers?)
    (administrator|admin|root) (rights|privileges|access)
    (taken over|hijacked|account takeover|impersonat*)
    (anybody|anyone|everybody|everyone) ~2 (read|access|download|see)
    public(ly)? (readable|accessible|writable|exposed|buckets?)
    exposed ~3 (profiles?|data|tokens?|customers?|users?|records|passwords?|credentials)
    (security|the) (holes?|loop ?holes?)
    (data|information|memory|tokens?|profiles?|records) ~2 of other (customers|users|tenants|people)
    (web application firewall|waf)
    (sql|command|code|script) injection
    (xss|csrf|ssrf)
    unpatched
    exfiltrat*
    overly permissive
    (bot|crawler|malicious|abusive) (traffic|requests|activity)
    abus(e|ed|ive)
    (in|to|on) (a |the )?public (gist|repositor(y|ies)|bucket|repo|website)
    (write|admin|root|full|read|unrestricted) access to
    reachable from the (internet|outside)
    (clear|plain) ?text
    web shell
    (everyone|everybody|anyone|anybody) ~4 (could|can|was able to) ~1 (read|see|access|download|write)
    outdated plugins?
    (as|made|left|is|was|were|been) public(?= |$)
    (downloaded|read|seen|accessed|opened|guessed) by (anyone|anybody|everyone|everybody|strangers)
    public ~1 access
    (kept|keeps|still had|still has|retained) ~1 access
  `),
  eitherWay: phrases(`
    credentials?
    (api|access|signing|encryption|ssh|private|secret|leaked|master|kms|gpg) keys?
    keys? ~5 ${ENDED}
    (rotated|rotating|revoked|leaked) ~2 keys?
    secrets
    (client|api|shared|webhook|oauth) secrets?
    secret (was|had|is) ~2 ${ENDED}
    (passwords?|pass ?phrases?)(?! hints?)
    (api|access|auth*|oauth|bearer|refresh|jwt|service|bot|expired|revoked) tokens?
    tokens? ~6 ${ENDED}
    permissions?
    (access|login) ~4 (denied|forbidden|revoked)
    denied access
    unauthori[sz]ed
    (without|no|missing|bypass*) (any )?(authentication|authori[sz]ation)
    unauthenticated
    (iam|rbac|acls?)
    (iam )?roles? ~3 (deleted|removed|revoked|missing|lacked|lacks)
    service (accounts?|users?)
    (?<!network )polic(y|ies) (was|were|is|has been|had been) (removed|tightened|denied|deleted)
    vault
    (saml|sso|single sign on|mfa|two factor|kerberos|ldap)(?! (provider|outage))
    (signing|session|encryption|shared) ~1 secrets?
    (access|bucket|password|security) polic(y|ies)
    (ssh|wallet|deploy|host|root|signing|service) keys?
    rotation of ~3 (keys?|passwords?|secrets?|credentials?|tokens?)
    login (attempts?|requests)
    too many (scopes|rights|privileges|permissions)
    (access|admin) controls?
    privileges?
    oauth|jwt
    (key|secret|token|credential|certificate authority) (rotation|management|expiry|expiration)
    expired ~1 (credentials?|keys?|secrets?|tokens?|passwords?|passes)
    without (an? )?(login|passwords?|authentication)
    (revoke|revoked|revoking) ~1 access
    production keys?
    (oidc|oauth|saml|sso) (client|provider ~3 certificate|application|app)
    (signing|client|encryption) (certificate|cert) of the identity
    ssh (keys?|certificate|access)
    without encryption|unencrypted
  `),
};
