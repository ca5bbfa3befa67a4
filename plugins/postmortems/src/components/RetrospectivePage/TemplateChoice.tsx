import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableContainer from '@material-ui/core/TableContainer';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import Typography from '@material-ui/core/Typography';
import type { TemplateResolution } from '@postmortems/backstage-plugin-postmortems-common';
import { useWords } from '../useWords';

/** The way that led to the template, level by level. */
export function TemplateChoice(props: { resolution: TemplateResolution }) {
  const { reason, chain } = props.resolution;
  const { t } = useWords();
  return (
    <TableContainer>
      <Typography variant="body2">{reason}</Typography>
      <Table size="small">
        <TableHead>
          <TableRow>
            <TableCell>{t('page.template.level')}</TableCell>
            <TableCell>{t('page.template.subject')}</TableCell>
            <TableCell>{t('page.template.outcome')}</TableCell>
            <TableCell>{t('page.template.reason')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {chain.map((step, index) => (
            <TableRow
              // Levels repeat: the configured default and the built-in one
              key={`${step.level} ${index}`}
              selected={step.outcome === 'chosen'}
            >
              <TableCell>{t(`page.template.levels.${step.level}`)}</TableCell>
              <TableCell>{step.subject}</TableCell>
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
