import Button from '@material-ui/core/Button';
import Checkbox from '@material-ui/core/Checkbox';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import { makeStyles, Theme } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import type {
  Block,
  Retrospective,
} from '@postmortems/backstage-plugin-postmortems-common';
import { useState } from 'react';
import { FailureAlert } from '../../FailureAlert';
import { useWords } from '../../useWords';
import { Concerns } from './Concerns';
import { NewerWords } from './NewerWords';
import { useBlockEdit, type EditedClaim } from './useBlockEdit';

const useStyles = makeStyles((theme: Theme) => ({
  editor: {
    borderTop: `1px solid ${theme.palette.divider}`,
    padding: theme.spacing(1.5, 0),
  },
  actions: { display: 'flex', gap: theme.spacing(1) },
}));

/** A person's own words in place of a block, what the evidence would say there now, and names to be replaced by roles. */
export function BlockEditor(props: {
  retrospective: Retrospective;
  block: Block;
  onWritten(retrospective: Retrospective): void;
}) {
  const { retrospective, block, onWritten } = props;
  const classes = useStyles();
  const { t } = useWords();
  const { save, saving, failure } = useBlockEdit({
    retrospective,
    block,
    onWritten,
  });
  const [draft, setDraft] = useState<EditedClaim[]>();
  const change = (index: number, part: Partial<EditedClaim>) =>
    setDraft(
      draft?.map((claim, place) =>
        place === index ? { ...claim, ...part } : claim,
      ),
    );
  return (
    <div className={classes.editor}>
      {block.author.type === 'person' && (
        <Typography variant="body2" color="textSecondary">
          {t('page.editing.by', { name: block.author.ref })}
        </Typography>
      )}
      <Concerns block={block} disabled={saving} onReplace={save} />
      <NewerWords block={block} disabled={saving} onUse={save} />
      {failure !== undefined && (
        <FailureAlert title={t('page.editing.failed')} error={failure} />
      )}
      {!draft && (
        <Button
          size="small"
          variant="outlined"
          onClick={() =>
            setDraft(
              block.claims.map(claim => ({
                ...claim,
                attest: claim.attestedBy !== undefined,
              })),
            )
          }
        >
          {t('page.editing.edit')}
        </Button>
      )}
      {draft?.map((claim, index) => (
        // Sentences have no identity of their own while they are written
        // eslint-disable-next-line react/no-array-index-key
        <div key={index}>
          <TextField
            id={`edit-${block.id}-${index}`}
            label={t('page.editing.sentence', { number: `${index + 1}` })}
            value={claim.text}
            onChange={event => change(index, { text: event.target.value })}
            multiline
            fullWidth
            margin="dense"
            variant="outlined"
          />
          <FormControlLabel
            control={
              <Checkbox
                color="primary"
                checked={claim.attest ?? false}
                onChange={event =>
                  change(index, { attest: event.target.checked })
                }
              />
            }
            label={t('page.editing.attest')}
          />
        </div>
      ))}
      {draft && (
        <div className={classes.actions}>
          <Button
            color="primary"
            variant="contained"
            disabled={saving}
            onClick={async () => {
              const words = draft.filter(({ text }) => text.trim() !== '');
              if (await save(words)) setDraft(undefined);
            }}
          >
            {saving ? t('page.editing.saving') : t('page.editing.save')}
          </Button>
          <Button onClick={() => setDraft(undefined)}>
            {t('page.editing.cancel')}
          </Button>
        </div>
      )}
    </div>
  );
}
