import {
  ROUTED_SECTION_IDS,
  sourceTypeSchema,
  type EvidenceProfile,
  type EvidenceRouting,
  type EvidenceSeal,
  type Incident,
  type PostmortemTemplate,
  type RoutedSectionId,
  type SectionEvidence,
  type SourceType,
} from '@postmortems/backstage-plugin-postmortems-common';
import { PROFILE_SECTIONS } from './profiles';
import type { RoutingConfig } from './routingConfig';

const NAMES: Record<SourceType, string> = {
  chat: 'chat',
  telemetry: 'telemetry',
  deployment: 'deployments',
  agent_trace: 'an investigation',
};

/** What the pipeline records of asking sources, which is filed under telemetry. */
const OWN_KINDS = ['collection', 'collection_failure'];

/** Sections that the summary sums up. */
const SUMMED_UP: readonly RoutedSectionId[] = [
  'impact',
  'timeline',
  'rootCause',
];

type Counts = Record<SourceType, number>;

/**
 * By which profile an incident's postmortem is drafted, and which types of evidence
 * feed its sections. A profile that is only there because the evidence suggests it
 * leaves nothing out.
 */
export function chooseRouting(options: {
  config: RoutingConfig;
  template: PostmortemTemplate;
  incident: Pick<Incident, 'severity'>;
  seal: Pick<EvidenceSeal, 'manifest'>;
}): EvidenceRouting {
  const { config, template, seal } = options;
  const counts = countsOf(seal);
  const chosen = chooseProfile(options, counts);
  const preset =
    chosen.profile && chosen.chosenBy !== 'evidence'
      ? PROFILE_SECTIONS[chosen.profile]
      : {};
  const sections: SectionEvidence = {};
  for (const id of ROUTED_SECTION_IDS) {
    const own = template.sections[id];
    const types = own?.evidence ?? preset[id] ?? config.sections[id];
    if (own && types) sections[id] = types;
  }
  const unused = ROUTED_SECTION_IDS.flatMap(section =>
    sourceTypeSchema.options
      .filter(type => counts[type] > 0 && !mayUse(sections, section, type))
      .map(sourceType => ({ section, sourceType, count: counts[sourceType] })),
  );
  return { ...chosen, sections: withSummary(sections), unused };
}

/** Whether a section takes evidence of a type. */
export function mayUse(
  sections: SectionEvidence | undefined,
  section: string,
  type: SourceType,
): boolean {
  return sections?.[section as keyof SectionEvidence]?.includes(type) ?? true;
}

/** The summary takes what the sections take that it sums up. */
function withSummary(sections: SectionEvidence): SectionEvidence {
  const summary = sourceTypeSchema.options.filter(type =>
    SUMMED_UP.some(id => mayUse(sections, id, type)),
  );
  return summary.length < sourceTypeSchema.options.length
    ? { ...sections, summary }
    : sections;
}

function chooseProfile(
  {
    config,
    template,
    incident: { severity },
  }: Parameters<typeof chooseRouting>[0],
  counts: Counts,
): Pick<EvidenceRouting, 'profile' | 'chosenBy' | 'reason'> {
  if (template.profile) {
    return {
      profile: template.profile,
      chosenBy: 'template',
      reason: `Written by the profile ${template.profile}, because the template ${template.name} names it`,
    };
  }
  const rule = ruleFor(config, severity);
  if (rule) {
    return {
      profile: rule.profile,
      chosenBy: 'configuration',
      reason: `Written by the profile ${
        rule.profile
      }, because the configuration names it for ${
        rule.severity ? severity : 'all severities'
      }`,
    };
  }
  return { chosenBy: 'evidence', ...byEvidence(counts) };
}

function ruleFor(config: RoutingConfig, severity: Incident['severity']) {
  return config.profiles.find(
    one => !one.severity || one.severity.includes(severity),
  );
}

/**
 * Whether the configuration holds an incident's approval to the profile
 * `provenanceValidated`, whatever it was drafted by: a template cannot escape it, nor
 * a severity that was raised later.
 */
export function demandsValidation(
  config: RoutingConfig,
  { severity }: Pick<Incident, 'severity'>,
): boolean {
  return ruleFor(config, severity)?.profile === 'provenanceValidated';
}

function byEvidence(
  counts: Counts,
): Pick<EvidenceRouting, 'profile' | 'reason'> {
  const there = sourceTypeSchema.options.filter(type => counts[type] > 0);
  const written = (profile: EvidenceProfile, because: string) => ({
    profile,
    reason: `Written from ${listed(there)} (${profile}), because ${because}`,
  });
  if (there.length === 0) {
    return {
      reason:
        'Written from the record of the incident alone, because no evidence was collected',
    };
  }
  if (counts.agent_trace > 0) {
    return written('agenticInvestigation', 'there is an investigation');
  }
  if (counts.telemetry === 0 && counts.chat > 0) {
    return written(
      'chatTranscript',
      'neither telemetry nor an investigation was collected',
    );
  }
  return written(
    'observabilityStitched',
    counts.chat > 0
      ? 'there is telemetry and no investigation'
      : 'neither chat nor an investigation was collected',
  );
}

function listed(types: readonly SourceType[]): string {
  const names = types.map(type => NAMES[type]);
  return names.length > 1
    ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
    : names[0];
}

function countsOf({ manifest }: Pick<EvidenceSeal, 'manifest'>): Counts {
  const own = OWN_KINDS.reduce(
    (sum, kind) => sum + (manifest.byKind[kind] ?? 0),
    0,
  );
  const { bySourceType } = manifest;
  return {
    chat: bySourceType.chat ?? 0,
    telemetry: Math.max(0, (bySourceType.telemetry ?? 0) - own),
    deployment: bySourceType.deployment ?? 0,
    agent_trace: bySourceType.agent_trace ?? 0,
  };
}
