import { phrases } from '../phrases';
import type { ThemeRule } from './ThemeRule';

/** The way between systems: name resolution, routing, firewalls, load balancing, proxies, TLS and its certificates, lost packets. */
export const network: ThemeRule = {
  affirmed: phrases(`
    (?<!social |partner )network(s|ing)?(?! (team|of (partners|dealers)|cards?|hubs?|drivers?|events))
    (core ?)?dns
    nxdomain|enotfound|getaddrinfo
    (name|host|address) resolution
    name ?servers?
    dns resolvers?
    (name|stub|public|internal) resolvers?
    (?<!(cache|redis|session|key|token) )ttl
    packets?
    (latency|connectivity|connection) between
    (?<!application )firewalls?(?! rule for web)
    (?<!(by|of|in|on|behind|to) )(?<!(of|in|on|behind|front of) (the|our|an?) )(?<!number )prox(y|ies|ied)
    load balanc*
    lb|alb|elb|nlb
    (ingress|egress)
    (m?tls|ssl|x509|sni)
    handshakes?
    certificates?(?! of (attendance|completion))
    certs?
    (rout(e|es|ed|ing)) ~2 (requests?|traffic|packets?|calls|connections?|half|all|subnets?|to the (vpn|old backend|wrong (backend|target|pool|zone)))
    (routing|route) (tables?|rules?|config*|entr(y|ies)|loops?)
    (static|default|missing|network|bgp) routes?
    routers?
    (bgp|vpn|vlan|vpc|nat|mtu|cidr|arp|dhcp|ipsec|quic)
    subnets?
    peering
    tunnels?
    (core|network|top of rack) (switch|switches|card|cards)
    switch(es)? in (the )?rack
    fib(re|er) (cut|cable)s?
    connections? ~1 (refused|reset)
    (blocked|closed) port
    ports? \\d+
    (drops|dropped) (idle )?connections?
    (back ?bone|transit|isps?|connectivity|tcp|domain (name )?(expired|registration|registrar))
    (network )?partition(ed)? between
    ip (address(es)?|range|conflicts?)
    multicast|anycast|unicast
    up ?links?
    cables?
    ipv[46]
    (?<!account |work )balancers?
    sticky sessions|session affinity
    keep ?alives?
    leased lines?
    (the |our |a )?domain (was|name|names|had|expired|registrar|registration)
    middle ?box(es)?
    cut off ~2 from
    (network )?partition(ed)? (split|delayed|of the (network|cluster))
    (network|a|the) partition(?! (key|of the (table|disk|topic)|was full))(?= (split|delayed|lasted|isolated|between|healed|separated|and|that))
    switches(?! (to|off|on))
    announc(ed|ement|ements) ~2 (routes?|prefix*|address*)
    (bgp|route) (announcements?|leaks?)
    isolated
    security groups?
    (envoy|istio|linkerd|haproxy|traefik|nginx|service mesh|side ?cars?)
    mis ?rout* ~2 (traffic|requests|packets)
    network (latency|congestion|blip|flap*|connectivity|outage|issue|problem)
    links? between
    target groups?
    (wrong|blocked|closed) ports?
    (ca|certificate) bundle
    route reflectors?
    rout(ed|ing) through
    low bandwidth|little bandwidth
    (asymmetric|source|policy) routing
  `),
  eitherWay: phrases(`
    (could|can|did) not resolve ~2 (names?|hosts?|host ?names?|address*|domain*|external|internal|dns|_|/)
  `),
};
