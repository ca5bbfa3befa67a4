import Button from '@material-ui/core/Button';
import { makeStyles, Theme } from '@material-ui/core/styles';
import { useTranslation } from '../translation/useTranslation';

const useStyles = makeStyles((theme: Theme) => ({
  buttons: {
    display: 'flex',
    gap: theme.spacing(1),
    margin: theme.spacing(1, 0),
  },
}));

/** The buttons of an inline form. */
export function SaveOrCancel(props: {
  saving: boolean;
  incomplete?: boolean;
  onCancel(): void;
}) {
  const { saving, incomplete, onCancel } = props;
  const { buttons } = useStyles();
  const { t } = useTranslation();
  return (
    <div className={buttons}>
      <Button
        type="submit"
        size="small"
        color="primary"
        variant="contained"
        disabled={incomplete}
      >
        {saving ? t('common.saving') : t('common.save')}
      </Button>
      <Button size="small" onClick={onCancel}>
        {t('common.cancel')}
      </Button>
    </div>
  );
}
