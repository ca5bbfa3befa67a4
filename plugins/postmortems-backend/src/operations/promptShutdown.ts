import { rootHttpRouterServiceFactory } from '@backstage/backend-defaults/rootHttpRouter';
import type { Socket } from 'node:net';

/** Requests that are still open after this time are cut off, in milliseconds. */
const OPEN_MS = 2_000;

/**
 * The HTTP server of the backend as Backstage has it by default, but at the end
 * of the process it waits two seconds for open connections instead of as long as
 * they last: those of the event bus stay open for 55 seconds, those of signals
 * for ever. Plugins have finished their own requests before.
 *
 * @public
 */
export const promptShutdownHttpServiceFactory = rootHttpRouterServiceFactory({
  configure({ applyDefaults, lifecycle, server }) {
    applyDefaults();
    const open = new Set<Socket>();
    server.on('connection', socket => {
      open.add(socket);
      socket.once('close', () => open.delete(socket));
    });
    lifecycle.addShutdownHook(() => {
      setTimeout(() => {
        for (const socket of open) socket.destroy();
      }, OPEN_MS).unref();
    });
  },
});
