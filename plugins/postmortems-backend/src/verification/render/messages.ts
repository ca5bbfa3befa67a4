import { causeEnglish } from './causeMessages';
import { draftingEnglish } from './draftingMessages';
import { summaryEnglish } from './summaryMessages';

type Named = { name: string };

const NUMBER_WORDS: Readonly<Record<number, string>> = {
  2: 'two',
  3: 'three',
  4: 'four',
  5: 'five',
  6: 'six',
  7: 'seven',
  8: 'eight',
  9: 'nine',
};

/**
 * English words of the sentences that are rendered from assertions, and of
 * what drafting proposes. Parameters are names, quotations, numbers and times
 * that have been put into the language already.
 */
export const english = {
  /** For numbers, lists, lengths of time and names of time zones. */
  locale: 'en-GB',

  ...draftingEnglish,
  ...causeEnglish,
  ...summaryEnglish,

  // Sentences
  sentence: ({ words }: { words: string }) =>
    // A quotation that ends a sentence of its own ends this one too.
    `${words}.`.replace(/([.!?])”\.$/, '$1”'),
  entry: ({ time, words }: { time: string; words: string }) =>
    `${time}: ${words}`,
  quote: ({ text }: { text: string }) => `“${text}”`,
  aService: 'a service',
  others: 'others',

  // Times
  clock: ({ clock, zone }: { clock: string; zone: string }) =>
    `${clock} ${zone}`,
  hour: ({ hour, zone }: { hour: string; zone: string }) => `${hour}h ${zone}`,
  dayAndTime: ({ day, time }: { day: string; time: string }) =>
    `${day} ${time}`,
  during: ({ from, to }: { from?: string; to?: string }) => {
    if (from && to) return ` between ${from} and ${to}`;
    if (from) return ` from ${from}`;
    return to ? ` until ${to}` : '';
  },

  // Quantities
  percent: ({ number }: { number: string }) => `${number} %`,
  seconds: ({ number }: { number: string }) => `${number} s`,
  milliseconds: ({ number }: { number: string }) => `${number} ms`,
  perSecond: ({ number }: { number: string }) => `${number} per second`,
  bytes: ({ number, scale }: { number: string; scale: number }) =>
    `${number} ${['bytes', 'KiB', 'MiB', 'GiB', 'TiB'][scale]}`,
  withUnit: ({ number, unit }: { number: string; unit: string }) =>
    `${number} ${unit}`,
  bound: {
    exactly: ({ amount }: { amount: string }) => amount,
    about: ({ amount }: { amount: string }) => `about ${amount}`,
    almost: ({ amount }: { amount: string }) => `almost ${amount}`,
    at_least: ({ amount }: { amount: string }) => `at least ${amount}`,
    at_most: ({ amount }: { amount: string }) => `at most ${amount}`,
    more_than: ({ amount }: { amount: string }) => `more than ${amount}`,
    less_than: ({ amount }: { amount: string }) => `less than ${amount}`,
  },

  // Metrics
  series: ({ metric, service }: { metric: string; service: string }) =>
    `${metric} of ${service}`,
  labelled: ({ series, labels }: { series: string; labels: string[] }) =>
    `${series} (${labels.join(', ')})`,
  valueAtPoint: ({ series, amount }: { series: string; amount: string }) =>
    `${series} was ${amount}`,
  valueBack: ({ series, amount }: { series: string; amount: string }) =>
    `${series} was back at ${amount}`,
  valueThroughout: ({ series, amount }: { series: string; amount: string }) =>
    `${series} was always ${amount}`,
  valueNever: ({ series, amount }: { series: string; amount: string }) =>
    `${series} was never ${amount}`,
  stayed: ({ series, amount }: { series: string; amount?: string }) =>
    amount ? `${series} stayed at ${amount}` : `${series} stayed as it was`,
  stayedBetween: ({
    series,
    low,
    high,
  }: {
    series: string;
    low: string;
    high: string;
  }) => `${series} stayed between ${low} and ${high}`,
  changed: (change: {
    series: string;
    direction: 'rose' | 'fell';
    from?: string;
    to?: string;
    by?: string;
    factor?: string;
    within?: string;
    fromTime?: string;
    toTime?: string;
    isExtreme: boolean;
    limit?: string;
    /** How long it kept the second value. */
    held?: { until: string };
    later?: { amount: string; time: string; is: 'back' | 'level' | 'point' };
    /** After an earlier change of the same series, which the sentence tells before. */
    isAgain?: boolean;
  }) => {
    const { series, direction, from, to, by, factor, within } = change;
    const { fromTime, toTime, limit, held, later } = change;
    const superlative = direction === 'rose' ? 'peak ' : 'lowest ';
    const atTime = toTime
      ? ` (${change.isExtreme ? superlative : ''}at ${toTime})`
      : '';
    return [
      change.isAgain ? `${direction} again` : `${series} ${direction}`,
      by ? ` by ${by}` : '',
      factor ? ` by a factor of ${factor}` : '',
      from && !change.isAgain ? ` from ${from}` : '',
      fromTime && !change.isAgain ? ` (at ${fromTime})` : '',
      to ? ` to ${to}` : '',
      limit ? ` of ${limit}` : '',
      within ? ` within ${within}` : '',
      atTime,
      held ? `${later ? ',' : ' and'} stayed there until ${held.until}` : '',
      later ? ` and was ${laterWords(later)}` : '',
    ].join('');
  },
  /** Up and down, several times between the same two values. */
  swung: ({
    series,
    count,
    low,
    high,
    from,
    to,
    peak,
    later,
  }: {
    series: string;
    count: number;
    low: string;
    high: string;
    from: string;
    to: string;
    /** When it was at its highest. */
    peak?: string;
    later?: { amount: string; time: string; is: 'back' | 'level' | 'point' };
  }) =>
    `${series} rose and fell ${
      NUMBER_WORDS[count] ?? count
    } times between ${low} and ${high}${
      peak ? ` (peak at ${peak})` : ''
    } from ${from} to ${to}${later ? `, and was ${laterWords(later)}` : ''}`,
  /** A second rise or fall of a series after the first was over. */
  changedAgain: ({ first, again }: { first: string; again: string }) =>
    `${first}; it ${again}`,
  extremeOf: ({
    series,
    amount,
    limit,
  }: {
    series: string;
    amount: string;
    limit: string;
  }) => `${series} reached ${amount} of ${limit}`,
  highest: ({ series, amount }: { series: string; amount?: string }) =>
    amount ? `${series} peaked at ${amount}` : `${series} was at its highest`,
  lowest: ({ series, amount }: { series: string; amount?: string }) =>
    `${series} was at its lowest${amount ? `: ${amount}` : ''}`,
  aggregate: {
    sum: ({ series, amount }: { series: string; amount: string }) =>
      `The sum of ${series} was ${amount}`,
    mean: ({ series, amount }: { series: string; amount: string }) =>
      `The mean of ${series} was ${amount}`,
    median: ({ series, amount }: { series: string; amount: string }) =>
      `The median of ${series} was ${amount}`,
    p95: ({ series, amount }: { series: string; amount: string }) =>
      `The 95th percentile of ${series} was ${amount}`,
    p99: ({ series, amount }: { series: string; amount: string }) =>
      `The 99th percentile of ${series} was ${amount}`,
  },

  // Alerts
  alertFor: ({ name, service }: Named & { service: string }) =>
    `${name} for ${service}`,
  alert: {
    fired: ({ alert, severity }: { alert: string; severity?: string }) =>
      `The alert ${alert} fired${severity ? ` with severity ${severity}` : ''}`,
    ended: ({ alert, severity }: { alert: string; severity?: string }) =>
      `The alert ${alert}${
        severity ? ` of severity ${severity}` : ''
      } was resolved`,
  },
  alertsFired: ({
    number,
    count,
    service,
    names,
  }: {
    number: string;
    count: number;
    service?: string;
    names?: string;
  }) =>
    `${number} ${count === 1 ? 'alert' : 'alerts'}${
      service ? ` of ${service}` : ''
    } fired${names ? `: ${names}` : ''}`,

  // Changes
  change: {
    deployment: (change: {
      service: string;
      to?: string;
      from?: string;
      name?: string;
    }) =>
      [
        change.to ? `Version ${change.to} of ` : '',
        change.service,
        change.name ? ` (${change.name})` : '',
        ' was deployed',
        change.from ? ` (previously ${change.from})` : '',
      ].join(''),
    rollback: (change: {
      service: string;
      to?: string;
      from?: string;
      name?: string;
    }) =>
      [
        change.service,
        change.name ? ` (${change.name})` : '',
        ' was rolled back',
        change.to ? ` to version ${change.to}` : '',
        change.from ? ` (from ${change.from})` : '',
      ].join(''),
    config_change: (change: {
      service: string;
      to?: string;
      from?: string;
      name?: string;
    }) =>
      [
        `The configuration of ${change.service}`,
        change.name ? ` (${change.name})` : '',
        ' was changed',
        change.from ? ` from ${change.from}` : '',
        change.to ? ` to ${change.to}` : '',
      ].join(''),
  },
  /** A change that is under way, waits or failed. */
  changeNotDone: {
    deployment: ({ service, to, name, status }: UnfinishedChange) =>
      `The deployment of ${to ? `version ${to} of ` : ''}${service}${
        name ? ` (${name})` : ''
      } ${stood(status)}`,
    rollback: ({ service, to, name, status }: UnfinishedChange) =>
      `The rollback of ${service}${name ? ` (${name})` : ''}${
        to ? ` to version ${to}` : ''
      } ${stood(status)}`,
    config_change: ({ service, to, name, status }: UnfinishedChange) =>
      `The change of the configuration of ${service}${
        name ? ` (${name})` : ''
      }${to ? ` to ${to}` : ''} ${stood(status)}`,
  },
  inEnvironment: ({ environment }: { environment: string }) =>
    ` in ${environment}`,
  withStatus: ({ status }: { status: string }) => `, with status ${status}`,
  beforeStart: ({ length }: { length: string }) =>
    `, ${length} before the incident started`,
  madeBy: ({ actor }: { actor?: string }) =>
    `${actor ?? 'Somebody'} made the change`,

  // What sources say
  logged: ({
    service,
    level,
    quote,
    times,
  }: {
    service: string;
    level?: string;
    quote: string;
    times?: string;
  }) =>
    `${service} logged ${quote}${level ? ` at level ${level}` : ''}${
      times ? ` ${times} times` : ''
    }`,
  platformEvent: ({
    service,
    reason,
    quote,
  }: {
    service: string;
    reason?: string;
    quote: string;
  }) =>
    `Platform event for ${service}${reason ? ` (${reason})` : ''}: ${quote}`,
  note: ({ service, quote }: { service: string; quote: string }) =>
    `Note on ${service}: ${quote}`,
  recordedBy: ({
    source,
    service,
    quote,
  }: {
    source: string;
    service: string;
    quote: string;
  }) => `Recorded by ${source} for ${service}: ${quote}`,
  recordedFor: ({ service, quote }: { service?: string; quote: string }) =>
    service
      ? `The evidence for ${service} says ${quote}`
      : `The evidence says ${quote}`,
  wrote: ({
    speaker,
    channel,
    quote,
    spoken,
    under,
  }: {
    speaker?: string;
    channel?: string;
    spoken?: boolean;
    quote: string;
    /** The section that quotes more of it. */
    under?: string;
  }) =>
    `${spokenOrWritten({ speaker, spoken })}${
      channel ? ` in ${channel}` : ''
    }: ${quote}${under ? ` (more under ${under})` : ''}`,
  withMoreQuotes: ({ words, quotes }: { words: string; quotes: string[] }) =>
    [words, ...quotes].join('; '),
  /** Cells of a table that stand in one row. */
  rowOf: ({ cells }: { cells: string[] }) => cells.join(' · '),
  withQuote: ({ words, quote }: { words: string; quote: string }) =>
    `${words}: ${quote}`,
  records: ({ number, count }: { number: string; count: number }) =>
    ` (${number} ${count === 1 ? 'record' : 'records'})`,
  linesLikeIt: ({ number, until }: { number: string; until: string }) =>
    ` (${number} such lines until ${until})`,
  alertAgain: ({ number, since }: { number: string; since: string }) =>
    ` again (${number} times since ${since})`,
  alertsAtOnce: ({ number }: { number: string }) =>
    ` (${number} such alerts at once)`,
  alertsLikeIt: {
    firing: ({ number, until }: { number: string; until: string }) =>
      ` (fired ${number} times until ${until})`,
    resolved: ({ number, until }: { number: string; until: string }) =>
      ` (resolved ${number} times until ${until})`,
  },
  correlated: ({ number, id }: { number: string; id: string }) =>
    ` (one of ${number} records with the correlation id ${id})`,

  // What is folded in the timeline
  folded: ({ parts, range }: { parts: string; range: string }) =>
    `${parts}, ${range}`,
  range: ({ from, to }: { from: string; to: string }) => `${from}–${to}`,
  foldedKind: {
    message: ({ number, count, people }: Folded) =>
      `${number} chat ${count === 1 ? 'message' : 'messages'}${
        people ? ` by ${people} people` : ''
      }`,
    log: ({ number, count, service }: Folded) =>
      `${number} log ${count === 1 ? 'line' : 'lines'}${
        service ? ` of ${service}` : ''
      }`,
    alert: ({ number, count }: Folded) =>
      `${number} alert ${count === 1 ? 'notice' : 'notices'}`,
    event: ({ number, count }: Folded) =>
      `${number} platform ${count === 1 ? 'event' : 'events'}`,
    deployment: ({ number, count }: Folded) =>
      `${number} ${count === 1 ? 'deployment' : 'deployments'}`,
    rollback: ({ number, count }: Folded) =>
      `${number} ${count === 1 ? 'rollback' : 'rollbacks'}`,
    config_change: ({ number, count }: Folded) =>
      `${number} configuration ${count === 1 ? 'change' : 'changes'}`,
  } as Record<string, (folded: Folded) => string>,
  foldedOther: ({ number, count, kind }: Folded & { kind: string }) =>
    `${number} ${count === 1 ? 'record' : 'records'} of kind ${kind}`,
  showFolded: ({ shown, all }: { shown: string; all?: string }) =>
    all ? `Show ${shown} of ${all}` : `Show ${shown}`,

  // The incident
  happened: (incident: Reported & { length?: string }) => {
    const { key, severity, services, length, start, end } = incident;
    const affected = `${key} (${severity}) affected ${services}`;
    const lasted = length ? ` for ${length},` : '';
    return end
      ? `${affected}${lasted} from ${start} to ${end}`
      : `${affected} from ${start} and had not been resolved when the evidence was sealed`;
  },
  /** An incident of which people wrote that it affected nobody; their words follow. */
  reportedIncident: ({ key, severity, services, start, end }: Reported) => {
    const reported = `${key} (${severity}) was reported for ${services}`;
    return end
      ? `${reported} from ${start} to ${end}`
      : `${reported} from ${start} and had not been closed when the evidence was sealed`;
  },
  milestone: {
    started: 'The incident started',
    detected: 'The incident was detected',
    mitigated: 'The incident was mitigated',
    resolved: 'The incident was resolved',
  },
  duration: {
    incident: ({ length }: { length: string }) =>
      `The incident lasted ${length}`,
    detection: ({ length }: { length: string }) =>
      `The incident was detected after ${length}`,
    mitigation: ({ length }: { length: string }) =>
      `The incident was mitigated after ${length}`,
    alert: ({ length }: { length: string }) => `The alert lasted ${length}`,
  },
  affected: ({
    number,
    count,
    services,
  }: {
    number: string;
    count: number;
    services: string;
  }) =>
    count === 1
      ? `The affected service was ${services}`
      : `${number} services were affected: ${services}`,
  record: {
    key: ({ value }: { value: string }) => `The incident is ${value}`,
    severity: ({ value }: { value: string }) =>
      `The severity of the incident is ${value}`,
    status: ({ value }: { value: string }) =>
      `The status of the incident is ${value}`,
    title: ({ value }: { value: string }) =>
      `The title of the incident is ${value}`,
    times: ({ value }: { value: string }) =>
      `The times of the incident are ${value}`,
  },
  incidentState: {
    open: 'The incident was not resolved',
    mitigated: 'The incident was mitigated, and not resolved',
    resolved: 'The incident was resolved',
    firing: 'The incident was going on',
    deployed: 'The incident was deployed',
  },
  state: {
    firing: ({ event }: { event: string }) =>
      `The alert of ${event} was firing`,
    resolved: ({ event }: { event: string }) =>
      `The alert of ${event} was resolved`,
    deployed: ({ event }: { event: string }) =>
      `The change of ${event} was deployed`,
    open: ({ event }: { event: string }) => `The incident of ${event} was open`,
    mitigated: ({ event }: { event: string }) =>
      `The incident of ${event} was mitigated`,
  },

  // Sets of evidence
  alertRecords: ({ number, count }: { number: string; count: number }) =>
    `The evidence holds ${number} alert ${count === 1 ? 'record' : 'records'}`,
  selection: {
    kind: {
      alert: 'alerts',
      log: 'log lines',
      message: 'chat messages',
      deployment: 'deployments',
      rollback: 'rollbacks',
      config_change: 'configuration changes',
      event: 'platform events',
      metric: 'metrics',
      step: 'investigation steps',
      other: 'pieces of evidence',
    } as Record<string, string>,
    of: ({ service }: { service: string }) => ` of ${service}`,
    named: ({ name }: Named) => ` named ${name}`,
    level: ({ level }: { level: string }) => ` at level ${level}`,
    status: {
      firing: ' that fired',
      resolved: ' that were resolved',
    } as Record<string, string>,
    from: {
      chat: ' from chat',
      telemetry: ' from telemetry',
      deployment: ' from deployments',
      agent_trace: ' from the investigation',
    } as Record<string, string>,
    regions: ({ regions }: { regions: string }) => ` in ${regions}`,
    saying: ({ quote }: { quote: string }) => ` that say ${quote}`,
    like: ({ quote }: { quote: string }) => ` like ${quote}`,
    correlated: ({ id }: { id: string }) => ` with the correlation id ${id}`,
    byOthers: ({ event }: { event: string }) =>
      ` by others than the author of ${event}`,
    sameAs: ({ event }: { event: string }) => ` that say the same as ${event}`,
  },
  counted: {
    nodes: ({ number, things }: { number: string; things: string }) =>
      `The evidence holds ${number} ${things}`,
    alerts: ({ number, things }: { number: string; things: string }) =>
      `The evidence names ${number} different ${things}`,
    services: ({ number, things }: { number: string; things: string }) =>
      `${number} services have ${things}`,
    speakers: ({ number, things }: { number: string; things: string }) =>
      `${number} people wrote ${things}`,
    regions: ({ number, things }: { number: string; things: string }) =>
      `${number} regions have ${things}`,
    occurrences: ({ number, things }: { number: string; things: string }) =>
      `The evidence tells ${number} times of ${things}`,
  },
  onlyInRegions: ({
    set,
    regions,
    count,
    number,
  }: {
    set: string;
    regions: string;
    count: number;
    number: string;
  }) =>
    `All ${set} are from ${regions}, ${
      count === 1 ? 'one' : count
    } of the ${number} regions in the evidence`,
  share: ({
    amount,
    whole,
    part,
  }: {
    amount: string;
    whole: string;
    part: string;
  }) => `Of the ${whole}, ${amount} are ${part}`,
  absent: ({ things }: { things: string }) => `The evidence holds no ${things}`,
  silence: ({ from, to }: { from: string; to: string }) =>
    `No chat message between ${from} and ${to}`,
  nobodyElseWrote: ({ to }: { to: string }) =>
    `No message by anybody else until ${to}`,
  quantified: {
    all: ({ set, having }: { set: string; having: string; number: string }) =>
      `All ${set} are ${having}`,
    most: ({ set, having }: { set: string; having: string; number: string }) =>
      `Most ${set} are ${having}`,
    none: ({ set, having }: { set: string; having: string; number: string }) =>
      `No ${set} are ${having}`,
    only: ({ set, having }: { set: string; having: string; number: string }) =>
      `Only ${having} are ${set}`,
    at_least: ({
      set,
      having,
      number,
    }: {
      set: string;
      having: string;
      number: string;
    }) => `At least ${number} ${set} are ${having}`,
  },

  // What the evidence lacks
  missing: {
    chat: 'No chat messages were collected',
    telemetry: 'No telemetry was collected',
    deployment: 'No deployments were collected',
    agent_trace: 'No investigation was recorded',
    nothing: ({ number }: { number?: string }) =>
      `Evidence of every type was collected: chat messages, telemetry, deployments and an investigation${
        number ? ` (${number} pieces)` : ''
      }`,
    telemetry_of_services: ({
      count,
      services,
    }: {
      count: number;
      services: string;
    }) =>
      `No telemetry of the affected ${
        count === 1 ? 'service' : 'services'
      } ${services} was collected`,
    collection: ({ source, quote }: { source?: string; quote?: string }) =>
      `Collection${source ? ` from ${source}` : ''} was incomplete${
        quote ? `: ${quote}` : ''
      }`,
    uninterpreted: ({ number, count, kind }: OfKind) =>
      `${number} ${
        count === 1 ? 'piece' : 'pieces'
      } of evidence of the kind ${kind} ${
        count === 1 ? 'was' : 'were'
      } quoted, not interpreted`,
    unused: ({ number, count, kind }: OfKind) =>
      `${number} ${
        count === 1 ? 'piece' : 'pieces'
      } of evidence of the kind ${kind} ${
        count === 1 ? 'was' : 'were'
      } not used`,
    truncated: ({ number, count }: { number: string; count: number }) =>
      `${number} ${
        count === 1
          ? 'piece of evidence was too large and has been cut'
          : 'pieces of evidence were too large and have been cut'
      }`,
    detection_time: 'The record does not say when the incident was detected',
    mitigation_time: 'The record does not say when the incident was mitigated',
    resolution_time: 'The record does not say when the incident was resolved',
    unread: ({ number, count }: { number: string; count: number }) =>
      `There is too much evidence to read all of it: ${number} ${
        count === 1 ? 'piece was' : 'pieces were'
      } left out of this draft`,
    selection: ({ number }: { number: string }) =>
      `The timeline is a selection from ${number} pieces of evidence`,
  },
  /** What an investigation does not say, and what follows when there was none. */
  inconclusive: {
    cause: {
      investigated: ({ steps }: { steps: string }) =>
        `${steps} leaves the cause undetermined`,
      without: 'No investigation was recorded: the cause is undetermined',
    },
    confirmed_cause: {
      investigated: ({ steps }: { steps: string }) =>
        `${steps} leaves the cause unconfirmed`,
      without: 'No investigation was recorded: the cause is undetermined',
    },
    contributing_factors: {
      investigated: ({ steps }: { steps: string }) =>
        `${steps} names no contributing factor`,
      without: 'No investigation was recorded: no contributing factor is known',
    },
    refuted_hypothesis: {
      investigated: ({ steps }: { steps: string }) =>
        `${steps} ruled out no hypothesis`,
      without: 'No investigation was recorded: nothing has been ruled out',
    },
  },
  investigation: ({ number, count }: { number?: string; count?: number }) =>
    number
      ? `The investigation (${number} ${count === 1 ? 'step' : 'steps'})`
      : 'The investigation',

  // Steps of an investigation
  action: {
    query_metric: 'metric query',
    inspect_log: 'log inspection',
    check_deployment: 'deployment check',
    correlate_event: 'correlated events',
    step: 'a step of the investigation',
  } as Record<string, string>,
  found: (step: Step) => `Found by ${stepWords(step)}`,
  ruledOut: (step: Step) => `Ruled out by ${stepWords(step)}`,
  notRun: ({ action, target, hypothesis, quote }: Step) => {
    const by = `${action}${target ? ` (${target})` : ''}`;
    const failed = `its tool call failed${quote ? `: ${quote}` : ''}`;
    return hypothesis
      ? `The investigation could not check ${hypothesis} by ${by}, because ${failed}`
      : `A step of the investigation, ${by}, could not be taken, because ${failed}`;
  },

  notRecorded: ({ action, target, hypothesis }: Step) => {
    const by = `${action}${target ? ` (${target})` : ''}`;
    return hypothesis
      ? `Whether ${hypothesis} holds was looked at by ${by}, but what it found was not recorded`
      : `What a step of the investigation found, ${by}, was not recorded`;
  },

  // Between events
  event: {
    startedAt: 'the start of the incident',
    detectedAt: 'the detection of the incident',
    mitigatedAt: 'the mitigation of the incident',
    resolvedAt: 'the resolution of the incident',
    start: ({ id }: { id: string }) => `the start of ${id}`,
    end: ({ id }: { id: string }) => `the end of ${id}`,
    evidence: ({ id }: { id: string }) => `evidence ${id}`,
    some: 'what the evidence shows',
  },
  order: {
    before: ({ first, second }: { first: string; second: string }) =>
      `Before ${second} came ${first}`,
    after: ({ first, second }: { first: string; second: string }) =>
      `After ${second} came ${first}`,
    same: ({ first, second }: { first: string; second: string }) =>
      `At the same time came ${first} and ${second}`,
  },
  gap: ({ from, to, length }: { from: string; to: string; length: string }) =>
    `Between ${from} and ${to} passed ${length}`,
  /** The record's time, and what the evidence shows at another. */
  disagreement: {
    earlier: ({ milestone, recorded, length, at, words }: Disagreement) =>
      `The record says ${milestone} at ${recorded}. ${length} earlier, at ${at}: ${words}`,
    later: ({ milestone, recorded, length, at, words }: Disagreement) =>
      `The record says ${milestone} at ${recorded}. ${length} later, at ${at}: ${words}`,
  },
  recordedAs: {
    started: 'started',
    detected: 'detected',
    mitigated: 'mitigated',
    resolved: 'resolved',
  },
  dependency: ({ from, to }: { from: string; to: string }) =>
    `${from} depends on ${to}`,
  candidate: {
    investigator: ({ quote }: Candidate) =>
      `Possible cause, stated by the investigator: ${quote}`,
    chat: ({ quote, speaker }: Candidate) =>
      `Possible cause, stated in chat${
        speaker ? ` by ${speaker}` : ''
      }: ${quote}`,
    change: ({ statement }: Candidate) =>
      `Possible cause, a change: ${statement}`,
    condition: ({ statement }: Candidate) =>
      `Possible cause, a condition that the evidence shows: ${statement}`,
    /** What the evidence speaks against, and nothing for. */
    unlikely: ({ statement }: Candidate) =>
      `Considered as a cause: ${statement}`,
    person: ({ quote }: Candidate) =>
      `Possible cause, stated by a person: ${quote}`,
    model: ({ quote }: Candidate) =>
      `Possible cause, suggested by a model: ${quote}`,
  },
  causeNotConfirmed: ({
    number,
    count,
  }: {
    number?: string;
    count: number;
  }) => {
    if (count === 0) {
      return 'The cause is not confirmed; every possible cause that was found has been ruled out';
    }
    return count === 1
      ? 'The cause is not confirmed; one possible cause is listed'
      : `The cause is not confirmed; ${number} possible causes are listed`;
  },
};

