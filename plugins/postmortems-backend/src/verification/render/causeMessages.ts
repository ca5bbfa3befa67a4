/** English words of what ties a possible cause to its effect, and of what speaks against it. */
export const causeEnglish = {
  cause: {
    /** At the end of a list of names. */
    more: ({ number }: { number: string }) => `${number} more`,
    precedes: ({ length, effect }: { length: string; effect: string }) =>
      `It happened ${length} before ${effect}`,
    afterEffect: ({ length, effect }: { length: string; effect: string }) =>
      `It happened ${length} after ${effect}`,
    sameService: ({ service }: { service: string }) => `Both are of ${service}`,
    dependsOn: ({ way, isSealed }: { way: string[]; isSealed: boolean }) =>
      `By the catalog${isSealed ? '' : ' of today'}, ${[
        way.slice(0, 2).join(' depends on '),
        ...way.slice(2),
      ].join(', which depends on ')}`,
    sharedIdentifier: ({ names }: { names: string }) =>
      `The evidence of both names ${names}`,
    undoneThenRecovered: ({
      change,
      ended,
      length,
    }: {
      change: string;
      ended: string;
      length: string;
    }) =>
      `It was undone (${change}); ${ended.replace(
        /^The /,
        'the ',
      )}, ${length} after that`,
    stillThere: ({
      time,
      effect,
      until,
    }: {
      time: string;
      effect: string;
      until: string;
    }) => `It was undone at ${time}, but “${effect}” went on until ${until}`,
    recoveredWhilePresent: ({ ended, time }: { ended: string; time: string }) =>
      `${ended}, but it was undone only at ${time}`,
    onlyChange: ({
      services,
      length,
      effect,
      hasDependencies,
    }: {
      services: string;
      length: string;
      effect: string;
      hasDependencies: boolean;
    }) =>
      `No other change of ${services}${
        hasDependencies ? ' or of what they depend on' : ''
      } was recorded in the ${length} before ${effect}`,
    stepHolds: ({ rule, found }: { rule: string; found: string }) =>
      `The rule of an investigation step (${rule}) holds on the evidence: ${found}`,
    stepRefutes: ({
      hypothesis,
      found,
    }: {
      hypothesis: string;
      found: string;
    }) => `An investigation step tested ${hypothesis}: ${found}`,
    investigatorRefutes: ({
      hypothesis,
      explanation,
    }: {
      hypothesis: string;
      explanation: string;
    }) =>
      `The investigator states that ${hypothesis} was ruled out: ${explanation}`,
    changePoint: ({ breaks }: { breaks: string }) =>
      `${breaks}, right after it`,
    seriesBroke: ({ time, ...moved }: Moved & { time: string }) =>
      `${seriesChanged(moved)} at ${time}`,
  },
  /** The first sign of an incident, and its end. */
  effect: {
    incidentStarted: 'the incident started',
    incidentResolved: ({ time }: { time: string }) =>
      `The incident was resolved at ${time}`,
    alertFired: ({ alert, service }: { alert: string; service: string }) =>
      `${alert} fired for ${service}`,
    alertEnded: ({ alert, time }: { alert: string; time: string }) =>
      `${alert} ended at ${time}`,
    seriesChanged,
    seriesBack: ({
      metric,
      value,
      time,
    }: {
      metric: string;
      value: string;
      time: string;
    }) => `${metric} was back to ${value} at ${time}`,
  },
  /** A change as a possible cause: `deployment of checkout 2.4.1 (before: 2.4.0)`. */
  recordedChange: {
    kind: {
      deployment: 'deployment',
      rollback: 'rollback',
      config_change: 'configuration change',
      flag_change: 'flag change',
      scaling: 'scaling',
      certificate: 'certificate event',
    },
    of: ({
      kind,
      name,
      service,
      version,
      previousVersion,
      message,
    }: {
      kind: string;
      name?: string;
      service: string;
      version?: string;
      previousVersion?: string;
      message?: string;
    }) =>
      [
        kind,
        name ? ` ${name}` : '',
        ` of ${service}`,
        version ? ` ${version}` : '',
        previousVersion ? ` (before: ${previousVersion})` : '',
        message ? `: ${message}` : '',
      ].join(''),
  },
  /** What the rule of a step finds when it is evaluated again. */
  rule: {
    found: ({ terms }: { terms: string }) => `${terms} is there`,
    foundNone: ({ terms }: { terms: string }) => `none of ${terms} is there`,
    count: ({ number }: { number: string }) => `the count is ${number}`,
    value: ({ subject, value }: { subject: string; value: string }) =>
      `${subject} was ${value}`,
    between: ({
      subject,
      low,
      high,
    }: {
      subject: string;
      low: string;
      high: string;
    }) => `${subject} was between ${low} and ${high}`,
  },
};

type Moved = { series: string; before: string; after: string };

function seriesChanged({ series, before, after }: Moved): string {
  return `${series} changed from ${before} to ${after}`;
}
