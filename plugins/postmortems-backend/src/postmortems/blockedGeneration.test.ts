import { TestDatabases } from '@backstage/backend-test-utils';
import { callers, startServices } from '../__testUtils__/services';
import {
  shopEvidence,
  shopIncident,
  shopTemplate,
} from '../__testUtils__/shopIncident';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const { key } = shopIncident;

describe('a template that blocks without a possible cause', () => {
  it('generates nothing and says why, until evidence ties one to the incident', async () => {
    const { sections } = shopTemplate;
    const services = await startServices(await databases.init('SQLITE_3'), {
      template: {
        ...shopTemplate,
        sections: {
          ...sections,
          rootCause: { ...sections.rootCause, whenUnsupported: 'block' },
        },
      },
    });
    await services.incidents.create({ incident: shopIncident, ...callers });
    const create = () => services.postmortems.create({ key, ...callers });

    await expect(create()).rejects.toMatchObject({
      statusCode: 422,
      violations: [
        {
          rule: 'root_cause.no_candidate',
          message: expect.stringContaining(
            'only when evidence ties a possible cause to the incident',
          ),
        },
      ],
    });
    await services.evidence.submit({ key, nodes: shopEvidence, ...callers });
    expect((await create()).postmortem.rootCauseStatus).toBe('candidates');
  });
});
