import {
  listClaims,
  candidateCauseOf,
  postmortemSchema,
  type Claim,
  type Postmortem,
} from '@postmortems/backstage-plugin-postmortems-common';
import { startPostmortems } from './__testUtils__/testBackend';
import { readHolmesCases } from './__testUtils__/realMaterial/holmesgpt';
import { readNezhaCase } from './__testUtils__/realMaterial/nezha';
import { readOpensreCases } from './__testUtils__/realMaterial/opensre';
import {
  realMaterial,
  traceOf,
  type RealCase,
} from './__testUtils__/realMaterial/RealCase';

jest.setTimeout(120_000);

const opensre = realMaterial('opensre-synthetic/eks');
const holmes = realMaterial('holmesgpt-fixtures/test_ask_holmes');
const nezha = realMaterial('nezha-sample');

const suites: [
  name: string,
  directory: string | undefined,
  read: (directory: string) => RealCase[],
][] = [
  ['opensre', opensre, readOpensreCases],
  ['HolmesGPT', holmes, readHolmesCases],
  ['Nezha', nezha, directory => [readNezhaCase(directory)]],
];

/** Every known cause, to be claimed of the other cases. */
const allCauses = suites.flatMap(([, directory, read]) =>
  directory
    ? read(directory).flatMap(({ name, knownCause }) =>
        knownCause ? [{ name, knownCause }] : [],
      )
    : [],
);

/** Sends a case through the API; with a cause, by way of its own investigation. */
async function writePostmortem(
  { api }: Awaited<ReturnType<typeof startPostmortems>>,
  realCase: RealCase,
  key: string,
  cause?: string,
): Promise<Postmortem> {
  const incident = { ...realCase.incident, key };
  expect((await api.post('/incidents', incident)).status).toBe(201);
  const sent = await api.post(`/incidents/${key}/evidence`, {
    nodes: realCase.evidence,
  });
  expect(sent.body).toMatchObject({
    created: realCase.evidence.length,
    rejected: 0,
  });
  if (cause !== undefined) {
    const trace = { ...traceOf(realCase, cause), incidentId: key };
    const { status } = await api.post(`/incidents/${key}/traces`, trace);
    expect(status).toBe(201);
  }
  const { body } = await api.post(`/incidents/${key}/postmortems`, {});
  return postmortemSchema.parse(body);
}

const claimsOf = (document: Postmortem, section?: string): Claim[] =>
  listClaims({
    sections: document.sections.filter(({ id }) => !section || id === section),
  });

describe.each(suites)('real material of %s', (suite, directory, read) => {
  if (!directory) {
    // eslint-disable-next-line jest/no-disabled-tests, jest/expect-expect -- listed by name among what was skipped
    it.skip(`is not here: set REAL_DATA_DIR for ${suite}`, () => {});
    return;
  }
  const cases = read(directory);
  let backend: Awaited<ReturnType<typeof startPostmortems>>;
  beforeAll(async () => {
    backend = await startPostmortems();
  });
  afterAll(() => backend.stop());

  it.each(cases.map(realCase => [realCase.name, realCase] as const))(
    '%s: without an investigation no cause is named',
    async (_, realCase) => {
      const document = await writePostmortem(
        backend,
        realCase,
        `${realCase.incident.key}-none`,
      );

      expect(document.rootCauseStatus).not.toBe('confirmed');
      expect(
        claimsOf(document, 'summary').filter(({ text }) =>
          /^Causes?:/.test(text),
        ),
      ).toEqual([]);
      // What is computed from the evidence must stand up to it, whatever the evidence looks like
      expect(
        claimsOf(document).filter(
          claim => claim.verdict !== 'supported' && !candidateCauseOf(claim),
        ),
      ).toEqual([]);
      expect(claimsOf(document, 'timeline').length).toBeGreaterThan(1);
    },
  );

  it.each(
    cases.flatMap(realCase =>
      realCase.knownCause
        ? [[realCase.name, realCase, realCase.knownCause] as const]
        : [],
    ),
  )(
    '%s: the known cause is a possible one',
    async (_, realCase, knownCause) => {
      const document = await writePostmortem(
        backend,
        realCase,
        `${realCase.incident.key}-true`,
        knownCause,
      );
      const [cause] = claimsOf(document, 'rootCause');

      expect(cause.verdict).toBe('unverified');
      expect(
        claimsOf(document, 'rootCause').map(({ text }) => text),
      ).toContainEqual(expect.stringContaining(knownCause.replace(/[.]$/, '')));
      expect(document.rootCauseStatus).toBe('candidates');
    },
  );

  it.each(cases.map(realCase => [realCase.name, realCase] as const))(
    '%s: the cause of another case is not supported',
    async (_, realCase) => {
      const wrong = allCauses.filter(({ name }) => name !== realCase.name);
      const passed: string[] = [];
      for (const [index, { knownCause }] of wrong.entries()) {
        const document = await writePostmortem(
          backend,
          realCase,
          `${realCase.incident.key}-wrong-${index}`,
          knownCause,
        );
        const [cause] = claimsOf(document, 'rootCause');
        const isConfirmed = document.rootCauseStatus === 'confirmed';
        const isSupported =
          candidateCauseOf(cause) && cause.verdict === 'supported';
        if (isConfirmed || isSupported) passed.push(cause.text);
      }
      expect(passed).toEqual([]);
    },
  );
});
