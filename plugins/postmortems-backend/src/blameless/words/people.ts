import { words } from './list';

/** Names that are words as well; a name only where something else says so. */
export const AMBIGUOUS_NAMES = words(`
  ace alma amber angel april archer art ash august autumn baker banks basil bay beat bell berry best bill bird bishop
  black bliss blue bond booth bowman branch brook brooks brown buck bush butler can carter cash cedar chance chase
  christian church city clay cliff cole cook cooper cross crystal dale dawn day dean dell destiny dick dolly don drew duke dusty
  earl east eve ever faith fern field fields fisher fleet flora florence ford forest fox frank french frost gene glen
  gold golden grace grant gray green guy hall hand hardy harvest haven hazel heath heather herb hill holly honor hope
  hunt hunter ice iris ivory ivy jade jasmine jasper jean jet jewel jin joy jules july june justice kay key king kit knight
  lake lance lane law lily lin line link lock lodge long love luna major march marina mark marks marsh max may
  melody mercy mike miles mill miller mills min mint misty moon moss myrtle nat noble north nova olive opal page   pan park parks pat patience pearl peer penny pierce piper pitt pool poppy porter potter power powers prince
  quick rain rich rivers rob robin rocky rod root rose ruby rusty sage sally sandy sharp shepherd short
  silver singer sky skip small smith son song spring star stark sterling stone storm story strong sue summer sun sung sunny swift
  tab tailor tan taylor thorn tiger till van vera victor victoria viola violet wade walker wall wang
  ward waters wells west white will win winter wolf wood woods worth wright young yang zion
`);

/** Particles of surnames; no name by themselves. */
export const PARTICLES = words(
  'van der den de del della di da das dos du la le bin ibn binti al el abu von zu zum zur ter ten te st san santa mac mc y e af av',
);

/** Products, projects and places of machines that look like people's names. */
export const PRODUCTS = words(`
  ada airflow akka alertmanager alfred alice amazon amundsen angular ansible anthos apache apollo argo ariel arthur asana athena
  atlas aurora avro azure babel bamboo bazel bob bosh buildkite calico cassandra celery ceph chrome cilium cisco claude clickhouse
  cloudflare cockroach composer confluence consul cortana cortex cron cypress dagster dapr dask databricks datadog debian delta
  django docker doris drone druid edgar elastic elasticsearch elixir envoy erlang etcd eureka facebook falco fastly firefox flask
  flink fluentd flyway galera gemini gerrit github gitlab google grafana graphite groovy hadoop harbor harness hashicorp hazelcast
  helm hercules hermes heroku hive hugo hudson iceberg ignite impala infra ingress intel istio jaeger java jenkins jira julia jupiter
  kafka karpenter keda kibana kotlin kong kubernetes kyverno lambda linkerd linux loki lucene luigi lua magento mantis mars martha
  marvin maven memcached mercury mesos microsoft mimir minio mongo monit mysql nagios neptune nessus netlify nginx nomad nova oauth
  octavia okta opal openshift oracle orion oscar pandora perl phoenix pinot playwright postgres postgresql presto prometheus pulsar
  pulumi puppet python quartz rabbitmq rails redis redshift renovate rook ruby rust safari salt sally samza sap saturn scala scylla
  seldon selenium sentry sidekiq siri slack snowflake solr sonar spark spinnaker splunk spring stackdriver storm strimzi stripe
  swift tableau teamcity tempo temporal terraform thanos titan tomcat torch traefik travis trino twilio ubuntu unleash vagrant
  varnish vault velero venus vercel victoria vitess webpack windows xen yarn zabbix zeus zipkin zookeeper zuul
`);

/** What a system is called by; the word beside it is its name. */
export const SYSTEM_WORDS = words(`
  agent alert annotation api app application backend board bot broker bucket build bus cache card chart class client cluster command
  component consumer container controller cron cronjob daemon dashboard database dataset datacenter db deployment device disk
  endpoint engine environment exporter file flag framework frontend function gateway group handler host image index ingress
  instance integration job key lambda layer library listener lock loop machine mesh method migration module namespace node operator
  package parser partition period pipeline platform plugin pod pool process producer project protocol proxy queue region registry
  release renderer replica repo repository resolver router runner runtime scheduler schema sdk server service session shard sidecar
  software store stack storage stream subsystem syntax system table tenant thread tool topic type version vm volume web webhook
  window worker zone
`);

