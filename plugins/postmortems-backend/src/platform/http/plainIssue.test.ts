import { z } from 'zod';
import { parse } from './parse';

describe('parse', () => {
  it('says in plain words what is wrong with a field', () => {
    const schema = z.strictObject({
      title: z.string().min(3).max(5),
      severity: z.enum(['sev1', 'sev2']),
      kind: z.literal('note'),
      count: z.int().max(3),
      services: z.array(z.string()).min(1),
      at: z.string().regex(/^\d+$/),
      own: z.string().regex(/^\d+$/, 'must be a number of a ticket'),
      minutes: z.int(),
      from: z.string(),
    });
    const sent = {
      title: 'a',
      severity: 'high',
      count: 'x',
      services: [],
      at: 'now',
      own: 'now',
      minutes: 1.5,
      more: 1,
    };
    expect(() => parse(schema, sent)).toThrow(
      [
        '/title must have at least 3 characters',
        '/severity must be one of sev1, sev2',
        '/kind must be note',
        '/count must be a number',
        '/services must have at least 1 element',
        '/at has a form that is not allowed',
        '/own must be a number of a ticket',
        '/minutes must be a whole number',
        '/from is missing',
        '/more is not a known field',
      ].join('; '),
    );
  });
});
