import { testIncident } from '../__testUtils__/records';
import { createTestDatabases, createTestStores } from '../__testUtils__/stores';
import { BlamelessChecker, CatalogRoster } from '../blameless';
import { sealEvidence } from '../sealing';
import { TraceValidator } from '../traces';
import { evaluateAssertion } from './assertions';
import { ClaimVerifier } from './ClaimVerifier';
import type { SealedFacts } from './SealedFacts';
import { VerificationContextBuilder } from './VerificationContextBuilder';

jest.setTimeout(20_000);

const databases = createTestDatabases();
const CHECKOUT = 'component:default/checkout';
const PAYMENTS = 'component:default/payments';
const LEDGER = 'component:default/ledger';

const dependsOn = (facts: SealedFacts, to: string) =>
  evaluateAssertion({ type: 'dependency', from: 'checkout', to }, facts);

describe.each(databases.eachSupportedId())(
  'what depends on what, on %p',
  databaseId => {
    async function open() {
      const { stores } = await createTestStores(databases, databaseId);
      const incident = testIncident({ services: [CHECKOUT] });
      await stores.incidents.create({ incident, actor: 'a' });
      let relations: [string, string[]][] = [
        [CHECKOUT, [PAYMENTS]],
        [PAYMENTS, [LEDGER]],
      ];
      const contexts = new VerificationContextBuilder({
        ...stores,
        validator: new TraceValidator(),
        verifier: new ClaimVerifier(),
        blameless: new BlamelessChecker(),
        roster: new CatalogRoster({ reader: { users: async () => [] } }),
        serviceCatalog: {
          knownServices: async () => [],
          ownerOf: async () => undefined,
          timeZoneOf: async () => undefined,
          dependenciesOf: async () => new Map(relations),
        },
      });
      const seal = async (when: 'now' | 'sealed') => {
        const sealed = await contexts.sealAndLoad({
          incident,
          actor: 'a',
          relations: when,
        });
        return { sealed, facts: contexts.setupOf(sealed).facts };
      };
      const change = (to: typeof relations) => {
        relations = to;
      };
      return { stores, incident, contexts, seal, change };
    }

    it('is sealed, cited, and the same after the catalog has changed', async () => {
      const { seal, change, contexts, incident } = await open();
      const { sealed, facts } = await seal('now');
      expect(sealed.problems).toEqual([]);
      expect(dependsOn(facts, 'ledger')).toMatchObject({
        outcome: 'holds',
        spans: [
          { evidenceId: 'evidence-seal', quote: PAYMENTS },
          { evidenceId: 'evidence-seal', quote: LEDGER },
        ],
      });

      change([[CHECKOUT, []]]);
      const again = await seal('sealed');
      expect(again.sealed.seal.id).toBe(sealed.seal.id);
      for (const one of [again.facts, await contexts.describe({ incident })]) {
        expect(dependsOn(one, 'ledger').outcome).toBe('holds');
      }
      expect(dependsOn((await seal('now')).facts, 'ledger').outcome).toBe(
        'unknown',
      );
    });

    it('is not believed of a seal whose record was changed', async () => {
      const { seal, contexts } = await open();
      const { sealed } = await seal('now');
      const { facts } = contexts.setupOf({
        ...sealed,
        seal: {
          ...sealed.seal,
          manifest: {
            ...sealed.seal.manifest,
            dependencies: { [CHECKOUT]: ['component:default/search'] },
          },
        },
      });
      expect(dependsOn(facts, 'search').outcome).toBe('unsupported');
    });

    it('is that of today where an old seal does not say it, and the reason says so', async () => {
      const { seal, stores, incident } = await open();
      await sealEvidence({ seals: stores.seals, incident, actor: 'a' });
      const { sealed, facts } = await seal('sealed');
      expect(sealed.seal.manifest.dependencies).toBeUndefined();
      expect(dependsOn(facts, 'payments')).toMatchObject({
        outcome: 'holds',
        detail: expect.stringContaining('catalog of today'),
      });
    });
  },
);
