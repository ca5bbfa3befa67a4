import type {
  SourceType,
  SubmitEvidenceNode,
} from '@postmortems/backstage-plugin-postmortems-common';
import { toInstant } from '../../shared/form/timeField';

/** The kinds of notes by source. */
export const NOTE_KINDS = [
  'chat',
  'telemetry',
  'deployment',
  'rollback',
  'config_change',
] as const;

type NoteKind = (typeof NOTE_KINDS)[number];

/**
 * The values of a note form; `at` is local time in the format of
 * `datetime-local` fields.
 */
export type NoteForm = {
  kind: NoteKind;
  service: string;
  at: string;
  text: string;
};

type NoteField = keyof NoteForm;

const SOURCE_OF: Record<NoteKind, SourceType> = {
  chat: 'chat',
  telemetry: 'telemetry',
  deployment: 'deployment',
  rollback: 'deployment',
  config_change: 'deployment',
};

/**
 * A note as evidence. `recordedBy` is not the author of a message, because
 * drafted sentences name authors, and postmortems are blameless.
 *
 * @param recordedBy - user entity ref
 */
export function noteNode(
  form: NoteForm,
  recordedBy: string,
): SubmitEvidenceNode {
  const { kind, service, at } = form;
  const text = form.text.trim();
  return {
    sourceType: SOURCE_OF[kind],
    timestamp: toInstant(at),
    // Drafted sentences say “Note on checkout: …”
    provider: 'note',
    metadata: { service },
    payload:
      SOURCE_OF[kind] === 'deployment'
        ? { kind, description: text, recordedBy }
        : { kind: 'note', text, recordedBy },
  };
}

/** The form field for a JSON pointer into the submitted evidence. */
export function noteFieldOf(path: string): NoteField | undefined {
  if (path.startsWith('/timestamp')) return 'at';
  if (path.startsWith('/metadata')) return 'service';
  return path.startsWith('/payload') ? 'text' : undefined;
}
