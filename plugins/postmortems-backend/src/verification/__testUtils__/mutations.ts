import type {
  DraftClaim,
  EvidenceNode,
} from '@postmortems/backstage-plugin-postmortems-common';
import { shopServices } from '../../__testUtils__/shopIncident';
import { contentHashOf } from '../../evidence';
import { readSentence } from '../extract/sentence';
import type { VerificationContext } from '../types';

/** Makes a false claim of a true one; `undefined` when the claim has nothing of the kind. */
export type Mutation = (
  claim: DraftClaim,
  context: VerificationContext,
  random: () => number,
) => DraftClaim | undefined;

const replaceOnce = (text: string, from: string, to: string) =>
  text.includes(from) ? text.replace(from, () => to) : undefined;

const withText = (claim: DraftClaim, text: string | undefined) =>
  text === undefined || text === claim.text ? undefined : { ...claim, text };

const number: Mutation = (claim, _, random) => {
  const { quantities } = readSentence(claim.text);
  const token = quantities[Math.floor(random() * quantities.length)];
  const digits = token && /\d[\d,]*(?:\.\d+)?/.exec(token.text)?.[0];
  if (!digits) return undefined;
  const value = Number(digits.replaceAll(',', ''));
  const changed = Math.round(value * (1.3 + random()) * 100 + 100) / 100;
  return withText(
    claim,
    replaceOnce(
      claim.text,
      token.text,
      token.text.replace(digits, `${changed}`),
    ),
  );
};

const unit: Mutation = claim => {
  const swaps = [
    [' ms', ' s'],
    [' s ', ' ms '],
    [' %', ' percentage points'],
    [' MiB', ' GiB'],
    [' GiB', ' MiB'],
    [' per second', ' per minute'],
    [' minutes', ' hours'],
    [' seconds', ' minutes'],
  ];
  for (const [from, to] of swaps) {
    const outside = claim.text.replace(/“[^”]*”/g, quoted =>
      '\u0000'.repeat(quoted.length),
    );
    const place = outside.indexOf(from);
    if (place >= 0) {
      return withText(
        claim,
        claim.text.slice(0, place) + to + claim.text.slice(place + from.length),
      );
    }
  }
  return undefined;
};

const time: Mutation = (claim, _, random) => {
  const clocks = [
    ...claim.text.matchAll(/(?<![\d:])(\d\d):(\d\d)(?::\d\d)? UTC/g),
  ];
  const match = clocks[Math.floor(random() * clocks.length)];
  if (!match) return undefined;
  const minutes =
    (Number(match[1]) * 60 + Number(match[2]) + 7 + Math.floor(random() * 50)) %
    1440;
  const two = (part: number) => String(part).padStart(2, '0');
  return withText(
    claim,
    `${claim.text.slice(0, match.index)}${two(Math.floor(minutes / 60))}:${two(
      minutes % 60,
    )} UTC${claim.text.slice(match.index + match[0].length)}`,
  );
};

const service: Mutation = (claim, _, random) => {
  const names = shopServices.map(({ names: [name] }) => name);
  const present = names.find(name => claim.text.includes(name));
  const others = names.filter(name => !claim.text.includes(name));
  if (!present || others.length === 0) return undefined;
  return withText(
    claim,
    claim.text.replaceAll(
      present,
      others[Math.floor(random() * others.length)],
    ),
  );
};

const direction: Mutation = claim => {
  for (const [from, to] of [
    [' rose ', ' fell '],
    [' fell ', ' rose '],
    ['highest', 'lowest'],
    ['(peak at', '(lowest at'],
    ['peaked at', 'was at its lowest:'],
    [' stayed at ', ' rose to '],
    [' fired', ' was resolved'],
    [' was resolved', ' fired'],
    ['was deployed', 'was rolled back'],
  ]) {
    const text = replaceOnce(claim.text, from, to);
    if (text) return withText(claim, text);
  }
  return undefined;
};

const negation: Mutation = claim => {
  for (const [from, to] of [
    [' was deployed', ' was not deployed'],
    [' fired', ' never fired'],
    [' rose from', ' did not rise from'],
    [' lasted', ' never lasted'],
    [' logged ', ' never logged '],
    [' wrote ', ' never wrote '],
    [' were affected', ' were not affected'],
    [' affected ', ' never affected '],
  ]) {
    const text = replaceOnce(claim.text, from, to);
    if (text) return withText(claim, text);
  }
  return undefined;
};

const count: Mutation = (claim, _, random) => {
  const match = /\b(\d+) (alerts? fired|services|records)/.exec(claim.text);
  if (!match) return undefined;
  return withText(
    claim,
    replaceOnce(
      claim.text,
      match[0],
      `${Number(match[1]) + 1 + Math.floor(random() * 5)} ${match[2]}`,
    ),
  );
};

