import { block } from '../write/blocks';
import { absence } from './absence';
import type { SectionWriter } from './context';

export const writeContributingFactors: SectionWriter = context =>
  context.factors.length > 0
    ? context.factors.map(factor => block('item', [factor]))
    : [
        block('paragraph', [
          absence(
            'contributing_factor',
            'none',
            context,
            'contributing_factors',
          ),
        ]),
      ];