function laterWords({
  amount,
  time,
  is,
}: {
  amount: string;
  time: string;
  is: 'back' | 'level' | 'point';
}): string {
  if (is === 'level') return `${amount} from ${time} on`;
  return `${is === 'back' ? 'back at ' : ''}${amount} at ${time}`;
}

/** Every word of rendered sentences, in one language. */
export type Messages = typeof english;

/** A step of an investigation. */
type Step = {
  action: string;
  /** Its outcome is what the investigator states. */
  isStated: boolean;
  /** What it looked at. */
  target?: string;
  hypothesis?: string;
  quote?: string;
};

function stepWords({ action, isStated, target, hypothesis, quote }: Step) {
  const because = hypothesis && quote ? `, because ${quote}` : quote ?? '';
  const what = `${hypothesis ?? ''}${because}`;
  return `${action}${target ? ` (${target})` : ''}${
    isStated ? ', stated by the investigator' : ''
  }${what ? `: ${what}` : ''}`;
}

type Candidate = { statement: string; quote: string; speaker?: string };
type Reported = {
  key: string;
  severity: string;
  services: string;
  start: string;
  end?: string;
};
/** Statuses that are said of a change as they stand. */
const UNDER_WAY =
  /^(?:in progress|running|pending|queued|waiting|paused|scheduled|started|blocked|skipped|cancell?ed|aborted|rejected)$/;
type OfKind = { number: string; count: number; kind: string };
type UnfinishedChange = {
  service: string;
  to?: string;
  name?: string;
  status: string;
};
type Folded = {
  number: string;
  count: number;
  people?: string;
  service?: string;
};
type Disagreement = {
  milestone: string;
  recorded: string;
  length: string;
  at: string;
  words: string;
};

/** A status as what is said of the change; words that are none stay named as a status. */
function stood(status: string): string {
  const word = status.toLowerCase();
  if (/^fail(?:ed|ure|ing)?$/.test(word)) return 'failed';
  return UNDER_WAY.test(word) ? `was ${word}` : `had the status ${status}`;
}

function spokenOrWritten(options: { speaker?: string; spoken?: boolean }) {
  const { speaker, spoken } = options;
  if (spoken) return speaker ? `${speaker} said` : 'Said';
  return speaker ? `${speaker} wrote` : 'Chat message';
}
