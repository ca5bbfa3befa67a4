import Typography from '@material-ui/core/Typography';
import type { EvidenceRouting } from '@postmortems/backstage-plugin-postmortems-common';
import { useTranslation } from '../../shared/translation/useTranslation';
import { usePostmortemContext } from '../state/postmortemContext';

/** From which evidence the postmortem was written and why, and what sections leave out. */
export function RoutingDetails(props: { routing: EvidenceRouting }) {
  const { reason, unused } = props.routing;
  const { t } = useTranslation();
  const { postmortem } = usePostmortemContext();
  const titles = new Map<string, string>(
    postmortem.sections.map(({ id, title }) => [id, title]),
  );
  return (
    <>
      {reason}.
      {unused.map(({ section, sourceType, count }) => (
        <Typography key={`${section} ${sourceType}`} variant="body2">
          {t('page.details.unused', {
            section: titles.get(section) ?? t(`page.sections.${section}`),
            type: t(`page.evidence.source.${sourceType}`),
            count,
          })}
        </Typography>
      ))}
    </>
  );
}
