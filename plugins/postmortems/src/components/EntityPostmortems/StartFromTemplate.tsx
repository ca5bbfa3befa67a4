import { LinkButton } from '@backstage/core-components';
import { useApi, useRouteRef } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import useAsync from 'react-use/lib/useAsync';
import { templateRouteRef } from '../../routes';
import { useWords } from '../useWords';

/** The template that comes with the scaffolder module. */
const START_TEMPLATE = { namespace: 'default', templateName: 'start-retro' };
const START_TEMPLATE_REF = `template:${START_TEMPLATE.namespace}/${START_TEMPLATE.templateName}`;

/** Leads to the template with the service filled in; nothing where the catalog does not have it. */
export function StartFromTemplate(props: { service: string }) {
  const { t } = useWords();
  const catalog = useApi(catalogApiRef);
  const templateOf = useRouteRef(templateRouteRef);
  const { value: template } = useAsync(
    async () => templateOf && catalog.getEntityByRef(START_TEMPLATE_REF),
    [catalog, Boolean(templateOf)],
  );
  if (!templateOf || !template) return null;
  const formData = encodeURIComponent(
    JSON.stringify({ service: props.service }),
  );
  return (
    <LinkButton
      to={`${templateOf(START_TEMPLATE)}?formData=${formData}`}
      variant="outlined"
      color="primary"
    >
      {t('list.start.fromTemplate')}
    </LinkButton>
  );
}
