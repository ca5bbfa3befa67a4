import Button from '@material-ui/core/Button';
import ArrowDownwardIcon from '@material-ui/icons/ArrowDownward';
import ArrowUpwardIcon from '@material-ui/icons/ArrowUpward';
import DeleteOutlineIcon from '@material-ui/icons/DeleteOutline';
import EditIcon from '@material-ui/icons/Edit';
import type {
  Block,
  Claim,
} from '@postmortems/backstage-plugin-postmortems-common';
import { Row } from '../../shared/layout/Row';
import { useTranslation } from '../../shared/translation/useTranslation';
import { usePostmortemContext } from '../state/postmortemContext';
import { canBeConfirmed, isConfirmedByPerson } from './attestation';

/** The buttons of a claim and its block. An action item's block stays in place. */
export function BlockButtons(props: {
  claim: Claim;
  block: Block;
  onEdit(): void;
  onConfirm(): void;
  onTakeBack(): void;
  onRemove(): void;
  /** @param after - id of the block before it, `null` at the beginning */
  onMove(after: string | null, message: string): void;
}) {
  const { claim, block, onEdit, onConfirm, onTakeBack, onRemove, onMove } =
    props;
  const { t } = useTranslation();
  const { sections } = usePostmortemContext().postmortem;
  const blocks =
    sections.find(one => one.blocks.some(({ id }) => id === block.id))
      ?.blocks ?? [];
  const index = blocks.findIndex(({ id }) => id === block.id);
  const isFirst = index <= 0;
  const isLast = index === blocks.length - 1;
  const isConfirmed = isConfirmedByPerson(claim);
  return (
    <Row my={1}>
      <Button
        size="small"
        variant="outlined"
        startIcon={<EditIcon />}
        onClick={onEdit}
      >
        {t('page.editing.edit')}
      </Button>
      {!isConfirmed && canBeConfirmed(claim) && (
        <Button size="small" variant="outlined" onClick={onConfirm}>
          {t('page.editing.confirm')}
        </Button>
      )}
      {isConfirmed && (
        <Button size="small" variant="outlined" onClick={onTakeBack}>
          {t('page.editing.takeBack')}
        </Button>
      )}
      {block.type !== 'action_item' && (
        <>
          {blocks.length > 1 && (
            <>
              {/* Disabled buttons would lose the focus */}
              <Button
                size="small"
                startIcon={<ArrowUpwardIcon />}
                aria-disabled={isFirst}
                onClick={() =>
                  !isFirst &&
                  onMove(
                    blocks[index - 2]?.id ?? null,
                    t('page.writing.movedUp'),
                  )
                }
              >
                {t('page.writing.moveUp')}
              </Button>
              <Button
                size="small"
                startIcon={<ArrowDownwardIcon />}
                aria-disabled={isLast}
                onClick={() =>
                  !isLast &&
                  onMove(blocks[index + 1].id, t('page.writing.movedDown'))
                }
              >
                {t('page.writing.moveDown')}
              </Button>
            </>
          )}
          <Button
            size="small"
            startIcon={<DeleteOutlineIcon />}
            onClick={onRemove}
          >
            {t('page.writing.remove')}
          </Button>
        </>
      )}
    </Row>
  );
}
