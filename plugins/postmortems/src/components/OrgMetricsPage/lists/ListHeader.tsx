import Typography from '@material-ui/core/Typography';
import type { ReactNode } from 'react';
import { LIST_HEADING_ID } from '../focus/useReturnFocus';
import { Row } from '../../shared/layout/Row';

/** The heading and actions of a list. */
export function ListHeader(props: { title: string; children?: ReactNode }) {
  return (
    <Row justifyContent="space-between" mb={1}>
      <Typography
        variant="h5"
        component="h2"
        id={LIST_HEADING_ID}
        tabIndex={-1}
        style={{ margin: 0 }}
      >
        {props.title}
      </Typography>
      {props.children}
    </Row>
  );
}
