import Button from '@material-ui/core/Button';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableContainer from '@material-ui/core/TableContainer';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import Typography from '@material-ui/core/Typography';
import type { TemplateResolution } from '@postmortems/backstage-plugin-postmortems-common';
import { useState } from 'react';
import { EntityNameLink } from '../../shared/catalog';
import {
  useTranslation,
  type TFunction,
} from '../../shared/translation/useTranslation';

/** The template, and on request how it was chosen. */
export function TemplateResolutionDetails(props: {
  resolution: TemplateResolution;
}) {
  const { resolution } = props;
  const { name, title, version } = resolution;
  const { t } = useTranslation();
  const [explained, setExplained] = useState(false);
  return (
    <>
      {t('page.template.named', { name, title, version })}{' '}
      <Button
        size="small"
        aria-expanded={explained}
        onClick={() => setExplained(!explained)}
      >
        {t('page.template.show')}
      </Button>
      {explained && <ResolutionChain resolution={resolution} />}
    </>
  );
}

function ResolutionChain(props: { resolution: TemplateResolution }) {
  const { reason, chain } = props.resolution;
  const { t } = useTranslation();
  return (
    <TableContainer>
      <Typography variant="body2">{reason}</Typography>
      <Table size="small">
        <TableHead>
          <TableRow>
            <TableCell>{t('page.template.level')}</TableCell>
            <TableCell>{t('page.template.subject')}</TableCell>
            <TableCell>{t('page.template.outcome')}</TableCell>
            <TableCell>{t('common.names.reason')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {chain.map((step, index) => (
            <TableRow
              // Levels repeat: the configured default and the built-in one
              key={`${step.level} ${index}`}
              selected={step.outcome === 'chosen'}
            >
              <TableCell>{levelName(step.level, t)}</TableCell>
              <TableCell>
                {step.subject && <EntityNameLink value={step.subject} />}
              </TableCell>
              <TableCell>
                {t(`page.template.outcomes.${step.outcome}`)}
              </TableCell>
              <TableCell>{step.reason}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}

function levelName(
  level: TemplateResolution['chain'][number]['level'],
  t: TFunction,
): string {
  return level === 'request' || level === 'default'
    ? t(`page.template.levels.${level}`)
    : t(`common.names.${level}`);
}
