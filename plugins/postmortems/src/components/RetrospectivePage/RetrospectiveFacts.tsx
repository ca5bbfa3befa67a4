import { EntityRefLinks } from '@backstage/plugin-catalog-react';
import Button from '@material-ui/core/Button';
import Paper from '@material-ui/core/Paper';
import { makeStyles, Theme } from '@material-ui/core/styles';
import type {
  Incident,
  ModelRun,
  Retrospective,
} from '@postmortems/backstage-plugin-postmortems-common';
import { useState } from 'react';
import { VerdictChips } from '../RetrospectiveTable/VerdictChips';
import { UtcTime } from '../UtcTime';
import { useWords } from '../useWords';
import { Facts } from './payloads/Facts';
import { ModelRunDetails, useModelRunSummary } from './ModelRunDetails';
import { TemplateChoice } from './TemplateChoice';

const useStyles = makeStyles((theme: Theme) => ({
  facts: { padding: theme.spacing(1, 2), marginBottom: theme.spacing(2) },
}));

/** What the postmortem is about and how it came to be, before one reads it. */
export function RetrospectiveFacts(props: {
  retrospective: Retrospective;
  incident: Incident;
}) {
  const { retrospective, incident } = props;
  const { template, status, revision, verdictCounts, modelRun } = retrospective;
  const classes = useStyles();
  const { t } = useWords();
  const [explained, setExplained] = useState(false);
  return (
    <Paper variant="outlined" className={classes.facts}>
      <Facts
        facts={[
          [
            t('page.facts.incident'),
            `${incident.key} · ${t(`list.severity.${incident.severity}`)}`,
          ],
          [
            t('page.facts.services'),
            <EntityRefLinks key="services" entityRefs={incident.services} />,
          ],
          [
            t('page.facts.started'),
            <UtcTime key="started" at={incident.startedAt} />,
          ],
          [
            t('page.facts.resolved'),
            incident.resolvedAt ? (
              <UtcTime key="resolved" at={incident.resolvedAt} />
            ) : (
              t('page.facts.ongoing')
            ),
          ],
          [
            t('page.facts.review'),
            `${t(`list.status.${status}`)} · ${t('page.facts.revision', {
              number: `${revision}`,
            })}`,
          ],
          [
            t('page.facts.claims'),
            <VerdictChips key="claims" counts={verdictCounts} />,
          ],
          [
            t('page.facts.template'),
            <span key="template">
              {`${template.title} (${template.version})`}{' '}
              <Button
                size="small"
                aria-expanded={explained}
                onClick={() => setExplained(!explained)}
              >
                {t('page.template.show')}
              </Button>
            </span>,
          ],
        ]}
      />
      {explained && <TemplateChoice resolution={template} />}
      {modelRun && <ModelFacts run={modelRun} />}
    </Paper>
  );
}

function ModelFacts(props: { run: ModelRun }) {
  const { run } = props;
  const { t } = useWords();
  const [explained, setExplained] = useState(false);
  const summary = useModelRunSummary(run);
  return (
    <div>
      {summary}{' '}
      <Button
        size="small"
        aria-expanded={explained}
        onClick={() => setExplained(!explained)}
      >
        {t('page.model.show')}
      </Button>
      {explained && <ModelRunDetails run={run} />}
    </div>
  );
}
