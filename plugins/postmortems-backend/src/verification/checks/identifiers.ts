import { normaliseIdentifier } from '../extract/identifiers';
import { agrees, type Check } from './types';

/** Every name with digits in it, such as a version, stands in the evidence or names one of its services. */
export const checkIdentifiers: Check = ({ sentence, cited, context }) => {
  const texts = [
    ...cited.quotes,
    ...cited.nodes.flatMap(({ id, metadata }) => [
      id,
      metadata.service,
      metadata.region,
    ]),
  ].map(text => ` ${normalise(text)} `);
  const services = new Set(
    context.services.flatMap(({ names }) => names.map(normaliseIdentifier)),
  );
  return sentence.identifiers
    .filter(name => !services.has(normaliseIdentifier(name)))
    .map(name =>
      texts.some(text => text.includes(` ${normalise(name).trim()} `))
        ? agrees('identifier', `${name} stands in the evidence`)
        : {
            check: 'identifier',
            effect: 'unsupported',
            message: `${name} does not stand in any of the cited places`,
          },
    );
};

/** Words apart by one blank, so that `v2.4` is not found in `v2.41`. */
function normalise(text: string): string {
  return text
    .split(/[^\w.]+/)
    .map(word => normaliseIdentifier(word.replace(/^\.+|\.+$/g, '')))
    .join(' ');
}
