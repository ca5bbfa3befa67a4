import { EntityDisplayName } from '@backstage/plugin-catalog-react';
import Button from '@material-ui/core/Button';
import Tooltip from '@material-ui/core/Tooltip';
import Typography from '@material-ui/core/Typography';
import {
  entityRefSchema,
  type Block,
} from '@postmortems/backstage-plugin-postmortems-common';
import { useRef } from 'react';
import { ErrorAlert } from '../../shared/errors/ErrorAlert';
import { Note } from '../../shared/layout/Note';
import { useTranslation } from '../../shared/translation/useTranslation';
import { usePostmortemContext } from '../state/postmortemContext';
import { CategoryMenu } from './CategoryMenu';
import { categoryTitle } from '../../shared/categories/categoryTitle';
import { useCategoryChange } from './useCategoryChange';
import { Row } from '../../shared/layout/Row';
import { SmallChip } from '../../shared/layout/SmallChip';

/**
 * The category of a cause or factor. Editors also get the suggested one and a
 * menu of all.
 */
export function BlockCategory(props: { block: Block }) {
  const { block } = props;
  const { category } = block;
  const { t } = useTranslation();
  const { allowed, categories, postmortem } = usePostmortemContext();
  const { setCategory, error, conflict } = useCategoryChange(block);
  const menuButton = useRef<HTMLButtonElement>(null);
  const chosen =
    category &&
    t('page.category.chosen', {
      title: categoryTitle(categories, category.id),
    });
  if (!allowed.editPostmortem || categories.length === 0) {
    return category ? (
      <Row gridGap="4px 8px" mt={0.25}>
        <Tooltip title={<SetBy actor={category.setBy} />}>
          <SmallChip variant="outlined" tabIndex={0} label={chosen} />
        </Tooltip>
      </Row>
    ) : null;
  }
  const suggestion = category
    ? undefined
    : postmortem.suggestedCategories?.[block.id];
  const title = suggestion && categoryTitle(categories, suggestion);
  return (
    <>
      <Row
        gridGap="4px 8px"
        mt={0.25}
        data-print={category ? undefined : 'hide'}
      >
        {suggestion && title && (
          <>
            <Typography variant="body2" color="textSecondary">
              {t('page.category.suggested', { title })}
            </Typography>
            <Button
              size="small"
              color="primary"
              aria-label={t('page.category.acceptOf', { title })}
              onClick={() => {
                // This button unmounts with the focus
                menuButton.current?.focus();
                setCategory(suggestion);
              }}
            >
              {t('page.category.accept')}
            </Button>
          </>
        )}
        <Tooltip title={category ? <SetBy actor={category.setBy} /> : ''}>
          <CategoryMenu
            ref={menuButton}
            id={`${block.id}-categories`}
            data-print={category ? 'keep' : undefined}
            label={
              chosen ??
              t(suggestion ? 'page.category.other' : 'page.category.add')
            }
            chosen={category?.id}
            onChange={setCategory}
          />
        </Tooltip>
      </Row>
      {conflict && (
        <Note tone="warning" role="alert">
          <Typography>{t('page.conflict.title')}</Typography>
        </Note>
      )}
      <ErrorAlert title={t('page.category.failed')} error={error} />
    </>
  );
}

function SetBy(props: { actor: string }) {
  const { t } = useTranslation();
  const ref = entityRefSchema.safeParse(props.actor).data;
  return (
    <>
      {t('page.category.setBy')}{' '}
      {ref ? (
        <EntityDisplayName entityRef={ref} hideIcon disableTooltip />
      ) : (
        props.actor
      )}
    </>
  );
}
