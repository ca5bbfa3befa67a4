import Checkbox from '@material-ui/core/Checkbox';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import {
  claimsOfBlock,
  type Block,
} from '@postmortems/backstage-plugin-postmortems-common';
import { useState } from 'react';
import { useTranslation } from '../../shared/translation/useTranslation';
import { TimelineEntries } from '../content/TimelineEntries';
import { Row } from '../../shared/layout/Row';
import { usePostmortemContext } from '../state/postmortemContext';

const SOURCES = ['telemetry', 'deployment', 'chat', 'record'] as const;
type Source = (typeof SOURCES)[number];

const useStyles = makeStyles({
  sources: { border: 0, margin: 0, padding: 0 },
});

/** The timeline with filters by source and text. */
export function TimelineView() {
  const { postmortem } = usePostmortemContext();
  const classes = useStyles();
  const { t } = useTranslation();
  const [hidden, setHidden] = useState<ReadonlySet<Source>>(new Set());
  const [search, setSearch] = useState('');
  const entries = postmortem.sections
    .flatMap(({ blocks }) => blocks)
    .filter(({ timeline }) => timeline);
  const present = SOURCES.filter(source =>
    entries.some(block => sourcesOf(block).includes(source)),
  );
  const term = search.trim().toLocaleLowerCase();
  const shown = entries.filter(
    block =>
      sourcesOf(block).some(source => !hidden.has(source)) &&
      claimsOfBlock(block).some(({ text }) =>
        text.toLocaleLowerCase().includes(term),
      ),
  );
  const toggle = (source: Source) => {
    const next = new Set(hidden);
    if (!next.delete(source)) next.add(source);
    setHidden(next);
  };
  return (
    <>
      <Row alignItems="flex-end" gridGap="8px 16px" mb={2}>
        <fieldset className={classes.sources}>
          <Typography component="legend" variant="caption">
            {t('page.timeline.sources')}
          </Typography>
          {present.map(source => (
            <FormControlLabel
              key={source}
              control={
                <Checkbox
                  color="primary"
                  checked={!hidden.has(source)}
                  onChange={() => toggle(source)}
                />
              }
              label={
                source === 'record'
                  ? t('page.timeline.record')
                  : t(`page.evidence.source.${source}`)
              }
            />
          ))}
        </fieldset>
        <TextField
          id="timeline-search"
          size="small"
          type="search"
          label={t('page.timeline.search')}
          value={search}
          onChange={event => setSearch(event.target.value)}
        />
      </Row>
      <Typography variant="body2" color="textSecondary" aria-live="polite">
        {t('page.timeline.shown', {
          shown: `${shown.length}`,
          all: `${entries.length}`,
        })}
      </Typography>
      <TimelineEntries blocks={shown} />
      {shown.length === 0 && <Typography>{t('page.timeline.none')}</Typography>}
    </>
  );
}

function sourcesOf({ timeline }: Block): Source[] {
  const types = (timeline?.sourceTypes ?? []).flatMap(type =>
    type === 'agent_trace' ? [] : [type],
  );
  return types.length > 0 ? types : ['record'];
}
