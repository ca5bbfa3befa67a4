import Button from '@material-ui/core/Button';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  hasNewerGeneratedText,
  type Block,
} from '@postmortems/backstage-plugin-postmortems-common';
import { useTranslation } from '../../shared/translation/useTranslation';
import type { EditedClaim } from './useBlockEdit';

const useStyles = makeStyles((theme: Theme) => ({
  beside: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(160px, 1fr))',
    gap: theme.spacing(2),
    margin: theme.spacing(1, 0),
  },
}));

/** Compares the generated text that a person replaced with the newer one. */
export function NewerGeneratedText(props: {
  block: Block;
  onUse?(claims: EditedClaim[]): void;
}) {
  const { block, onUse } = props;
  const classes = useStyles();
  const { t } = useTranslation();
  const { generated } = block;
  if (!generated || !hasNewerGeneratedText(block)) return null;
  return (
    <div role="note">
      <Typography variant="subtitle2" component="h3">
        {t('page.editing.newer')}
      </Typography>
      <div className={classes.beside}>
        <div>
          <Typography variant="caption">{t('page.editing.before')}</Typography>
          <Typography variant="body2">{generated.base.join(' ')}</Typography>
        </div>
        <div>
          <Typography variant="caption">{t('page.editing.now')}</Typography>
          <Typography variant="body2">
            {generated.latest.map(({ text }) => text).join(' ') ||
              t('page.editing.gone')}
          </Typography>
        </div>
      </div>
      {onUse && generated.latest.length > 0 && (
        <Button size="small" onClick={() => onUse(generated.latest)}>
          {t('page.editing.use')}
        </Button>
      )}
    </div>
  );
}
