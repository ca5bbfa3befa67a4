import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { LinkButton } from '@backstage/core-components';
import { useApi, useRouteRef } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import useAsync from 'react-use/esm/useAsync';
import { templateRouteRef } from '../../../routes';
import { useTranslation } from '../../shared/translation/useTranslation';
import { isService } from './affectedServices';

/** The template of the scaffolder module. */
const START_TEMPLATE = { namespace: 'default', templateName: 'start-retro' };
const START_TEMPLATE_REF = `template:${START_TEMPLATE.namespace}/${START_TEMPLATE.templateName}`;

/**
 * The path of the template's form, with the service filled in for components.
 * `undefined` without the template or the scaffolder.
 */
export function useStartTemplate(entity: Entity): string | undefined {
  const catalog = useApi(catalogApiRef);
  const templateOf = useRouteRef(templateRouteRef);
  const { value: template } = useAsync(
    async () => templateOf && catalog.getEntityByRef(START_TEMPLATE_REF),
    [catalog, Boolean(templateOf)],
  );
  if (!templateOf || !template) return undefined;
  const path = templateOf(START_TEMPLATE);
  if (!isService(entity)) return path;
  const formData = new URLSearchParams({
    formData: JSON.stringify({ service: stringifyEntityRef(entity) }),
  });
  return `${path}?${formData}`;
}

/** A link to the template. */
export function StartFromTemplate(props: { to: string }) {
  const { t } = useTranslation();
  return (
    <LinkButton to={props.to} variant="outlined" color="primary">
      {t('tab.start.fromTemplate')}
    </LinkButton>
  );
}
