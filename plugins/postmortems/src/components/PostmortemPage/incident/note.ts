import type {
  SourceType,
  SubmitEvidenceNode,
} from '@postmortems/backstage-plugin-postmortems-common';
import { toInstant } from '../../shared/form/timeField';

/** What a person can note down, by where it comes from. */
export const NOTE_KINDS = [
  'chat',
  'telemetry',
  'deployment',
  'rollback',
  'config_change',
] as const;

type NoteKind = (typeof NOTE_KINDS)[number];

/** A note as a form holds it; `at` in UTC as a `datetime-local` field holds it. */
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
 * A note as evidence. Who wrote it down stands beside the text and not as the author of a message: sentences repeat authors, and
 * people are not named where a cause is told.
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
    // Names where it came from; sentences say “Note on checkout: …”
    provider: 'note',
    metadata: { service },
    payload:
      SOURCE_OF[kind] === 'deployment'
        ? { kind, description: text, recordedBy }
        : { kind: 'note', text, recordedBy },
  };
}

/** The field of a note behind a place in the evidence that was sent. */
export function noteFieldOf(path: string): NoteField | undefined {
  if (path.startsWith('/timestamp')) return 'at';
  if (path.startsWith('/metadata')) return 'service';
  return path.startsWith('/payload') ? 'text' : undefined;
}
