import type { SourceType } from '@postmortems/backstage-plugin-postmortems-common';
import { contradictedBy, holdsBy, unknown } from './result';
import type { Evaluator } from './types';

/** The type of source that would have told of a kind. */
const SOURCE_OF: Readonly<Record<string, SourceType>> = {
  message: 'chat',
  alert: 'telemetry',
  metric: 'telemetry',
  log: 'telemetry',
  event: 'telemetry',
  deployment: 'deployment',
  rollback: 'deployment',
  config_change: 'deployment',
  step: 'agent_trace',
};

/**
 * No such node exists. Silence proves something only where the source was heard of
 * the same service, nothing of it is cut, and no collection failed.
 */
export const evaluateAbsence: Evaluator<'absence'> = ({ filter }, facts) => {
  const found = facts.select(filter);
  if (found.length > 0) {
    return contradictedBy(`The evidence has ${found.length}`);
  }
  const { kind = '', service } = filter;
  const sourceType = filter.sourceType ?? SOURCE_OF[kind];
  const heard = facts.select({
    ...(sourceType ? { sourceType } : kind && { kind }),
    ...(service && { service }),
  });
  if (heard.length === 0) {
    return unknown(
      `No evidence of this kind${
        service ? ` about ${service}` : ''
      } was collected at all`,
    );
  }
  if (heard.some(({ node }) => node.truncated)) {
    return unknown('Some of the evidence of this kind has been cut');
  }
  if (facts.select({ kind: 'collection_failure' }).length > 0) {
    return unknown('Some of the evidence could not be collected');
  }
  return holdsBy(`None among ${heard.length} collected`);
};
