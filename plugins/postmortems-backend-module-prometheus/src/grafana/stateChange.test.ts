import { readStateChange } from './stateChange';

const annotation = (text: string, states: { from: string; to: string }) => ({
  id: '1',
  time: Date.parse('2026-03-02T14:00:00.000Z'),
  text,
  tags: [],
  prevState: states.from,
  newState: states.to,
  dashboardUID: '',
  login: '',
  email: '',
});
const fired = { from: 'Normal', to: 'Alerting' };

describe('readStateChange', () => {
  it('reads labels with dots and spaces in their names', () => {
    const text =
      'CPU {Cluster Name=a, alertname=CPU, host.name=web1, zone=b, c} - A=1';
    expect(readStateChange(annotation(text, fired))).toMatchObject({
      rule: 'CPU',
      labels: {
        'Cluster Name': 'a',
        alertname: 'CPU',
        'host.name': 'web1',
        zone: 'b, c',
      },
    });
  });

  it('reads title, labels and values', () => {
    expect(
      readStateChange(
        annotation(
          'Errors {all} {path=/a, b, query=x=1, service=basket} - A=1.0, B=2.0',
          fired,
        ),
      ),
    ).toMatchObject({
      rule: 'Errors {all}',
      labels: { service: 'basket' },
      values: 'A=1.0, B=2.0',
    });
    expect(
      readStateChange(
        annotation(
          'Errors {path=/a, b, query=x=1, service=basket} - A=1',
          fired,
        ),
      ),
    ).toMatchObject({
      at: '2026-03-02T14:00:00.000Z',
      rule: 'Errors',
      labels: { path: '/a, b', query: 'x=1', service: 'basket' },
      from: 'normal',
      to: 'alerting',
    });
  });

  it('takes a text of another form for the name', () => {
    expect(readStateChange(annotation('Errors', fired))).toMatchObject({
      rule: 'Errors',
      labels: {},
    });
  });

  it.each([
    ['Normal', 'Pending'],
    ['Pending', 'Normal'],
    ['Alerting', 'Alerting (Error)'],
    ['Normal (Paused)', 'Normal'],
    ['Normal', 'constructor'],
  ])('finds no news in a change from %s to %s', (from, to) => {
    expect(
      readStateChange(annotation('Errors {} - ', { from, to })),
    ).toBeUndefined();
  });

  it('reads the words of older versions', () => {
    expect(
      readStateChange(annotation('Errors', { from: 'alerting', to: 'ok' })),
    ).toMatchObject({ from: 'alerting', to: 'normal' });
  });
});
