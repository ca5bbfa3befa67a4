import type { KnownService } from '../../platform/catalog';
import { LIKE_A_SERVICE } from '../../platform/text/names';
import type { CitedFacts } from '../cited/CitedFacts';
import { agrees, type Check, type Finding } from './types';

/** Every service that the sentence names is one that the cited evidence is about or names. */
export const checkServices: Check = ({ sentence, cited, context }) => {
  const text = withoutQuotations(sentence.text);
  const mentioned = context.services.filter(({ names }) =>
    names.some(name => isNamedIn(text, name)),
  );
  const places = [
    ...cited.quotes,
    ...cited.nodes.map(({ metadata }) => metadata.service),
  ];
  return [
    ...strangers(text, places, context.services),
    ...mentioned.map((service): Finding => {
      const name =
        service.names.find(one => isNamedIn(text, one)) ?? service.ref;
      if (isCited(service, places)) {
        return agrees('service', `The evidence is about ${name}`);
      }
      const others = othersOf(cited, context.services);
      return {
        check: 'service',
        effect: others.length > 0 ? 'contradicts' : 'unsupported',
        message:
          others.length > 0
            ? `The cited evidence is about ${others.join(
                ', ',
              )}, not about ${name}`
            : `Nothing in the cited places names ${name}`,
      };
    }),
  ];
};

/** Words as they stand between blanks and punctuation; longer ones are no names. */
const WORD = /[a-z0-9-]+/gi;
const MAX_NAME = 80;

/** Names that look like services, and that nobody knows. */
function strangers(
  text: string,
  places: readonly string[],
  services: readonly KnownService[],
): Finding[] {
  const names = new Set(
    [...text.matchAll(WORD)]
      .map(([word]) => word)
      .filter(word => word.length <= MAX_NAME && LIKE_A_SERVICE.test(word)),
  );
  return [...names]
    .filter(
      name =>
        !services.some(service =>
          service.names.some(known => isNamedIn(known, name)),
        ) && !places.some(place => isNamedIn(place, name)),
    )
    .map(name => ({
      check: 'service',
      effect: 'unsupported',
      message: `Neither the catalog nor the cited places know ${name}`,
    }));
}

function isCited({ ref, names }: KnownService, places: readonly string[]) {
  return places.some(
    place =>
      place.toLocaleLowerCase('en-US') === ref ||
      names.some(name => isNamedIn(place, name)),
  );
}

function othersOf({ nodes }: CitedFacts, services: readonly KnownService[]) {
  const about = nodes.map(({ metadata }) => metadata.service);
  return [
    ...new Set(
      services
        .filter(service => isCited(service, about))
        .map(({ ref, names }) => names[0] ?? ref),
    ),
  ];
}

/** Whether a text names a service: the name as a word of its own, and not as a part of a longer name. */
export function isNamedIn(text: string, name: string): boolean {
  const lower = text.toLocaleLowerCase('en-US');
  const wanted = name.toLocaleLowerCase('en-US');
  for (
    let at = lower.indexOf(wanted);
    at >= 0 && wanted !== '';
    at = lower.indexOf(wanted, at + 1)
  ) {
    const before = lower[at - 1] ?? ' ';
    const after = lower.slice(at + wanted.length, at + wanted.length + 2);
    if (!/[\w-]/.test(before) && !/^(?:\w|[-.]\w)/.test(after)) return true;
  }
  return false;
}

function withoutQuotations(text: string): string {
  return text.replace(/“[^“”]*”/g, ' ');
}
