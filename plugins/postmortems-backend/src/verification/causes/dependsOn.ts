import type { TieFinder } from './context';

/** It is of a service that an affected one depends on, by the catalog. */
export const findDependsOn: TieFinder = (
  { cause },
  { facts, ways, language },
) => {
  const found = cause && facts.node(cause.evidence);
  const way = found && ways.get(facts.serviceKey(found.node.metadata.service));
  return way
    ? [
        {
          type: 'depends_on',
          evidence: [cause.evidence],
          detail: language.messages.cause.dependsOn({
            way: way.map(key => language.service(key)),
            isSealed: facts.hasSealedRelations,
          }),
        },
      ]
    : [];
};
