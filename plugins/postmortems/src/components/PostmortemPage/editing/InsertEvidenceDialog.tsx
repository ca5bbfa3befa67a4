import type {
  EvidenceStatement,
  Section,
} from '@postmortems/backstage-plugin-postmortems-common';
import { useState } from 'react';
import { FormDialog } from '../../shared/form/FormDialog';
import { useTranslation } from '../../shared/translation/useTranslation';
import { StatementPicker } from './StatementPicker';

/** Chooses sentences about evidence, to be worded freely afterwards. */
export function InsertEvidenceDialog(props: {
  section: Pick<Section, 'id' | 'guidance'>;
  onInsert(statements: EvidenceStatement[]): void;
  onClose(): void;
}) {
  const { section, onInsert, onClose } = props;
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<EvidenceStatement[]>([]);
  return (
    <FormDialog
      id="insert-evidence"
      title={t('page.statements.insertTitle')}
      failed={t('page.statements.notInserted')}
      submit={t('page.statements.insert')}
      incomplete={chosen.length === 0}
      unsaved={false}
      onSubmit={async () => onInsert(chosen)}
      onClose={onClose}
    >
      <StatementPicker
        section={section.id}
        offered={section.guidance?.evidence}
        chosen={chosen}
        onChange={setChosen}
      />
    </FormDialog>
  );
}
