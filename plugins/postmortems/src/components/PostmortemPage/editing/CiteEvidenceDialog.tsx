import type {
  EvidenceNode,
  EvidenceSpan,
  SourceType,
} from '@postmortems/backstage-plugin-postmortems-common';
import { useState } from 'react';
import { FormDialog } from '../../shared/form/FormDialog';
import { useTranslation } from '../../shared/translation/useTranslation';
import { EvidenceChoice } from './EvidenceChoice';
import { QuoteChoice } from './QuoteChoice';

/** Chooses a piece of the incident's evidence, and the part of it to cite. */
export function CiteEvidenceDialog(props: {
  /** Types of evidence that are listed first, if not all. */
  offered?: readonly SourceType[];
  onCite(span: EvidenceSpan): void;
  onClose(): void;
}) {
  const { offered, onCite, onClose } = props;
  const { t } = useTranslation();
  const [node, setNode] = useState<EvidenceNode>();
  const [span, setSpan] = useState<EvidenceSpan>();
  return (
    <FormDialog
      id="cite-evidence"
      title={t('page.citing.title')}
      failed={t('page.citing.failed')}
      submit={t('page.citing.cite')}
      incomplete={span === undefined}
      unsaved={false}
      onSubmit={async () => {
        if (span) onCite(span);
        onClose();
      }}
      onClose={onClose}
    >
      {node ? (
        <QuoteChoice
          node={node}
          onChange={setSpan}
          onBack={() => {
            setNode(undefined);
            setSpan(undefined);
          }}
        />
      ) : (
        <EvidenceChoice
          offered={offered}
          onChoose={source => setNode(source.node)}
        />
      )}
    </FormDialog>
  );
}
