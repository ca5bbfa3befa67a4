import { Link } from '@backstage/core-components';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  showBidiControls,
  parseKnownPayload,
  webUrlSchema,
  type JsonObject,
} from '@postmortems/backstage-plugin-postmortems-common';
import { useTranslation } from '../../shared/translation/useTranslation';
import { DescriptionList } from '../../shared/layout/DescriptionList';
import { Highlight } from './Highlight';
import { JsonPayload } from './JsonPayload';
import { MetricChart } from './MetricChart';
import { UnknownPayload } from './UnknownPayload';
import { quotesAt, type Spans } from './types';

const useStyles = makeStyles((theme: Theme) => ({
  said: {
    margin: theme.spacing(1, 0),
    padding: theme.spacing(1, 1.5),
    borderLeft: `3px solid ${theme.palette.divider}`,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
  },
}));

/** A payload in the layout of its kind. */
export function PayloadView(props: { payload: JsonObject; spans: Spans }) {
  const { payload, spans } = props;
  const classes = useStyles();
  const { t } = useTranslation();
  const known = parseKnownPayload(payload);
  const marked = (text: string | undefined, pointer: string) =>
    text && <Highlight text={text} quotes={quotesAt(spans, pointer)} />;
  const labels = (values: Record<string, string> | undefined) =>
    showBidiControls(
      Object.entries(values ?? {})
        .map(([name, value]) => `${name}=${value}`)
        .join(', '),
    );

  switch (known?.kind) {
    case 'message': {
      const { author, channel, text } = known;
      return (
        <>
          <Typography variant="subtitle2" component="p">
            {showBidiControls(
              author.name ?? author.id ?? t('page.payload.unknownAuthor'),
            )}
            {channel && ` · ${showBidiControls(channel)}`}
          </Typography>
          <blockquote className={classes.said}>
            {marked(text, '/text')}
          </blockquote>
        </>
      );
    }
    case 'metric':
      return <MetricChart metric={known} spans={spans} />;
    case 'alert': {
      const dashboard = webUrlSchema.safeParse(known.dashboardUrl).data;
      return (
        <>
          <Typography variant="subtitle2" component="p">
            {marked(known.alertName, '/alertName')}
            {' · '}
            {known.status === 'firing'
              ? t('page.payload.alertFiring')
              : t('page.payload.alertResolved')}
          </Typography>
          {known.summary && (
            <blockquote className={classes.said}>
              {marked(known.summary, '/summary')}
            </blockquote>
          )}
          <DescriptionList
            entries={[
              [
                t('common.names.startedAt'),
                marked(known.startsAt, '/startsAt'),
              ],
              [t('page.payload.ends'), marked(known.endsAt, '/endsAt')],
              [t('page.payload.labels'), labels(known.labels)],
            ]}
          />
          {dashboard && (
            <Link to={dashboard}>{t('page.payload.dashboard')}</Link>
          )}
        </>
      );
    }
    case 'log':
      return (
        <blockquote className={classes.said}>
          {known.level && <strong>{known.level} </strong>}
          {marked(known.message, '/message')}
        </blockquote>
      );
    case 'event':
      return (
        <>
          <Typography variant="subtitle2" component="p">
            {marked(known.reason, '/reason')}
          </Typography>
          <blockquote className={classes.said}>
            {marked(known.message, '/message')}
          </blockquote>
        </>
      );
    case 'deployment':
    case 'rollback':
    case 'config_change': {
      const diff = webUrlSchema.safeParse(known.diffUrl).data;
      return (
        <>
          {known.description && (
            <blockquote className={classes.said}>
              {marked(known.description, '/description')}
            </blockquote>
          )}
          <DescriptionList
            entries={[
              [t('page.payload.version'), marked(known.version, '/version')],
              [
                t('page.payload.previousVersion'),
                marked(known.previousVersion, '/previousVersion'),
              ],
              [t('page.payload.commit'), marked(known.commit, '/commit')],
            ]}
          />
          {diff && <Link to={diff}>{t('page.payload.diff')}</Link>}
        </>
      );
    }
    case 'step':
      return (
        <>
          <Typography variant="subtitle2" component="p">
            {known.stepId} · {known.action.replaceAll('_', ' ')}
          </Typography>
          <DescriptionList
            entries={[
              [
                t('page.payload.validation'),
                marked(known.validation.explanation, '/validation/explanation'),
              ],
            ]}
          />
          {(['input', 'output'] as const).map(part => (
            <div key={part}>
              <Typography variant="caption">
                {t(`page.payload.${part}`)}
              </Typography>
              <JsonPayload
                value={known[part]}
                pointer={`/${part}`}
                spans={spans}
                label={t(`page.payload.${part}`)}
              />
            </div>
          ))}
        </>
      );
    default:
      return typeof payload.text === 'string' && payload.kind === 'note' ? (
        <blockquote className={classes.said}>
          {marked(payload.text, '/text')}
        </blockquote>
      ) : (
        <UnknownPayload payload={payload} spans={spans} />
      );
  }
}
