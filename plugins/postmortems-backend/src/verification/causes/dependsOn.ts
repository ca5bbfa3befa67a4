import type { TieFinder } from './context';
import { shortName } from './names';

/** It is of a service that an affected one depends on, by the catalog. */
export const findDependsOn: TieFinder = ({ cause }, { facts, ways }) => {
  const found = cause && facts.node(cause.evidence);
  const way = found && ways.get(facts.serviceKey(found.node.metadata.service));
  return way
    ? [
        {
          type: 'depends_on',
          evidence: [cause.evidence],
          detail: `By the catalog${
            facts.hasSealedRelations ? '' : ' of today'
          }, ${inWords(way.map(shortName))}`,
        },
      ]
    : [];
};

/** `a depends on b, which depends on c`. */
function inWords([first, second, ...more]: string[]): string {
  return [`${first} depends on ${second}`, ...more].join(', which depends on ');
}