/** Local parts of mailboxes that are nobody's own. */
export const SHARED_MAILBOXES = words(`
  abuse account accounts admin alert alerting alerts all api backup bot build ci compliance contact cron dev devops dns do donotreply
  email feedback finance git help helpdesk hello hostmaster incident incidents info infra infrastructure it legal list lists mail
  mailer marketing monitor monitoring netops no noc noreply not notification notifications notify on oncall ops pager platform
  postmaster press privacy reply reports root sales security service services share sre status sub support sysadmin system team
  teams test tickets user users web webmaster billing call
`);

/** What follows an `@` without being a handle. */
export const NO_HANDLES = words(`
  all alpha angular autowired bean beta canary channel component dev deprecated edge everyone experimental here head here import
  inject keyframes latest link license copyright preserve defer stream iterator see todo lts main master media nonnull next nightly nullable override param prod production property rc release
  requestmapping retryable return returns scheduled service stable staging supports template test transactional types v1 v2 v3 value
`);

/** A word before a name that says whose name it is. */
export const BEFORE_PERSON = words(
  'by from for to with of asked told paged called gave give under and or than via when while until after before as because since that where whom named contact pinged woke',
);

/** Nouns that stand directly before the name or account of a person. */
export const TITLES = words(
  'author committer user engineer developer operator colleague contractor reviewer responder admin mr mrs ms dr',
);

/** What only people do, so that an unknown name before it is a person's. */
export const HUMAN_ACTS = words(`
  acknowledged added agreed announced applied approved asked attempted believed booked bumped called chose claimed clicked closed
  committed confirmed copied cordoned decided declared deleted deployed disabled discovered drained edited enabled entered escalated
  explained filed fixed flipped forgot found gave granted guessed handed heard hotfixed increased insisted investigated joined knew
  launched learned left logged made merged mentioned migrated moved noticed opened ordered panicked pasted patched phoned pinged
  planned posted pressed promoted proposed provisioned pulled pushed raised ran realised realized rebased rebooted recalled refused
  removed renamed reopened replaced replied reported requested rescheduled resized restarted restored reverted reviewed revoked
  rolled rotated said saw scaled scheduled sent set shipped showed silenced skipped spotted started stopped submitted suggested
  suspected tagged tested thought told took tried triggered turned typed typing uncordoned unplugged updated upgraded uploaded used
  verified run done begun gone written taken given seen asked wiped edited signed volunteered waited wanted warned went woke worked wrote replacing reviewing running investigating debugging deploying
  testing working upgrading rotating restarting migrating asking checking editing typing swapping
  asks says suggests notices restarts runs reports finds deletes deploys opens confirms thinks wonders adds merges
`);

/** What systems hardly do: an unknown name before it is a person's, wherever it stands. */
export const SURELY_HUMAN_ACTS = words(`
  agreed approved asked authored believed clicked commented confirmed decided escalated explained forgot hesitated insisted joined
  knew mentioned merged noticed panicked phoned pinged promised proposed realised realized recalled remembered replied reviewed said
  saw signed submitted suggested suspected thought told typed typing volunteered wanted warned went woke wrote asks says suggests
  notices thinks wonders
`);

/** Before two capitalised words that are no known name. */
export const BEFORE_STRANGER = words(
  'by to from for with asked told paged pinged called contact named colleague engineer developer operator contractor author committer',
);

/** Before a name that nobody knows, and hardly before anything else. */
export const SURELY_BEFORE_PERSON = words(
  'asked told paged pinged messaged phoned thanked mr mrs ms dr prof',
);

/** Auxiliaries and adverbs between a name and what the person does. */
export const BETWEEN = words(
  'was were is had has have did does then later also first already just still again simply never only once not once manually accidentally who and could would should must will might may been being quickly immediately',
);

/** What belongs to a person rather than to a system. */
export const BELONGINGS = words(`
  account approval branch change changes commit commits credentials decision desk edit explanation fix home idea key laptop login
  machine mailbox manager message note notes password patch phone post pr proposal pull question reply request response review
  script session shell shift suggestion terminal test ticket token vacation workaround
`);
