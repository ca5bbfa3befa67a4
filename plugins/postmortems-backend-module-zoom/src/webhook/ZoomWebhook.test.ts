import type {
  IncidentAccess,
  OfferedEvidence,
} from '@postmortems/backstage-plugin-postmortems-node';
import { createHmac } from 'node:crypto';
import { NOW, sourceOf } from '../__testUtils__/collectZoom';
import { FakeZoom } from '../__testUtils__/FakeZoom';
import { sign } from './signature';

const SECRET = 'webh00k';
const UUID = '4444AAAiAAAAAiAiAiiAii==';
let zoom: FakeZoom;
beforeEach(async () => {
  zoom = await FakeZoom.start();
});
afterEach(() => zoom.stop());

const source = (...more: Record<string, unknown>[]) =>
  sourceOf({ ...zoom.app, webhookSecretToken: SECRET }, ...more);

function requestOf(
  body: unknown,
  { secret = SECRET, at = NOW }: { secret?: string; at?: Date } = {},
) {
  const rawBody = Buffer.from(
    typeof body === 'string' ? body : JSON.stringify(body),
  );
  const timestamp = String(Math.floor(at.getTime() / 1000));
  return {
    rawBody,
    headers: {
      'x-zm-request-timestamp': timestamp,
      'x-zm-signature': sign({ timestamp, rawBody, secret }),
    },
  };
}

const event = (object: Record<string, unknown> = {}) => ({
  event: 'recording.transcript_completed',
  event_ts: 1772462000123,
  payload: {
    account_id: 'Acc0unt',
    object: {
      uuid: UUID,
      id: 85746065123,
      topic: 'Incident INC-42: checkout',
      host_id: 'h0st',
      host_email: 'Ada@example.com',
      recording_files: [{ download_url: 'http://169.254.169.254/' }],
      ...object,
    },
  },
  download_token: 'abc',
});

const delivered = (body: unknown) => ({
  id: `0:1772462000123:${UUID}`,
  receivedAt: NOW,
  body: JSON.stringify(body),
});

describe('authenticate', () => {
  it('takes word of transcripts, once each and in order for a recording', async () => {
    const request = requestOf(event());
    await expect(source().webhook!.authenticate(request)).resolves.toEqual({
      deliveryId: expect.stringMatching(/^b\w+:1772462000123:4444AAA/),
      orderKey: UUID,
      reply: { contentType: 'application/json', body: '{}' },
    });
  });

  it('answers the challenge, as the account whose secret signed it', async () => {
    const body = {
      event: 'endpoint.url_validation',
      payload: { plainToken: 'qgg8vlvZRS6UYooatFL8Aw' },
      event_ts: 1654503849680,
    };
    const other = { ...zoom.app, webhookSecretToken: 'other' };
    const { reply, deliveryId } = await source(other).webhook!.authenticate(
      requestOf(body, { secret: 'other' }),
    );
    expect(deliveryId).toBeUndefined();
    expect(JSON.parse(reply!.body)).toEqual({
      plainToken: 'qgg8vlvZRS6UYooatFL8Aw',
      encryptedToken: createHmac('sha256', 'other')
        .update('qgg8vlvZRS6UYooatFL8Aw')
        .digest('hex'),
    });
  });

  it('signs as Zoom describes it', () => {
    const rawBody = Buffer.from('{"event":"a"}');
    const digest = createHmac('sha256', SECRET)
      .update('v0:1658940994:{"event":"a"}')
      .digest('hex');
    expect(sign({ timestamp: '1658940994', rawBody, secret: SECRET })).toBe(
      `v0=${digest}`,
    );
  });

  it.each([
    ['another secret', () => requestOf(event(), { secret: 'x' }), 'fits no'],
    [
      'an old call',
      () => requestOf(event(), { at: new Date(NOW.getTime() - 301_000) }),
      'five minutes',
    ],
    [
      'a call from the future',
      () => requestOf(event(), { at: new Date(NOW.getTime() + 301_000) }),
      'five minutes',
    ],
    [
      'another body',
      () => ({ ...requestOf(event()), rawBody: Buffer.from('{}') }),
      'fits no',
    ],
    [
      'no headers',
      () => ({ rawBody: Buffer.from('{}'), headers: {} }),
      'no timestamp',
    ],
    ['no JSON', () => requestOf('hello'), 'cannot be read'],
  ])('refuses %s', async (_, request, message) => {
    await expect(source().webhook!.authenticate(request())).rejects.toThrow(
      message,
    );
  });

  it.each([
    ['another event', { ...event(), event: 'meeting.started' }, {}],
    ['another topic', event({ topic: 'Salaries' }), {}],
    ['another host', event(), { users: ['bob@example.com'] }],
    ['odd fields', { ...event(), payload: 7 }, {}],
  ])('stores nothing of %s', async (_, body, block) => {
    const { webhook } = sourceOf({
      ...zoom.app,
      webhookSecretToken: SECRET,
      ...block,
    });
    const accepted = await webhook!.authenticate(requestOf(body));
    expect(accepted).toEqual({
      reply: { contentType: 'application/json', body: '{}' },
    });
  });

  it.each(['ada@example.com', 'h0st'])('knows the host by %s', async user => {
    const { webhook } = sourceOf({
      ...zoom.app,
      webhookSecretToken: SECRET,
      users: [user],
    });
    const accepted = await webhook!.authenticate(requestOf(event()));
    expect(accepted.orderKey).toBe(UUID);
  });

  it('is not there without a secret', () => {
    expect(sourceOf(zoom.app).webhook).toBeUndefined();
  });
});

