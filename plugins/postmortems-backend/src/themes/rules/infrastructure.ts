import { phrases } from '../phrases';
import type { ThemeRule } from './ThemeRule';

const GONE =
  '(failed|fails|failure|died|down|lost|outage|unreachable|unavailable|rebooted|crashed|froze|frozen|shut|restarted|gone|reclaimed|terminated|unhealthy|did not come back)';

/** The machines and the platform below the services: hosts, nodes, clusters, zones, hardware, power, operating system, container platform. */
export const infrastructure: ThemeRule = {
  affirmed: phrases(`
    (?<!dom |family tree |tree |leaf |graph |xml |html |json |ast |to |from )nodes?(?!(\\.| )js|\\.js)(?! (versions?|modules?|packages?|had enough|ids?))
    (?<!(mongo db|cassandra|redis|kafka|database|postgres|elasticsearch|my sql|mysql|db|search) )clusters? ~2 (network|api|control plane|upgrade|autoscaler|(was|were|is|went|became|has) ~1 ${GONE})
    (migration|migrated|upgrade|upgraded) ~2 (cluster|clusters)
    upgrade of the cluster
    kubernetes(?! (restarted|restarts|killed|kills|evicted|rescheduled|kept))
    (k8s|kubelet|kube|etcd|containerd)
    control plane
    (?<!(its|whose|their) )hosts? ~3 ${GONE}
    hosts? in (the )?rack
    bare metal
    (hardware|firmware|bios|raid|motherboard|dimm|ecc)
    power (supply|outage|failure|loss|cut|feed|supplies)
    (lost|loss of) (power|cooling)
    data cent(er|re)s? ~3 (lost|failed|outage|power|flood*|fire|cooling)
    fib(re|er) (cut|cable)s?
    availability zones?
    (?<!dns |time )zones? ~3 ${GONE}
    regional outage
    (cloud )?regions? (failed|(was|were|is|are|went|became|had) ~2 (failed|down|lost|outage|unreachable|unavailable|degraded))
    hypervisors?
    (virtual machines?|vms?)
    kernel (panics?|bugs?|updates?|upgrades?|crash|versions?|modules?|deadlock)
    operating system(?! (was exceeded|limits?))
    reboot(s|ed|ing)?
    machines? ~4 ${GONE}
    machines? ~3 drift*
    (clocks?|ntp) ~4 (drift*|skew*|wrong)
    clock (skew|drift)
    spot instances?
    instances? (was|were) (reclaimed|terminated|retired)
    ebs
    volumes? ~4 (attached|attach|mounted|mount|detached)
    storage (array|controller|backend|system)
    (disks?|drives?|ssds?) ~5 (failed|died|broke|defective|faulty)
    (failed|failing|faulty|broken|dead|defective) (disks?|drives?|ssds?|hardware|network cards?|memory modules?|switch|switches|servers?)
    (core|network|top of rack) (switch|switches|cards?) (was|were|rebooted|failed)
    servers? ~2 (failed|died|rebooted|rebooting|overheated|lost power)
    ((backup|diesel|emergency) generators?|lightning|cooling|overheat*)
    (was|were|been) drained
    (transformer|air ?conditioning|air con|hvac|ups failed|power went|fire in|flooding|water (leak|damage))
    power (failed|was|to the|dropped|feeds?|of the)
    (power|cooling) ~3 (failed|lost|interrupted|out)
    (wrong )?file ?systems? (was|were) (mounted|corrupt*|read only)
    block storage
    zone ~1 (degraded|outage)
    (degraded|outage|failure|failed|down) in (one|an?|the|two|several) ~1 (zones?|regions?|availability zones?|data cent(er|re)s?)
    docker(?! hub)
    (base|machine|os|vm|golden) images?
    ecc
    dimms?
    (ssds?|hdds?|nics?|psus?|gpus?|cpus) (failed|died|stops?|stopped|broke|were faulty)
    (two|three|few|same|both) hosts?
    quorum
    split brain
    (ec2|gke|eks|aks|azs?|ecs|fargate|openshift|nomad|vmware|esxi)(?! (role|policy))
    single (node|host|zone|availability zone|region|machine|server|rack)
    container runtime
    cgroups?
    (underlying|physical) (host|hardware|machine|infrastructure|node|server)
    racks? (was|were|lost|to be|had)
    of the racks
    (nfs|san|storage) ~2 (hung|failed|down|unavailable|server|mount*)
    (mount|mounted|mounting) (their|its|the) volumes?
    (failing|failed|broken) (equipment|component|part|unit|server|hardware)
    retired ~2 (hosts?|instances?|machines?)
    hosts? maintenance
    (detach|attach)(ed|ing)
    (arm|x86|graviton|intel|amd) (instances?|machines?|cpus?|processors?|servers?)
    systemd
    (vpn )?concentrators? (rebooted|failed|crashed)
    persistent volumes?
    (smaller|bigger|larger|weaker) (machines?|instances?|vms?|hardware|servers?)
    loss of (an?|one|the|two) ~1 (zones?|nodes?|regions?|hosts?|machines?|data cent(er|re)|instances?)
    disk failure
    lost (its|their|an?|the) ~1 (ssd|disk|drive|volume|host|node)
    power maintenance
  `),
  eitherWay: phrases(`
    could not add nodes
    single points? of failure
    (no|lack of|without|missing|insufficient) ~1 redundan*
  `),
};
