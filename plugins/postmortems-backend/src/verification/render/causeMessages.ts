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
    disputed: ({ quote, actor }: { quote: string; actor?: string }) =>
      `Disputed in chat${actor ? ` by ${actor}` : ''}: ${quote}`,
    beginsWithEffect: ({
      number,
      count,
      time,
      length,
      isBefore,
      effect,
    }: {
      number: string;
      count: number;
      time: string;
      length: string;
      isBefore: boolean;
      effect: string;
    }) =>
      `It begins with the effect: ${
        count > 1 ? `recorded ${number} times, first` : 'recorded'
      } at ${time}, ${length} ${isBefore ? 'before' : 'after'} ${effect}`,
    endsWithEffect: ({ time, ended }: { time: string; ended: string }) =>
      `It ends with the effect: recorded for the last time at ${time}; ${ended.replace(
        /^The /,
        'the ',
      )}`,
    notSeenBefore: ({ time }: { time: string }) =>
      `It was not recorded before, in evidence that begins at ${time}`,
    limitReached: ({ value, time }: { value: string; time: string }) =>
      `It reached ${value} at ${time}`,
    changePoint: ({ breaks }: { breaks: string }) =>
      `${breaks}, right after it`,
    seriesBroke: ({ time, ...moved }: Moved & { time: string }) =>
      `${seriesChanged(moved)} at ${time}`,
  },
  /** What was undone, and what the incident showed after that. */
  undoneInVain: ({ change, later }: { change: string; later: string }) =>
    `${change}, but ${later.replace(/^The /, 'the ')}`,
  endedOnlyAt: ({
    change,
    words,
    time,
  }: {
    change: string;
    words: string;
    time: string;
  }) => `${change}; ${words.replace(/^The /, 'the ')} only at ${time}`,
  happenedAt: ({ words, time }: { words: string; time: string }) =>
    `${words} at ${time}`,
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
  /** What logs, platform events and metrics show, as a possible cause. */
  condition: {
    log: ({ service, quote }: { service: string; quote: string }) =>
      `${service} logged ${quote}`,
    event: ({
      service,
      reason,
      quote,
    }: {
      service: string;
      reason: string;
      quote: string;
    }) => `${reason} of ${service}${quote ? `: ${quote}` : ''}`,
    limit: ({ series, value }: { series: string; value: string }) =>
      `${series} at its limit of ${value}`,
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
