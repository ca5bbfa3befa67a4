/** English words of headings and proposals, which are no assertions. */
export const draftingEnglish = {
  causeInShort: ({ statements }: { statements: string[] }) =>
    `${statements.length > 1 ? 'Causes' : 'Cause'}: ${statements.join('; ')}.`,
  moreSeries: ({ number }: { number: string }) =>
    `${number} more series moved less`,
  otherServices: ({ number }: { number: string }) =>
    `${number} series moved in services that the incident does not list`,
  section: {
    summary: 'Summary',
    impact: 'Impact',
    timeline: 'Timeline',
    rootCause: 'Root cause',
    contributingFactors: 'Contributing factors',
    waysOfWorking: 'Ways of working',
    ruledOut: 'Ruled out',
    notChecked: 'Not checked',
    actionItems: 'Action items',
  },
  proposal: {
    findWhyAlertFired: ({ alert, service }: AlertOf) =>
      `Find out why ${alert} fired for ${service}`,
    findWhyMetricRose: ({ series, extreme }: MovedMetric) =>
      `Find out why ${series} rose to ${extreme}`,
    findWhyMetricFell: ({ series, extreme }: MovedMetric) =>
      `Find out why ${series} fell to ${extreme}`,
    findCause: ({ key }: { key: string }) => `Find the cause of ${key}`,
    causeIsNamed: ({ key }: { key: string }) =>
      `The postmortem of ${key} names a root cause that its evidence supports, or says why none can be found.`,
    addReleaseCheck: ({ service, version }: Release) =>
      `Add a release check to ${service} that catches the change in version ${version}`,
    checkRejectsChange: ({
      service,
      version,
      quote,
    }: Release & { quote: string }) =>
      `The release check of ${service} rejects version ${version} (${quote}).`,
    checkRejects: ({ service, version }: Release) =>
      `The release check of ${service} rejects version ${version} before it reaches production.`,
    fixCause: ({ cause }: { cause: string }) => `Fix the cause: ${cause}`,
    fixCauseIn: ({ key, service }: IncidentOf) =>
      `Fix the cause of ${key} in ${service}`,
    alertStaysSilent: ({
      alert,
      service,
      quote,
    }: AlertOf & { quote?: string }) =>
      `A test recreates the cause and the alert ${alert}${
        quote ? ` (${quote})` : ''
      } does not fire for ${service}.`,
    metricStays: ({ series, before }: { series: string; before: string }) =>
      `A test recreates the cause and ${series} stays at ${before}, as before the incident.`,
    testPasses: ({ service }: { service: string }) =>
      `A test of ${service} recreates the cause and passes.`,
    pageOnCall: ({ alert, service }: AlertOf) =>
      `Page the on-call when ${alert} fires for ${service}`,
    testPages: ({ alert, service, length }: AlertOf & { length: string }) =>
      `A test of ${alert} for ${service} pages the on-call within ${length}.`,
    fireSooner: ({ alert, service, length }: AlertOf & { length: string }) =>
      `Make ${alert} fire for ${service} within ${length}`,
    replayFires: ({
      key,
      alert,
      service,
      length,
    }: AlertOf & { key: string; length: string }) =>
      `A replay of ${key} fires ${alert} for ${service} within ${length}.`,
    addAlertOnMetric: ({ series }: { series: string }) =>
      `Add an alert on ${series}`,
    replayFiresOnMetric: ({
      key,
      series,
      length,
    }: {
      key: string;
      series: string;
      length: string;
    }) => `A replay of ${key} fires an alert on ${series} within ${length}.`,
    addAlertForService: ({ service }: { service: string }) =>
      `Add an alert for ${service}`,
    replayFiresForService: ({
      key,
      service,
      length,
    }: IncidentOf & { length: string }) =>
      `A replay of ${key} fires an alert for ${service} within ${length}.`,
    removeFactor: ({ factor }: { factor: string }) =>
      `Remove a contributing factor: ${factor}`,
    removeFactorFrom: ({ key, service }: IncidentOf) =>
      `Remove a contributing factor of ${key} from ${service}`,
    factorIsRemoved: ({ service }: { service: string }) =>
      `The change to ${service} that removes it is linked here, together with the test or alert that shows it.`,
    collectTelemetry: ({ services }: { services: string }) =>
      `Collect telemetry of ${services}`,
    telemetryIsCollected: ({ services }: { services: string }) =>
      `A metric and an alert of ${services} are collected as evidence of a test incident.`,
  },
};

type AlertOf = { alert: string; service: string };
type MovedMetric = { series: string; extreme: string };
type Release = { service: string; version: string };
type IncidentOf = { key: string; service: string };
