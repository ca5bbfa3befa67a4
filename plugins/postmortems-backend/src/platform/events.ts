import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { EventsService } from '@backstage/plugin-events-node';
import {
  POSTMORTEMS_TOPIC,
  type PostmortemsEvent,
} from '@postmortems/backstage-plugin-postmortems-common';

/**
 * Publishes over Backstage's events service. A failure is only logged: the
 * change is stored already.
 */
export function createEventPublisher(options: {
  events: EventsService;
  logger: LoggerService;
}): (event: PostmortemsEvent) => Promise<void> {
  const { events, logger } = options;
  return async event => {
    try {
      await events.publish({ topic: POSTMORTEMS_TOPIC, eventPayload: event });
    } catch (error) {
      logger.error(
        `Event '${event.type}' could not be published`,
        toError(error),
      );
    }
  };
}
