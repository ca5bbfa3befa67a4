/** English words of headings and proposals, which are no assertions. */
export const draftingEnglish = {
  causeInShort: ({ statements }: { statements: string[] }) =>
    `Confirmed ${statements.length > 1 ? 'causes' : 'cause'}: ${statements.join(
      '; ',
    )}.`,
  headline: ({ service, symptom }: { service: string; symptom: string }) =>
    `${service}: ${symptom}`,
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
    addReleaseCheck: ({ service, version }: Release) =>
      `Add a release check to ${service} that catches what version ${version} broke`,
    checkRejects: ({ service, version }: Release) =>
      `The release check of ${service} rejects version ${version} before it reaches production.`,
    rehearseRollback: ({ service }: { service: string }) =>
      `Write a runbook for the rollback of ${service} and rehearse it`,
    rollbackIsRehearsed: ({ service }: { service: string }) =>
      `The runbook for the rollback of ${service} is linked here, with the time that a rehearsal of it took.`,
    addExpiryAlert: ({ service }: { service: string }) =>
      `Add an alert on the expiry of the certificate of ${service}`,
    expiryAlertFires: ({ service }: { service: string }) =>
      `A test of the alert fires 14 days before the certificate of ${service} expires.`,
    pageOnCall: ({ alert, service }: AlertOf) =>
      `Page the on-call when ${alert} fires for ${service}`,
    testPages: ({ alert, service, length }: AlertOf & { length: string }) =>
      `A test of ${alert} for ${service} pages the on-call within ${length}.`,
    fireSooner: ({ alert, service, length }: AlertOf & { length: string }) =>
      `Make ${alert} fire for ${service} within ${length}`,
    testFires: ({ alert, service, length }: AlertOf & { length: string }) =>
      `A test that makes ${service} fail fires ${alert} within ${length}.`,
    addAlertOnMetric: ({ series }: { series: string }) =>
      `Add an alert on ${series}`,
    alertOnMetricFires: ({
      series,
      extreme,
    }: {
      series: string;
      extreme: string;
    }) => `A test of the alert fires before ${series} reaches ${extreme}.`,
    keepPromise: ({ quote }: { quote: string }) =>
      `Follow-up from chat: ${quote}`,
    addMissing: ({ quote }: { quote: string }) =>
      `Add what was missing: ${quote}`,
    promiseIsKept:
      'The change is merged and linked here, or the reason to drop it is.',
    repairTool: ({ action, time, quote }: Refused) =>
      `Give investigations the access that a ${action} was refused at ${time}: ${quote}`,
    toolAnswers: ({ action }: { action: string }) =>
      `A test investigation makes the same ${action} and logs its answer.`,
  },
};

type Refused = { action: string; time: string; quote: string };
type AlertOf = { alert: string; service: string };
type Release = { service: string; version: string };
