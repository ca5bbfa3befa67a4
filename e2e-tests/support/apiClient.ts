import { expect } from '@playwright/test';
import { guestToken, type ExampleBackend } from './exampleBackend';

/** Calls the postmortems API as the machine client of app-config.yaml; a refusal fails the test. */
export function machineOf(backend: ExampleBackend) {
  return clientOf(backend, backend.machineHeaders).call;
}

/** Calls the postmortems API as the guest, who may decide what only people decide. */
export async function personOf(backend: ExampleBackend) {
  const authorization = `Bearer ${await guestToken(backend)}`;
  return clientOf(backend, { authorization });
}

function clientOf({ url }: ExampleBackend, headers: Record<string, string>) {
  /** Answers with a refusal too. */
  const send = async (
    method: string,
    path: string,
    body?: object,
  ): Promise<{ status: number; body: any }> => {
    const answer = await fetch(`${url}/api/postmortems/v1${path}`, {
      method,
      headers: { ...headers, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: await answer.json() };
  };
  /** A refusal fails the test. */
  const call = async (
    method: string,
    path: string,
    body?: object,
  ): Promise<any> => {
    const answer = await send(method, path, body);
    const message = `${method} ${path}: ${answer.status}`;
    expect(answer.status, message).toBeLessThan(400);
    return answer.body;
  };
  return { send, call };
}