describe('a transcript that is ready', () => {
  const recording = {
    uuid: UUID,
    topic: 'Incident inc 42: checkout',
    start_time: '2026-03-02T14:02:00Z',
    duration: 30,
    transcripts: [
      { cues: [[1, 'Ada Lovelace', 'payments fail too']] as never },
    ],
  };

  async function offered(): Promise<OfferedEvidence[]> {
    const offers: OfferedEvidence[] = [];
    const zoomSource = source();
    const access: Pick<IncidentAccess, 'enqueueTask' | 'offerEvidence'> = {
      enqueueTask: async task => {
        expect(task.orderKey).toBe(UUID);
        await zoomSource.runTask({ ...task, receivedAt: NOW }, access as never);
      },
      offerEvidence: async sent => {
        offers.push(...sent);
        return { created: 0, duplicate: 0, rejected: 0, outcomes: [] };
      },
    };
    await zoomSource.webhook!.process(delivered(event()), access as never);
    return offers;
  }

  it('is offered to the incidents that its topic and words name', async () => {
    zoom.add(recording);
    expect(await offered()).toEqual([
      {
        node: expect.objectContaining({
          provider: 'zoom',
          timestamp: '2026-03-02T14:02:01.000Z',
          metadata: { service: 'unknown' },
        }),
        conversation: UUID,
        incidentKeys: expect.arrayContaining(['INC-42']),
        services: expect.arrayContaining(['payments', 'payments-fail']),
      },
    ]);
  });

  it('belongs together only when the meeting is of one incident', async () => {
    const transcripts = [
      {
        cues: [
          [1, 'Ada Lovelace', 'As in INC-42'],
          [90, 'Bob Noyce', 'Lunch is at one'],
        ] as never,
      },
    ];
    zoom.add({ ...recording, topic: 'Incident weekly', transcripts });
    expect(
      (await offered()).map(({ conversation, incidentKeys }) => [
        conversation,
        incidentKeys,
      ]),
    ).toEqual([
      [undefined, ['INC-42']],
      [undefined, []],
    ]);
    // Whatever the number in the topic is, it is not the incident that is named
    zoom.add({ ...recording, topic: 'Incident weekly 9', transcripts });
    expect((await offered()).map(({ conversation }) => conversation)).toEqual([
      undefined,
      UUID,
    ]);
  });

  it('says when few may see it', async () => {
    zoom.add({ ...recording, settings: { password: 'x' } });
    expect(await offered()).toMatchObject([
      { restricted: expect.stringContaining('not everybody may see') },
    ]);
  });

  it('is retried until Zoom has it', async () => {
    zoom.add({ ...recording, transcripts: [] });
    await expect(offered()).rejects.toThrow('has no transcript');
    zoom.add(recording);
    expect(await offered()).toHaveLength(1);
  });

  it('is nothing when it was renamed or deleted meanwhile', async () => {
    expect(await offered()).toEqual([]);
    zoom.add({ ...recording, topic: 'Salaries' });
    expect(await offered()).toEqual([]);
    expect(zoom.callsOf(/signed/)).toEqual([]);
  });
});
