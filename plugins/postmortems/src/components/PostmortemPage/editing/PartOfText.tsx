import { FormField } from '../../shared/form/FormField';
import { useTranslation } from '../../shared/translation/useTranslation';
import { selectedPart } from './quotableParts';

/** The words of a source, of which a part can be selected. */
export function PartOfText(props: {
  id: string;
  text: string;
  help: string;
  /** @param part - empty without a selection */
  onSelect(part: string): void;
}) {
  const { id, text, help, onSelect } = props;
  const { t } = useTranslation();
  return (
    <FormField
      id={id}
      label={t('page.citing.text')}
      help={help}
      value={text}
      multiline
      maxRows={10}
      variant="outlined"
      InputProps={{ readOnly: true }}
      onSelect={event => {
        const field = event.target as HTMLTextAreaElement;
        onSelect(selectedPart(text, field.selectionStart, field.selectionEnd));
      }}
    />
  );
}
