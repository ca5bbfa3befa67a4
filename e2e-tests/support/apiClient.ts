import { expect } from '@playwright/test';
import type { ExampleBackend } from './exampleBackend';

/** Calls the postmortems API as the machine client of app-config.yaml; a refusal fails the test. */
export function machineOf(backend: ExampleBackend) {
  return async (method: string, path: string, body?: object): Promise<any> => {
    const answer = await fetch(`${backend.url}/api/postmortems/v1${path}`, {
      method,
      headers: {
        ...backend.machineHeaders,
        'content-type': 'application/json',
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    expect(answer.ok, `${method} ${path}: ${answer.status}`).toBe(true);
    return answer.json();
  };
}
