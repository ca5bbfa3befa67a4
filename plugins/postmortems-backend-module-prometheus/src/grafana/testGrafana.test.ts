import { FakeGrafana } from '../__testUtils__/FakeGrafana';
import { AlertmanagerClient } from '../ask/AlertmanagerClient';
import { AnnotationsClient } from './AnnotationsClient';
import { OrganisationClient } from './OrganisationClient';
import { testGrafana } from './testGrafana';

describe('testGrafana', () => {
  let grafana: FakeGrafana;
  beforeEach(async () => {
    grafana = await FakeGrafana.start();
  });
  afterEach(() => grafana.stop());

  const test = (over: object = {}, hasWebhook = true) => {
    const server = {
      baseUrl: grafana.baseUrl,
      auth: { token: grafana.token },
      timeoutSeconds: 5,
      path: 'sources[0]',
      ...over,
    };
    return testGrafana({
      target: 'Grafana',
      organisation: new OrganisationClient({ server }),
      annotations: new AnnotationsClient({ server }),
      alertmanager: hasWebhook
        ? new AlertmanagerClient({
            name: 'Grafana',
            server,
            prefix: '/api/alertmanager/grafana',
            receiver: 'postmortems',
          })
        : undefined,
      signal: AbortSignal.timeout(10_000),
    });
  };

  it('says what it may read, and of which organisation', async () => {
    expect(await test()).toEqual({
      target: 'Grafana',
      ok: true,
      message:
        'It lets us read annotations, alerts and the state history of alert rules; organisation 1',
    });
    grafana.forbidden = ['/api/alertmanager/grafana/api/v2/alerts/groups'];
    expect(await test({}, false)).toMatchObject({ ok: true });
  });

  it.each<[string, () => object | void, RegExp]>([
    [
      'a wrong token',
      () => ({ auth: { token: 'x' } }),
      /^Grafana at \S+ answered 401: Invalid API key; it refuses sources\[0\]\.auth, /,
    ],
    [
      'no token',
      () => ({ auth: undefined }),
      /it wants to know who asks; set sources\[0\]\.auth$/,
    ],
    [
      'a right that lacks',
      () => {
        grafana.forbidden = ['/api/org'];
      },
      /^the organisation: .* Permissions needed: some:read; who sources\[0\]\.auth is of may not read this$/,
    ],
    [
      'nobody there',
      () => ({ baseUrl: 'http://127.0.0.1:1' }),
      /^Grafana at http:\/\/127\.0\.0\.1:1 cannot be reached/,
    ],
    [
      'a redirect to a sign-in page',
      () => {
        for (let calls = 0; calls < 4; calls += 1) {
          grafana.failures.push({
            status: 302,
            headers: { location: '/login' },
          });
        }
      },
      /^Grafana at \S+ answered 302.* correct sources\[0\]\.baseUrl$/,
    ],
    [
      'a sign-in page',
      () => {
        grafana.failures.push({
          status: 200,
          headers: { 'content-type': 'text/html' },
        });
      },
      /such as the sign-in page of a proxy/,
    ],
  ])('says what to mend: %s', async (_, prepare, message) => {
    const over = prepare() ?? {};
    expect(await test(over)).toMatchObject({
      ok: false,
      message: expect.stringMatching(message),
    });
  });
});
