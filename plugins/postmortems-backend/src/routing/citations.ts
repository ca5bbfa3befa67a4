import type {
  EvidenceNode,
  SectionEvidence,
  SourceType,
} from '@postmortems/backstage-plugin-postmortems-common';
import { mayUse } from './chooseRouting';

/** Fields that hold ids of evidence, in claims and in what they state. */
const ID_FIELDS = new Set([
  'evidence',
  'evidenceId',
  'sameAs',
  'othersThan',
  'cause',
  'effect',
]);

/** The types of evidence that claims of a section cite and the section does not take. */
export function typesLeftOut(
  claims: unknown,
  options: {
    section: string;
    sections: SectionEvidence | undefined;
    typeOf: (id: string) => SourceType | undefined;
  },
): SourceType[] {
  const { section, sections, typeOf } = options;
  const types = idsIn(claims).flatMap(id => typeOf(id) ?? []);
  return [...new Set(types)].filter(type => !mayUse(sections, section, type));
}

/** Looks up what type a piece of evidence is of. */
export function typesById(
  evidence: readonly EvidenceNode[],
): (id: string) => SourceType | undefined {
  const types = new Map(evidence.map(node => [node.id, node.sourceType]));
  return id => types.get(id);
}

function idsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(idsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => {
    if (!ID_FIELDS.has(key)) return idsIn(one);
    const all = Array.isArray(one) ? one : [one];
    return all.flatMap(entry =>
      typeof entry === 'string' ? [entry] : idsIn(entry),
    );
  });
}
