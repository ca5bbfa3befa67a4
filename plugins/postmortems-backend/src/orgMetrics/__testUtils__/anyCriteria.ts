import fc from 'fast-check';
import type { IncidentCriteria } from '../../platform/database';

export const SERVICES = ['a', 'b', 'c'].map(
  name => `component:default/${name}`,
);
export const PEOPLE = ['ada', 'bob', 'eve'].map(name => `user:default/${name}`);

const filter = fc.oneof(
  fc.record({
    field: fc.constantFrom('participant' as const, 'createdBy' as const),
    values: fc.subarray([...PEOPLE, 'user:default/nobody']),
  }),
  fc.record({
    field: fc.constant('service' as const),
    values: fc.subarray([...SERVICES, 'component:default/none']),
  }),
  fc.record({
    field: fc.constantFrom('severity' as const, 'visibility' as const),
    values: fc.subarray(['sev1', 'sev2', 'public', 'private']),
  }),
);
const { criteria } = fc.letrec<{ criteria: IncidentCriteria }>(tie => ({
  criteria: fc.oneof(
    { maxDepth: 3 },
    filter,
    fc.record({ anyOf: fc.array(tie('criteria'), { maxLength: 3 }) }),
    fc.record({ allOf: fc.array(tie('criteria'), { maxLength: 3 }) }),
    fc.record({ not: tie('criteria') }),
  ),
}));

/** Criteria of every form, over the services and people above. */
export const anyCriteria = criteria;
