import { Link } from '@backstage/core-components';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  entityRefSchema,
  RECORD_EVIDENCE_ID,
  resolvePointer,
  type RemovedSecret,
} from '@postmortems/backstage-plugin-postmortems-common';
import { useEffect, useRef, type ReactNode } from 'react';
import { UtcTime } from '../../shared/format/UtcTime';
import { useTranslation } from '../../shared/translation/useTranslation';
import { DescriptionList } from '../../shared/layout/DescriptionList';
import { PayloadView } from '../payloads/PayloadView';
import type { Spans } from '../payloads/types';
import { usePostmortemContext } from '../state/postmortemContext';
import { openLabelOf } from './openLabelOf';
import type { CitedSource } from './useEvidence';

const useStyles = makeStyles((theme: Theme) => ({
  source: {
    borderTop: `1px solid ${theme.palette.divider}`,
    padding: theme.spacing(1.5, 0),
    '&:focus': {
      outline: `2px solid ${theme.palette.primary.main}`,
      outlineOffset: 4,
    },
  },
}));

/**
 * A cited source with its payload, in which quotes are highlighted, and a link
 * to the original.
 */
export function CitedEvidence(props: {
  id: string;
  source: CitedSource | undefined;
  spans: Spans;
}) {
  const { id, source, spans } = props;
  const { t } = useTranslation();
  if (!source) {
    return (
      <Frame id={id}>
        <Typography variant="subtitle2">{id}</Typography>
        <Typography color="error">{t('page.evidence.missing')}</Typography>
      </Frame>
    );
  }
  const { node, payload } = source;
  if (!node) {
    return (
      <Frame id={id}>
        <Typography variant="subtitle2" component="h3">
          {id === RECORD_EVIDENCE_ID
            ? t('page.evidence.record')
            : t('page.evidence.manifest')}
        </Typography>
        <DescriptionList
          entries={spans.map(({ pointer }) => [
            pointer.slice(1).replaceAll('/', ' › '),
            <mark key={pointer}>{`${resolvePointer(payload, pointer)}`}</mark>,
          ])}
        />
      </Frame>
    );
  }
  const ref = entityRefSchema.safeParse(node.metadata.service).data;
  const recordedBy = entityRefSchema.safeParse(payload.recordedBy).data;
  return (
    <Frame id={id}>
      <Typography variant="subtitle2" component="h3">
        {t(`page.evidence.source.${node.sourceType}`)} · {node.provider} ·{' '}
        {ref ? <EntityRefLink entityRef={ref} /> : node.metadata.service}
      </Typography>
      <Typography variant="body2" color="textSecondary">
        <UtcTime at={node.timestamp} />
        {node.sourceUrl && (
          <>
            {' · '}
            <Link to={node.sourceUrl}>{t(openLabelOf(node.sourceUrl))}</Link>
          </>
        )}
      </Typography>
      {node.confidence < 1 && (
        <Typography variant="body2" color="textSecondary">
          {t('page.evidence.confidence', {
            percent: String(Math.round(node.confidence * 100)),
          })}
        </Typography>
      )}
      {node.expiresAt && (
        <Typography variant="body2" color="textSecondary">
          {t(
            Date.parse(node.expiresAt) > Date.now()
              ? 'page.evidence.expires'
              : 'page.evidence.expired',
          )}{' '}
          <UtcTime at={node.expiresAt} />
        </Typography>
      )}
      {node.truncated && (
        <Typography color="error">{t('page.evidence.truncated')}</Typography>
      )}
      {node.removedSecrets && (
        <Typography variant="body2" color="textSecondary">
          {t('page.evidence.removed', { kinds: kindsOf(node.removedSecrets) })}
        </Typography>
      )}
      {node.alteredFields && (
        <Typography variant="body2" color="textSecondary">
          {t('page.evidence.altered', {
            fields: node.alteredFields.join(', '),
          })}
        </Typography>
      )}
      <PayloadView payload={payload} spans={spans} />
      {recordedBy && (
        <Typography variant="body2" color="textSecondary">
          {t('page.evidence.recordedBy')}{' '}
          <EntityRefLink entityRef={recordedBy} />
        </Typography>
      )}
      <Typography variant="caption" color="textSecondary" component="p">
        {t('page.evidence.captured')} <UtcTime at={node.capturedAt} /> ·{' '}
        {node.id} · {t('page.evidence.hash')}{' '}
        <code title={node.contentHash}>{node.contentHash.slice(0, 12)}</code>
      </Typography>
    </Frame>
  );
}

/** Each kind once, as in “GitHub token, password”. */
function kindsOf(removed: readonly RemovedSecret[]): string {
  return [...new Set(removed.map(({ kind }) => kind))].join(', ');
}

/** Takes the focus when a link asks for this evidence. */
function Frame(props: { id: string; children: ReactNode }) {
  const { id, children } = props;
  const classes = useStyles();
  const { requestedEvidence } = usePostmortemContext();
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (requestedEvidence?.id === id) frame.current?.focus();
  }, [requestedEvidence, id]);
  return (
    <div ref={frame} tabIndex={-1} className={classes.source}>
      {children}
    </div>
  );
}
