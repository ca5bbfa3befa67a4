import type {
  Block,
  Claim,
  Postmortem,
} from '@postmortems/backstage-plugin-postmortems-common';
import { useTranslation } from '../../shared/translation/useTranslation';
import { ClaimEvidence } from './ClaimEvidence';
import { SidePanel } from './SidePanel';

/** The evidence and actions of a claim. */
export function EvidencePanel(props: {
  claim: Claim;
  block: Block;
  onClose(): void;
  onWritten(postmortem: Postmortem): void;
}) {
  const { claim, onClose } = props;
  const { t } = useTranslation();
  return (
    <SidePanel
      label={t('page.evidence.title')}
      about={claim.id}
      onClose={onClose}
    >
      {focus => <ClaimEvidence {...props} onDone={focus} />}
    </SidePanel>
  );
}
