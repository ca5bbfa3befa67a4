import { phrases } from '../phrases';
import type { ThemeRule } from './ThemeRule';

const NOT_WHO =
  '(?! (lists?|names?|director(y|ies)|files?|offers?|discounts?|column|dashboard|pages?|portal|banner|logo|id|field|column|table|saw|of the shop))';

/**
 * Another system that is called, ours or somebody else's, failed, slowed down or changed, or its callers could not cope with that.
 * A library is none.
 */
export const dependency: ThemeRule = {
  affirmed: phrases(`
    up ?streams?
    down ?streams?(?! (of|effects?))
    third part(y|ies)
    (?<!the |a )(vendors?|suppliers?|partners?)${NOT_WHO}
    (the|a|an|our|their|its) ~1 (vendor|supplier|partner)${NOT_WHO}
    (?<!transit |new )providers?${NOT_WHO}
    external (apis?|services?|systems?|endpoints?|calls?|dependenc*)
    (?<!npm |maven |build |transitive |library |java |python |package |outdated |date )dependenc(y|ies)(?! (was replaced|with a|of a|bumps?|upgrades?|updates?|version|injection|resolution|tree|conflict|management|setup))
    (retry|retries) ~1 (storms?|hammered|tripled|doubled|overload*|amplified|made|multiplied|flooded)
    retries of (all|the|every)
    thundering herd
    (clients?|callers?|consumers?|apps?|users?|_) (were |was |had |which )?retr(y|ied|ies|ying)
    calls? to(?! (action|arms|support|customers))
    (calls?|requests?|lookups?) (of|from|by) _ to (the )?_
    wait(s|ed|ing)? for (an? |the )?(answers? |response |reply )?(of |from )?_
    (?<!(on|of|in|to) )(?<!(on|of|in|to) the )(redis|memcached|kafka|rabbitmq|activemq|nats|pulsar|s3|sns|sqs|kinesis|pubsub|elasticsearch|opensearch|zookeeper|consul)(?! (lag|consumer))
    (aws|gcp|azure|google cloud|cloudflare|fastly|git ?hub|gitlab|stripe|twilio|okta|auth0|akamai|ubuntu)(?! (console|account|credentials?|keys?|regions?|issue|actions?))
    (hammered|overwhelmed|flooded) ~1 (service|api|system)
    hard dependency
    cascad*
    (service|services|flow|flows|it|which|system|application|app|page|client|_|checkout|check|login) ~2 (depends?|depended|relies|relied|rely)(?! on a single)
    dependent (services?|systems?)
    (clients?|callers?|consumers?|users?|nodes?|service|microservice|apps?|which|they|it|and) ~1 (retry|retried|retries|retrying)
    cdns?
    code host
    (neighbou?ring|shared|other) (services?|systems?)
    (its|their) callers
    spilled over
    (adyen|paypal|sendgrid|mailgun|salesforce|zendesk|shopify|heroku|vercel|netlify|mapbox|google maps|new relic|sentry|circle ?ci|travis)
    (service|api|system|site|feed) (of|from) (a|another|our) (company|partner|vendor|supplier|bank|carrier)
    (bank|carrier|acquirer|registrar|courier|supplier|payment|sms|mail|email|geocoding|weather) ~1 (api|gateway|service|interface)
    (external|third party|upstream|downstream) [^ |]+
    (api|service|sdk) (of|from) ~1 (vendor|provider|partner|third party)
    docker hub
    (npm|pypi|maven central|package registry|mirror) (was|is|were) ~1 (down|unavailable|slow|unreachable)
    retries of the
    (mainframe|legacy system)
    shared ~1 (service|platform|component|system) (was|is|were|went|became)
    push service
    processor (could|was|failed|rejected|did)
    (google|apple|microsoft|facebook|meta|amazon|paypal|visa|mastercard|slack) ~2 (was|were|is|had|rejected|reported|returned|blocked|oauth|login|push)
    replaced by another (provider|vendor|supplier|partner)
  `),
  eitherWay: phrases(`
    circuit breakers?
    (time ?outs?|limits?|deadlines?) (on|for) (the |its )?(calls?|requests?)
    (fallbacks?|fall backs?)(?! to)
    back ?off
    jitter
    bulk ?heads?
    no ~1 time ?outs? (on|for|towards|to|in)
    (registry|repository|broker|mirror|cache|identity service|mail server|mail gateway) ~2 (unreachable|unavailable|down|not reachable|did not answer|failed|lost)
    (retried|retries|retrying) (by|from|without|multipl*|at once|immediately|for ever|endlessly)
    (company|firm|service|feed|system|api) (whose|we (buy|rent|do not (operate|own|run)))
  `),
};
