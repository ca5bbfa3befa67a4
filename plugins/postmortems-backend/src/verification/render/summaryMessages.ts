/** English words of the sentences in which the summary tells an incident. */
export const summaryEnglish = {
  /** What the reporter of the incident wrote, what was measured, and how it was noticed. */
  reported: ({
    quote,
    measured,
    noticed,
  }: {
    quote?: string;
    measured?: string;
    noticed?: string;
  }) =>
    [quote && `As reported: ${quote}`, measured, noticed]
      .filter(Boolean)
      .join('; '),
  noticedInShort: {
    detected: ({ length, words, time }: Partial<Noticed>) =>
      `it was detected after ${length}${
        words ? ` (${lowered(words)} at ${time})` : ''
      }`,
    afterStart: ({ length, words }: Partial<Noticed>) =>
      `${length} after the start, ${lowered(words ?? '')}`,
    atStart: ({ words }: Partial<Noticed>) =>
      `when it started, ${lowered(words ?? '')}`,
  },
  /** How an incident showed: an alert, or somebody's message. */
  noticed: ({ length, words, time }: Noticed) =>
    length
      ? `It was detected after ${length}; ${lowered(words)} at ${time}`
      : `${words} at ${time}`,
  noticedAfter: ({ length, words }: { length: string; words: string }) =>
    `${length} after the start, ${lowered(words)}`,
  noticedAtStart: ({ words }: { words: string }) =>
    `When it started, ${lowered(words)}`,
  somebodyWrote: ({
    channel,
    spoken,
  }: {
    channel?: string;
    spoken?: boolean;
  }) => `somebody ${spoken ? 'said' : 'wrote'} in ${channel || 'chat'}`,
  /** What somebody wrote, inside a section that says why it matters. */
  wroteAt: ({
    speaker,
    time,
    quote,
    spoken,
    isUnconfirmed,
  }: {
    speaker?: string;
    time?: string;
    quote: string;
    /** In a call. */
    spoken?: boolean;
    /** What is written, nobody has confirmed. */
    isUnconfirmed?: boolean;
  }) =>
    `${speaker ?? 'Somebody'} ${spoken ? 'said' : 'wrote'}${
      time ? ` at ${time}` : ''
    }${isUnconfirmed ? ' (not confirmed)' : ''}: ${quote}`,
  /** A sentence, and what somebody wrote of the same. */
  andWrote: ({ words, wrote }: { words: string; wrote: string }) =>
    `${words}; ${lowered(wrote)}`,
  noCauseConfirmed: 'No cause is confirmed',
  /** What is open at the end: the cause, and what people asked or said that nobody knows. */
  stillOpen: ({
    isCauseOpen,
    wrote,
  }: {
    isCauseOpen: boolean;
    wrote: string[];
  }) =>
    `Still open: ${[
      ...(isCauseOpen ? ['the cause'] : []),
      ...wrote.map(lowered),
    ].join('; ')}`,
  saying: ({ words, quote }: { words: string; quote: string }) =>
    `${words}: ${quote}`,
  /** How it ended: a change, the time of the record, and how long that took. */
  ended: {
    started: endedAs('started'),
    detected: endedAs('detected'),
    mitigated: endedAs('mitigated'),
    resolved: endedAs('resolved'),
  },
  partOf: {
    detection: ({ length, whole }: { length: string; whole: string }) =>
      `Detection took ${length}, and the incident lasted ${whole}`,
    mitigation: ({ length, whole }: { length: string; whole: string }) =>
      `Mitigation took ${length}, and the incident lasted ${whole}`,
  },
  causeUnknown: 'The cause is not known',
  causeNotConfirmedYet: 'The cause is not confirmed',
  leadingCause: {
    investigator: ({ quote }: LeadingCause) =>
      `Possible cause, not confirmed, stated by the investigator: ${quote}`,
    chat: ({ quote }: LeadingCause) =>
      `Possible cause, not confirmed, stated in chat: ${quote}`,
    change: ({ statement }: LeadingCause) =>
      `Possible cause, not confirmed: ${statement}`,
    condition: ({ statement }: LeadingCause) =>
      `Possible cause, not confirmed: ${statement}`,
  },
  otherCauses: ({
    words,
    number,
    count,
  }: {
    words: string;
    number: string;
    count: number;
  }) =>
    `${words} (${
      count === 1 ? 'one other is' : `${number} others are`
    } listed)`,
};

type Noticed = { length?: string; words: string; time: string };
type Ended = {
  change?: { words: string; time: string };
  time: string;
  length?: string;
};
type LeadingCause = { statement: string; quote: string };

/** Words that began a sentence, inside one. */
function lowered(words: string): string {
  return words.replace(/^The /, 'the ').replace(/^Somebody /, 'somebody ');
}

function endedAs(event: string) {
  return ({ change, time, length }: Ended): string => {
    const start = change
      ? `${change.words} at ${change.time}, and the incident was ${event}`
      : `It was ${event}`;
    const isSame = change?.time === time;
    return [
      start,
      isSame ? '' : ` at ${time}`,
      length ? `${isSame ? '' : ','} after ${length}` : '',
    ].join('');
  };
}
