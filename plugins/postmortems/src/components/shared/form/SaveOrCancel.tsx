import Button from '@material-ui/core/Button';
import { useTranslation } from '../translation/useTranslation';
import { Row } from '../layout/Row';

/** The buttons of an inline form. */
export function SaveOrCancel(props: {
  saving: boolean;
  /** Label of the button that saves. */
  save?: string;
  incomplete?: boolean;
  onCancel(): void;
}) {
  const { saving, incomplete, onCancel } = props;
  const { t } = useTranslation();
  const { save = t('common.save') } = props;
  return (
    <Row my={1}>
      <Button
        type="submit"
        size="small"
        color="primary"
        variant="contained"
        disabled={incomplete}
      >
        {saving ? t('common.saving') : save}
      </Button>
      <Button size="small" onClick={onCancel}>
        {t('common.cancel')}
      </Button>
    </Row>
  );
}
