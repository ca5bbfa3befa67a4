import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import type {
  CandidateCauseAssertion,
  Claim,
} from '@postmortems/backstage-plugin-postmortems-common';
import { useState } from 'react';
import { EntityNameLink } from '../../shared/catalog/EntityNameLink';
import { UtcTime } from '../../shared/format/UtcTime';
import { Row } from '../../shared/layout/Row';
import { useTranslation } from '../../shared/translation/useTranslation';
import { usePostmortemContext } from '../state/postmortemContext';
import { CauseDecisionDialog, type CauseOutcome } from './CauseDecisionDialog';

/** What a person decided of a possible cause, and the buttons to decide. */
export function CauseDecision(props: {
  claim: Claim;
  cause: CandidateCauseAssertion;
}) {
  const { claim, cause } = props;
  const { decision } = claim;
  const { t } = useTranslation();
  const { allowed } = usePostmortemContext();
  const [outcome, setOutcome] = useState<CauseOutcome>();
  const choices: CauseOutcome[] = decision
    ? ['open']
    : ['confirmed', 'ruled_out'];
  return (
    <>
      {decision && (
        <Typography variant="body2" component="div">
          <div>
            {t(`page.cause.decided.${decision.outcome}`)}{' '}
            <EntityNameLink value={decision.by} />, <UtcTime at={decision.at} />
          </div>
          <div>{t('page.cause.reason', { reason: decision.reason })}</div>
        </Typography>
      )}
      {allowed.editPostmortem && (
        <Row mt={1.5}>
          {choices.map(choice => (
            <Button
              key={choice}
              size="small"
              variant="outlined"
              color={choice === 'confirmed' ? 'primary' : 'default'}
              onClick={() => setOutcome(choice)}
            >
              {t(`page.cause.decide.${choice}`)}
            </Button>
          ))}
        </Row>
      )}
      {outcome && (
        <CauseDecisionDialog
          claim={claim}
          cause={cause}
          outcome={outcome}
          onClose={() => setOutcome(undefined)}
        />
      )}
    </>
  );
}
