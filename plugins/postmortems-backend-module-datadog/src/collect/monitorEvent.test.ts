import type { v2 } from '@datadog/datadog-api-client';
import { readMonitorEvent, severityOf } from './monitorEvent';

/** An event as Datadog's client reads it. */
function event(
  attributes: object,
  title = '[Triggered on {host:web-1,env:prod}] Errors',
): v2.EventResponse {
  return {
    id: 'v2-1',
    attributes: {
      timestamp: new Date('2026-03-02T14:05:00.000Z'),
      tags: ['service:checkout'],
      attributes: { title, monitorId: 71, ...attributes },
    },
  };
}

describe('readMonitorEvent', () => {
  it('prefers the transition to the title, and the title to the status', () => {
    const transition = { destination_state: 'Warn', source_state: 'Alert' };
    const monitor = { id: 71, additionalProperties: { transition } };
    expect(readMonitorEvent(event({ monitor, status: 'error' }))).toMatchObject(
      { state: 'warn', isRenewal: false },
    );
    expect(readMonitorEvent(event({ status: 'success' }))).toMatchObject({
      state: 'alert',
      name: 'Errors',
      groups: ['env:prod', 'host:web-1'],
    });
    expect(
      readMonitorEvent(event({ status: 'success' }, 'Errors')),
    ).toMatchObject({ state: 'ok', name: 'Errors', groups: [] });
  });

  it.each([
    ['[P1] [Re-Triggered] Errors', 'alert', true],
    ['[Re-Warn on {host:a}] Errors', 'warn', true],
    ['[No data on {host:a}] Errors', 'no data', false],
    ['[Recovered] [team] Errors', 'ok', false],
  ])('reads %s', (title, state, isRenewal) => {
    expect(readMonitorEvent(event({}, title))).toMatchObject({
      state,
      isRenewal,
    });
  });

  it('takes the change of a monitor by a person for no change of state', () => {
    const edited = event({ status: 'user_update' }, 'Ada edited Errors');
    expect(readMonitorEvent(edited)).toBeUndefined();
    expect(
      readMonitorEvent(event({ monitorId: undefined, status: 'error' })),
    ).toBeUndefined();
  });

  it('is not put off by fields of another type', () => {
    const monitor = {
      id: 71,
      additionalProperties: { transition: 'x', result: { alert_url: 3 } },
    };
    expect(readMonitorEvent(event({ monitor }))).toMatchObject({
      state: 'alert',
      alertPath: undefined,
    });
  });
});

describe('severityOf', () => {
  it('takes the tag before the state', () => {
    expect(severityOf({ state: 'alert', tags: [] })).toBe('error');
    expect(severityOf({ state: 'warn', tags: ['severity:major'] })).toBe(
      'major',
    );
  });
});
