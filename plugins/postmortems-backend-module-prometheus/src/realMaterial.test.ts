import Ajv from 'ajv';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse as parseYaml } from 'yaml';
import { notification } from './__testUtils__/notifications';
import { rangeResponseSchema, rulesResponseSchema } from './metrics/responses';
import { splitAlertExpression } from './metrics/alertExpression';
import {
  toDeliveryId,
  generatorExpression,
  parseNotification,
  readBody,
} from './webhook/payload';

const { REAL_DATA_DIR, API_DESCRIPTIONS_DIR } = process.env;
const describeCaptures = REAL_DATA_DIR ? describe : describe.skip;
const describeContract = API_DESCRIPTIONS_DIR ? describe : describe.skip;
const describeBoth =
  REAL_DATA_DIR && API_DESCRIPTIONS_DIR ? describe : describe.skip;

function capture(name: string) {
  return JSON.parse(
    readFileSync(join(REAL_DATA_DIR!, 'prometheus-real-capture', name), 'utf8'),
  );
}

/** A checker for one definition of Alertmanager's own API description (Swagger 2.0). */
function definition(name: string) {
  const { definitions } = parseYaml(
    readFileSync(join(API_DESCRIPTIONS_DIR!, 'alertmanager.yaml'), 'utf8'),
  );
  const ajv = new Ajv({ strict: false, allErrors: true });
  ajv.addFormat('date-time', value => !Number.isNaN(Date.parse(value)));
  ajv.addFormat('uri', value => URL.canParse(value));
  const validate = ajv.compile({
    definitions,
    $ref: `#/definitions/${name}`,
  });
  return (value: unknown) => {
    validate(value);
    return validate.errors?.map(e => `${e.instancePath} ${e.message}`) ?? [];
  };
}

describeCaptures('recordings of real servers (REAL_DATA_DIR)', () => {
  const bodyOf = (number: 1 | 2) =>
    JSON.stringify(capture(`alertmanager-webhook-${number}.json`).body);
  const read = (number: 1 | 2) =>
    parseNotification(readBody(bodyOf(number)), new Date());

  it('reads the firing and the resolved notification as one alert', () => {
    const [firing, resolved] = [read(1), read(2)];
    expect(firing.alerts).toHaveLength(1);
    expect(firing.alerts[0].status).toBe('firing');
    expect(firing.alerts[0].endsAt).toBeUndefined();
    expect(resolved.alerts[0]).toMatchObject({
      status: 'resolved',
      fingerprint: firing.alerts[0].fingerprint,
      startsAt: firing.alerts[0].startsAt,
      endsAt: expect.stringMatching(/Z$/),
    });
    const now = new Date();
    expect(toDeliveryId(readBody(bodyOf(1)), now)).not.toBe(
      toDeliveryId(readBody(bodyOf(2)), now),
    );
  });

  it('parses recorded responses of Prometheus', () => {
    const rules = rulesResponseSchema.parse(
      capture('prometheus-api-v1-rules-firing.json'),
    );
    const query = generatorExpression(read(1).alerts[0]);
    expect(rules.data.groups[0].rules[0]).toMatchObject({ query });
    expect(splitAlertExpression(query!).threshold).toEqual({
      operator: '>',
      value: 0.05,
    });
    for (const name of ['', '-ALERTS']) {
      const answer = rangeResponseSchema.parse(
        capture(`prometheus-query_range${name}.json`),
      );
      expect(answer.data.result[0].values.length).toBeGreaterThan(1);
    }
  });
});

describeContract(
  "Alertmanager's API description (API_DESCRIPTIONS_DIR)",
  () => {
    it('matches the made-up alerts of the tests', () => {
      const check = definition('postableAlert');
      const { alerts } = JSON.parse(
        notification([
          { startsAt: '2026-03-02T14:00:00.000Z' },
          {
            startsAt: '2026-03-02T14:00:00.000Z',
            endsAt: '2026-03-02T14:10:00.000Z',
          },
        ]),
      );
      for (const alert of alerts) expect(check(alert)).toEqual([]);
      expect(check({ ...alerts[0], startsAt: 'yesterday' })).not.toEqual([]);
      expect(check({ ...alerts[0], labels: { a: 1 } })).not.toEqual([]);
      expect(check({ ...alerts[0], labels: undefined })).not.toEqual([]);
    });
  },
);

describeBoth("recordings and Alertmanager's API description", () => {
  it('match the webhook in the fields that both have', () => {
    const check = definition('gettableAlert');
    for (const number of [1, 2]) {
      const { alerts } = capture(`alertmanager-webhook-${number}.json`).body;
      for (const alert of alerts) {
        expect(
          check({
            ...alert,
            // The webhook has a word where the API has an object, and lacks two fields.
            status: {
              state: 'active',
              silencedBy: [],
              inhibitedBy: [],
              mutedBy: [],
            },
            updatedAt: alert.startsAt,
            receivers: [],
          }),
        ).toEqual([]);
        expect(check(alert)).not.toEqual([]);
      }
    }
  });
});
