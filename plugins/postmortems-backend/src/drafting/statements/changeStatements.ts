import type {
  DeploymentPayload,
  EvidenceNode,
} from '@postmortems/backstage-plugin-postmortems-common';
import { describeKnown } from '../facts/describeKnown';
import type { SectionContext } from '../sections/context';
import { cite, stated, type Stated } from '../write/sentence';
import { instantIn } from './instantIn';

/** Where the record of a change names who made it. */
const ACTORS = ['author', 'actor', 'user'];
const DETAILS = ['name', 'status', 'environment'] as const;

/** What was changed, from and to which version, how it went, who did it, and how long before the start. */
export function changeStatements(
  { node, payload }: { node: EvidenceNode; payload: DeploymentPayload },
  context: SectionContext,
): Stated[][] {
  const told = describeKnown(node, payload, {
    seal: context.seal,
    services: [],
  });
  if (!told) return [];
  const [change, ...more] = told.statements(instantIn(context)(told.at));
  const { assertion, spans } = change;
  if (assertion.type !== 'deploymentChange') return [];
  const details = DETAILS.filter(name => payload[name]);
  const field = ACTORS.find(
    name => typeof node.payload[name] === 'string' && node.payload[name] !== '',
  );
  return [
    [change],
    ...(details.length > 0
      ? [
          [
            stated(
              {
                ...assertion,
                ...Object.fromEntries(
                  details.map(name => [name, payload[name]]),
                ),
              },
              spans,
              ...details.map(name => cite(node, `/${name}`)),
            ),
          ],
        ]
      : []),
    ...more.map(one => [change, one]),
    ...(field
      ? [
          [
            change,
            stated(
              {
                type: 'did',
                evidence: node.id,
                actor: String(node.payload[field]),
              },
              cite(node, `/${field}`),
            ),
          ],
        ]
      : []),
  ];
}
