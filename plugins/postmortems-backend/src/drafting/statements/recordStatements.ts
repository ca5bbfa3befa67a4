import { durationFacts } from '../facts/durations';
import { recordEvents } from '../facts/timeline';
import { affectedServices } from '../sections/affectedServices';
import type { SectionContext } from '../sections/context';
import { durationStatement } from '../sections/durationStatement';
import { cite, recordSource, stated, type Stated } from '../write/sentence';
import { instantIn } from './instantIn';

const FIELDS = ['severity', 'status', 'title'] as const;

/** Times, lengths, severity and services that the incident's record gives. */
export function recordStatements(context: SectionContext): Stated[][] {
  const { seal } = context;
  const record = recordSource(seal);
  const instant = instantIn(context);
  return [
    ...recordEvents(seal).map(({ at, statements }) => statements(instant(at))),
    ...durationFacts(seal).map(fact => [durationStatement(fact)]),
    [affectedServices(context)],
    ...FIELDS.flatMap(field => {
      const value = seal.incident[field];
      return typeof value === 'string'
        ? [
            [
              stated(
                { type: 'record', field, values: [value] },
                cite(record, `/${field}`),
              ),
            ],
          ]
        : [];
    }),
  ];
}
