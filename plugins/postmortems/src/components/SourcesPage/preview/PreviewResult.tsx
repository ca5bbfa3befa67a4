import { Link } from '@backstage/core-components';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import type { SourcePreview } from '@postmortems/backstage-plugin-postmortems-common';
import {
  describePayload,
  shorten,
} from '../../shared/evidence/describeEvidence';
import { countParams, formatNumber } from '../../shared/format/numbers';
import { UtcTime } from '../../shared/format/UtcTime';
import { DescriptionList } from '../../shared/layout/DescriptionList';
import { Note } from '../../shared/layout/Note';
import { ListTable } from '../../shared/list';
import { useTranslation } from '../../shared/translation/useTranslation';

const MAX_EXAMPLE = 160;

type Kind = SourcePreview['kinds'][number];

const useStyles = makeStyles((theme: Theme) => ({
  examples: {
    margin: 0,
    paddingLeft: theme.spacing(2),
    overflowWrap: 'anywhere',
  },
}));

/** What a source would bring of a past window. */
export function PreviewResult(props: { preview: SourcePreview }) {
  const { preview } = props;
  const { taken, kinds, refused, refusals, restricted, failure } = preview;
  const { t } = useTranslation();
  return (
    <>
      <LookedAt preview={preview} />
      {failure !== undefined && (
        <Note tone="warning">
          {t('sources.preview.incomplete', { reason: failure })}
        </Note>
      )}
      {restricted.map(reason => (
        <Note key={reason} tone="info">
          {t('sources.preview.restricted', { reason })}
        </Note>
      ))}
      {preview.withheld && (
        <Note tone="info">{t('sources.preview.withheld')}</Note>
      )}
      <Typography variant="h6" component="h3">
        {taken === 0
          ? t('sources.preview.nothing')
          : t('sources.preview.taken', countParams(taken))}
      </Typography>
      {refused > 0 && (
        <Typography variant="body2">
          {t('sources.preview.refused', countParams(refused))}
          {': '}
          {refusals
            .map(({ reason, nodes }) =>
              t('sources.evidence.reason', {
                reason,
                number: formatNumber(nodes),
              }),
            )
            .join('; ')}
        </Typography>
      )}
      {kinds.length > 0 && <Kinds kinds={kinds} />}
    </>
  );
}

/** What the source was asked for, and where it looked. */
function LookedAt({ preview }: { preview: SourcePreview }) {
  const { incident, title, services, from, to } = preview.lookedFor;
  const { t } = useTranslation();
  return (
    <DescriptionList
      entries={[
        [
          t('sources.preview.incident'),
          incident !== undefined &&
            (title === undefined
              ? t('sources.preview.madeUp', { key: incident })
              : `${incident}: ${title}`),
        ],
        [t('sources.preview.service'), services.join(', ')],
        [
          t('sources.preview.window'),
          <>
            <UtcTime at={from} /> – <UtcTime at={to} />
          </>,
        ],
        [
          t('sources.preview.places'),
          preview.places
            .map(({ name, shared }) =>
              shared ? t('sources.preview.shared', { name }) : name,
            )
            .join(', '),
        ],
      ]}
    />
  );
}

function Kinds({ kinds }: { kinds: Kind[] }) {
  const { t } = useTranslation();
  return (
    <ListTable
      label={t('sources.preview.examples')}
      items={kinds}
      keyOf={({ sourceType, kind }) => `${sourceType} ${kind}`}
      columns={[
        {
          id: 'kind',
          label: t('sources.preview.kind'),
          cell: ({ sourceType, kind }) =>
            [t(`sources.sourceType.${sourceType}`), kind]
              .filter(Boolean)
              .join(': '),
        },
        {
          id: 'nodes',
          label: t('sources.preview.nodes'),
          align: 'right',
          cell: ({ nodes }) => formatNumber(nodes),
        },
        {
          id: 'examples',
          label: t('sources.preview.examples'),
          cell: ({ examples }) => <Examples examples={examples} />,
        },
      ]}
    />
  );
}

function Examples({ examples }: Pick<Kind, 'examples'>) {
  const classes = useStyles();
  const { t } = useTranslation();
  return (
    <ul className={classes.examples}>
      {examples.map(({ id, timestamp, payload, sourceUrl }) => (
        <li key={id}>
          <UtcTime at={timestamp} />{' '}
          {shorten(describePayload(payload), MAX_EXAMPLE)}{' '}
          {sourceUrl && <Link to={sourceUrl}>{t('sources.preview.open')}</Link>}
        </li>
      ))}
    </ul>
  );
}
