import type { Assertion } from '@postmortems/backstage-plugin-postmortems-common';
import {
  DEFAULT_STYLE,
  render,
  type RenderStyle,
  zonedTime,
} from '../../render';
import type { SealedFacts } from '../../SealedFacts';
import { isPlainlyStated } from './isPlainlyStated';

/**
 * Whether a text is what the renderer writes for assertions, in one of the styles
 * of documents. Then nothing of it is left over.
 */
export function isRendering(
  text: string,
  assertions: readonly Assertion[],
  facts: SealedFacts,
): boolean {
  return (
    [...stylesOf(facts)].some(style => render(assertions, style) === text) &&
    assertions.every(one => isPlainlyStated(one, facts))
  );
}

function* stylesOf(facts: SealedFacts): Generator<RenderStyle> {
  const startedAt = String(facts.seal.incident.startedAt);
  const zones = new Set([DEFAULT_STYLE.timeZone, facts.timeZone ?? 'UTC']);
  for (const timeZone of zones) {
    const { day } = zonedTime(startedAt, timeZone);
    for (const audience of ['technical', 'executive'] as const) {
      for (const people of ['names', 'roles'] as const) {
        for (const seconds of [true, false]) {
          const style = { audience, timeZone, people, seconds };
          yield { ...style, day };
          yield style;
        }
      }
    }
  }
}
