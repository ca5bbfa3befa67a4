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

/** The timeline with filters by source, region and text. */
export function TimelineView() {
  const { postmortem } = usePostmortemContext();
  const { t } = useTranslation();
  const [hidden, setHidden] = useState<ReadonlySet<Source>>(new Set());
  const [hiddenRegions, setHiddenRegions] = useState<ReadonlySet<string>>(
    new Set(),
  );
  const [search, setSearch] = useState('');
  const entries = postmortem.sections
    .flatMap(({ blocks }) => blocks)
    .filter(({ timeline }) => timeline);
  const present = SOURCES.filter(source =>
    entries.some(block => sourcesOf(block).includes(source)),
  );
  const regions = [
    ...new Set(entries.flatMap(({ timeline }) => timeline?.regions ?? [])),
  ].sort();
  const term = search.trim().toLocaleLowerCase();
  const shown = entries.filter(
    block =>
      sourcesOf(block).some(source => !hidden.has(source)) &&
      isInSome(block, hiddenRegions) &&
      claimsOfBlock(block).some(({ text }) =>
        text.toLocaleLowerCase().includes(term),
      ),
  );
  return (
    <>
      <Row alignItems="flex-end" gridGap="8px 16px" mb={2}>
        <Choices
          legend={t('page.timeline.sources')}
          values={present}
          hidden={hidden}
          labelOf={source =>
            source === 'record'
              ? t('page.timeline.record')
              : t(`page.evidence.source.${source}`)
          }
          onChange={setHidden}
        />
        {regions.length > 1 && (
          <Choices
            legend={t('page.timeline.regions')}
            values={regions}
            hidden={hiddenRegions}
            labelOf={region => region}
            onChange={setHiddenRegions}
          />
        )}
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

/** A box for each value, of which the ones not checked are hidden. */
function Choices<T extends string>(props: {
  legend: string;
  values: readonly T[];
  hidden: ReadonlySet<T>;
  labelOf(value: T): string;
  onChange(hidden: ReadonlySet<T>): void;
}) {
  const { legend, values, hidden, labelOf, onChange } = props;
  const classes = useStyles();
  const toggle = (value: T) => {
    const next = new Set(hidden);
    if (!next.delete(value)) next.add(value);
    onChange(next);
  };
  return (
    <fieldset className={classes.sources}>
      <Typography component="legend" variant="caption">
        {legend}
      </Typography>
      {values.map(value => (
        <FormControlLabel
          key={value}
          control={
            <Checkbox
              color="primary"
              checked={!hidden.has(value)}
              onChange={() => toggle(value)}
            />
          }
          label={labelOf(value)}
        />
      ))}
    </fieldset>
  );
}

/** What names no region concerns all of them. */
function isInSome({ timeline }: Block, hidden: ReadonlySet<string>): boolean {
  const { regions = [] } = timeline ?? {};
  return regions.length === 0 || regions.some(region => !hidden.has(region));
}

function sourcesOf({ timeline }: Block): Source[] {
  const types = (timeline?.sourceTypes ?? []).flatMap(type =>
    type === 'agent_trace' ? [] : [type],
  );
  return types.length > 0 ? types : ['record'];
}
