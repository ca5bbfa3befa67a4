import { ServiceUnavailableError } from '@backstage/errors';
import { cutText } from '@postmortems/backstage-plugin-postmortems-common';

const MAX_REASON = 200;

/** Microsoft Graph, or what gives out its tokens, understood a call and said no. */
export class GraphRefusal extends Error {
  readonly name = 'GraphRefusal';
  /** Of the answer; 401 when there is no valid token. */
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }

  /** Nothing can be read with this app. */
  get isOfToken(): boolean {
    return this.status === 401;
  }

  /** What a link to a further page leads to is no longer there. */
  get isOfLink(): boolean {
    return [400, 404, 410].includes(this.status);
  }
}

/** Whether it is Microsoft that failed, and none of us. */
export function isOfGraph(error: unknown): boolean {
  return (
    error instanceof GraphRefusal || error instanceof ServiceUnavailableError
  );
}

/** What is asked for, in words for messages. */
export type Subject = {
  /** E.g. `the channels of a team`. */
  what: string;
  /** The application permission that it needs. */
  permission: string;
};

export function refusalOf(options: {
  where: string;
  path: string;
  subject: Subject;
  status: number;
  error?: { code: string; message: string };
}): GraphRefusal {
  const { where, path, subject, status, error } = options;
  const { what, permission } = subject;
  if (status === 401) {
    return new GraphRefusal(
      status,
      `${where} does not accept the token of the app at ${path}${
        error ? ` (${error.code})` : ''
      }: check tenantId, clientId and scope`,
    );
  }
  if (status === 403) {
    return new GraphRefusal(
      status,
      `The app at ${path} may not read ${what}: give it the application permission ${permission}, and grant admin consent${
        permission.startsWith('OnlineMeeting')
          ? ', and grant the organizer its application access policy'
          : ''
      }`,
    );
  }
  if (status >= 300 && status < 400) {
    return new GraphRefusal(
      status,
      `${where} answered with a redirect, which is not followed: set baseUrl at ${path}`,
    );
  }
  const reason = error
    ? `: ${cutText(`${error.code} ${error.message}`, MAX_REASON)}`
    : '';
  return new GraphRefusal(
    status,
    `${where} does not give ${what} (${status}${reason})`,
  );
}
