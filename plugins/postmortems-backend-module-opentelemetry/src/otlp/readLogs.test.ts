import {
  logsRequest,
  nanos,
  type TestRecord,
} from '../__testUtils__/telemetry';
import { readLogs } from './readLogs';

const at = new Date('2026-03-02T14:20:00.000Z');
const receivedAt = new Date('2026-03-02T14:20:10.000Z');

const all = { receivedAt, isWanted: () => true };
const read = (
  records: readonly TestRecord[],
  resource?: Record<string, string>,
) => readLogs(logsRequest(records, resource).resourceLogs, all);
const first = (record: TestRecord) => read([{ at, ...record }]).records[0];

describe('readLogs', () => {
  it('reads the example of the protocol, with numbers for times', () => {
    const { records, odd } = readLogs(
      logsRequest(
        [
          {
            timeUnixNano: 1544712660300000000,
            observedTimeUnixNano: 1544712660300000000,
            severityText: 'Information',
            traceId: '5B8EFFF798038103D269B633813FC60C',
            spanId: 'EEE19B7EC3C1B174',
            body: 'Example log record',
            attributes: { 'map.attribute': { 'some.map.key': 'some value' } },
          },
        ],
        { 'service.name': 'my.service', 'service.namespace': 'shop' },
      ).resourceLogs,
      all,
    );
    expect(odd).toBe(0);
    expect(records).toEqual([
      {
        of: { name: 'my.service', namespace: 'shop' },
        at: new Date('2018-12-13T14:51:00.300Z'),
        severity: 9,
        level: 'information',
        message: 'Example log record',
      },
    ]);
  });

  it.each([
    [{ severityNumber: 17, severityText: 'ERROR' }, 17, 'error'],
    [{ severityNumber: 'SEVERITY_NUMBER_WARN2' }, 13, 'warn'],
    [{ severityNumber: 0, severityText: 'Critical' }, 21, 'critical'],
    [{ severityNumber: 10 }, 10, 'info'],
    [{ body: '{"level":"error","msg":"no stock"}' }, 17, 'error'],
    [{ severityNumber: 99 }, undefined, undefined],
  ])('knows how bad %j is', (record, severity, level) => {
    const { severity: number, level: name } = first({ body: 'x', ...record });
    expect([number, name]).toEqual([severity, level]);
  });

  it.each([
    [{ body: { msg: 'no stock', code: 7 } }, 'no stock'],
    [{ body: 'ts=1 level=error msg="no stock"' }, 'no stock'],
    [
      {
        body: 'failed',
        attributes: {
          'exception.type': 'IOError',
          'exception.message': 'reset',
        },
      },
      'failed: IOError: reset',
    ],
    [{ eventName: 'device.app.crash' }, 'device.app.crash'],
    [{ attributes: { code: 7 } }, '{"code":7}'],
  ])('reads what %j says', (record, message) => {
    expect(first(record).message).toBe(message);
  });

  it('cuts a text that is too long, and bounds what is deep', () => {
    expect(
      first({ body: '😀'.repeat(10_000) }).message.length,
    ).toBeLessThanOrEqual(8192);
    let body: any = 'x';
    for (let i = 0; i < 100; i += 1) body = { a: body };
    expect(first({ body }).message).toBeDefined();
  });

  it('takes the time of observation or arrival for one that is absent or ahead', () => {
    const future = receivedAt.getTime() + 3_600_000;
    expect(
      [
        { at: future, observedTimeUnixNano: nanos(at) },
        { at: future },
        { timeUnixNano: 'soon', at: undefined },
        { timeUnixNano: '0', observedTimeUnixNano: '0', at: undefined },
      ].map(record => first({ body: 'x', ...record }).at),
    ).toEqual([at, receivedAt, receivedAt, receivedAt]);
  });

  it('reads nothing of what is not wanted', () => {
    const untouched = (fields: object) =>
      Object.defineProperty({ ...fields }, 'body', {
        get: () => {
          throw new Error('was read');
        },
        enumerable: true,
      });
    const sent: any[] = ['checkout', 'mail'].flatMap(
      name => logsRequest([], { 'service.name': name }).resourceLogs,
    );
    sent[0].scopeLogs[0].logRecords = [
      untouched({ severityNumber: 9 }),
      untouched({ severityText: 'Info' }),
      { body: { stringValue: 'level=info msg=x' } },
      { body: { stringValue: 'no level' } },
      { body: { stringValue: 'level=error msg=y' } },
    ];
    sent[1].scopeLogs[0].logRecords = [untouched({ severityNumber: 17 })];
    const { records, odd } = readLogs(sent, {
      receivedAt,
      isWanted: ({ name }) => name === 'checkout',
      minSeverity: 13,
    });
    expect([records.map(({ message }) => message), odd]).toEqual([['y'], 0]);
  });

  it('loses no neighbour of odd records, and leaves events of agents out', () => {
    const sent: any = logsRequest([{ at, body: 'good' }]);
    const [{ logRecords }] = sent.resourceLogs[0].scopeLogs;
    logRecords.push(null, 'x', { attributes: 'none', body: 7 });
    logRecords.push({ eventName: 'gen_ai.client.inference.operation.details' });
    sent.resourceLogs.push(null, { scopeLogs: [null, { logRecords: 3 }] });
    const { records, odd } = readLogs(sent.resourceLogs, all);
    expect(records.map(({ message }) => message)).toEqual(['good', '{}']);
    expect(odd).toBe(3);
  });
});