const version: Mutation = (claim, _, random) => {
  const match = /\b\d+\.\d+\.\d+\b/.exec(claim.text);
  return match
    ? withText(
        claim,
        replaceOnce(claim.text, match[0], `9.${Math.floor(random() * 99)}.7`),
      )
    : undefined;
};

const wrongEvidence: Mutation = (claim, { evidence }, random) => {
  const ids = [...evidence.keys()];
  const [span, ...others] = claim.spans;
  const id = ids[Math.floor(random() * ids.length)];
  if (!span || claim.spans.some(({ evidenceId }) => evidenceId === id)) {
    return undefined;
  }
  return { ...claim, spans: [{ ...span, evidenceId: id }, ...others] };
};

const fabricatedQuote: Mutation = claim => {
  const [span, ...others] = claim.spans;
  return span
    ? {
        ...claim,
        spans: [
          { ...span, quote: `${span.quote} and it was never tested` },
          ...others,
        ],
      }
    : undefined;
};

const saidWords: Mutation = claim => {
  const match = /“([^”]{12,})”/.exec(claim.text);
  if (!match) return undefined;
  const words = match[1].split(' ');
  words.splice(Math.floor(words.length / 2), 1, 'allegedly');
  return withText(claim, replaceOnce(claim.text, match[1], words.join(' ')));
};

const isCausal = ({ kind }: DraftClaim) => kind === 'root_cause';

const swappedCause: Mutation = claim => {
  const match = /^(Cause: )?(.+) because (.+?)\.$/.exec(claim.text);
  return match && isCausal(claim)
    ? withText(claim, `${match[1] ?? ''}${match[3]} because ${match[2]}.`)
    : undefined;
};

const chatOnly: Mutation = (claim, { evidence }) => {
  if (!isCausal(claim) || !claim.text.includes('because')) return undefined;
  const message = evidence.get('chat-guess');
  const quote = message && String(message.payload.text);
  return quote
    ? {
        ...claim,
        spans: [{ evidenceId: 'chat-guess', pointer: '/text', quote }],
      }
    : undefined;
};

const generalised: Mutation = claim => {
  for (const [from, to] of [
    [' logged ', ' always logged '],
    [' fired', ' fired in every region'],
    [' rose from', ' rose everywhere, in all regions, from'],
    [' lasted', ' lasted for all users'],
    [' affected ', ' completely affected '],
  ]) {
    const text = replaceOnce(claim.text, from, to);
    if (text) return withText(claim, text);
  }
  return undefined;
};

/** By class. */
export const MUTATIONS: Record<string, Mutation> = {
  number,
  unit,
  time,
  service,
  direction,
  negation,
  count,
  version,
  wrongEvidence,
  fabricatedQuote,
  saidWords,
  swappedCause,
  chatOnly,
  generalised,
};

/** Changes what the claim is checked against instead of the claim; `undefined` when it cites nothing of the kind. */
export type ContextMutation = (
  claim: DraftClaim,
  context: VerificationContext,
) => { claim: DraftClaim; context: VerificationContext } | undefined;

const withNode = (
  context: VerificationContext,
  node: EvidenceNode,
): VerificationContext => ({
  ...context,
  evidence: new Map([...context.evidence, [node.id, node]]),
});

const nodeOf = (claim: DraftClaim, { evidence }: VerificationContext) =>
  claim.spans.map(({ evidenceId }) => evidence.get(evidenceId)).find(Boolean);

/** The evidence is not what was sealed any more. */
const staleSeal: ContextMutation = (claim, context) => {
  const node = nodeOf(claim, context);
  return node
    ? {
        claim,
        context: withNode(context, {
          ...node,
          payload: { ...node.payload, changedAfterwards: true },
        }),
      }
    : undefined;
};

/** Something general is concluded from evidence that was cut. */
const truncated: ContextMutation = (claim, context) => {
  const node = nodeOf(claim, context);
  const general = generalised(claim, context, () => 0);
  if (!node || !general) return undefined;
  const cut = { ...node, truncated: true };
  return {
    claim: general,
    context: withNode(context, { ...cut, contentHash: contentHashOf(cut) }),
  };
};

/** By class. */
export const CONTEXT_MUTATIONS: Record<string, ContextMutation> = {
  staleSeal,
  truncated,
};

/** Every way in which a true claim can be made a false one, each with the name of its class. */
export function* mutationsOf(
  claim: DraftClaim,
  context: VerificationContext,
  random: () => number,
): Iterable<
  [name: string, mutated: { claim: DraftClaim; context: VerificationContext }]
> {
  for (const [name, mutate] of Object.entries(MUTATIONS)) {
    const mutated = mutate(claim, context, random);
    if (mutated) yield [name, { claim: mutated, context }];
  }
  for (const [name, mutate] of Object.entries(CONTEXT_MUTATIONS)) {
    const mutated = mutate(claim, context);
    if (mutated) yield [name, mutated];
  }
}
