import type {
  EvidenceNode,
  EvidenceSeal,
  Incident,
  InvestigationTrace,
  Retrospective,
  RetrospectiveContent,
} from '@postmortems/backstage-plugin-postmortems-common';
import { setImmediate as nextTick } from 'node:timers/promises';
import type { BlamelessChecker, RosterSource } from '../blameless';
import type { ServiceCatalog, TemplateResolver } from '../catalog/types';
import type { Actor, Stores } from '../database';
import type { TraceValidator } from '../investigate';
import { RuleViolationError } from '../RuleViolationError';
import { sealEvidence, verifySeal } from '../seal';
import type {
  DraftBlock,
  DraftRetrospective,
  Synthesiser,
} from '../synthesise';
import type { ClaimVerifier, VerificationContext } from '../verify';
import type { EvidenceCollector } from './EvidenceCollector';
import { knownServicesOf, systemNamesOf } from './knownServicesOf';
import { isEdited, mergeEdits } from './mergeEdits';
import { verifyBlock, type Examination } from './verifyBlock';

/** Blocks verified before other requests get a turn. */
const SLICE = 50;
/** People may write while the document is written; each time it is merged with what stands then. */
const ATTEMPTS = 10;

/** From evidence to a checked document: collect, seal, validate, synthesise, verify, store. */
export class RetrospectivePipeline {
  readonly #options: {
    stores: Stores;
    collector: EvidenceCollector;
    catalog: ServiceCatalog;
    templates: TemplateResolver;
    validator: TraceValidator;
    synthesiser: Synthesiser;
    verifier: ClaimVerifier;
    blameless: BlamelessChecker;
    roster: RosterSource;
  };

  constructor(options: {
    stores: Stores;
    collector: EvidenceCollector;
    catalog: ServiceCatalog;
    templates: TemplateResolver;
    validator: TraceValidator;
    synthesiser: Synthesiser;
    verifier: ClaimVerifier;
    blameless: BlamelessChecker;
    roster: RosterSource;
  }) {
    this.#options = options;
  }

  /**
   * Writes the first revision of an incident's retrospective or the next one, in which people's words stay. Can be cut off anywhere and run again: each step
   * is idempotent, and the document is written in one transaction at the end. Throws `RuleViolationError` with every broken
   * rule, `InputError` for an unknown template.
   */
  async run(options: {
    incident: Incident;
    template?: string;
    actor: Actor;
  }): Promise<{ retrospective: Retrospective; created: boolean }> {
    const { incident, actor } = options;
    const { stores, collector, catalog, templates, synthesiser } =
      this.#options;
    const { verifier, blameless, roster } = this.#options;
    const { template, resolution } = await templates.resolve({
      incident,
      requested: options.template,
    });
    await collector.collect({ incident, actor });
    const seal = await sealEvidence({ seals: stores.seals, incident, actor });
    const evidence = await this.#sealedEvidence(seal);
    const trace = await this.#validTrace(seal, evidence);

    const ownerRef = await catalog.ownerOf({ ref: incident.services[0] });
    const draft = await synthesiser.synthesise({
      incident,
      seal,
      template,
      trace,
      evidence,
      ownerRef,
    });
    const context: VerificationContext = {
      seal,
      trace,
      evidence: new Map(evidence.map(node => [node.id, node])),
      services: await knownServicesOf({ catalog, incident, evidence }),
      maxCausalDepth: template.sections.rootCause.maxDepth,
    };
    const examination: Examination = {
      verifier,
      context,
      blameless,
      people: await roster.contextOf({
        incident,
        evidence,
        systems: systemNamesOf(context.services),
        ownerRef,
      }),
    };
    const written = {
      ...(await this.#verified(draft, examination)),
      template: resolution,
    };
    for (let attempt = 1; ; attempt++) {
      const current = await stores.retrospectives.findByIncident({
        incidentKey: incident.key,
      });
      try {
        return await stores.retrospectives.saveRevision({
          incidentKey: incident.key,
          revision: {
            author: draft.author,
            reason: 'Written from the sealed evidence',
            sealId: seal.id,
            traceId: trace?.traceId,
            content: current
              ? this.#withEdits(current, written, examination)
              : written,
          },
          expectedRevision: current?.revision ?? 0,
          actor,
        });
      } catch (error) {
        const again =
          (error as Error).name === 'ConflictError' && attempt < ATTEMPTS;
        if (!again) throw error;
      }
    }
  }

  /** What people wrote stays; it is held against the evidence as it is now. */
  #withEdits(
    current: Retrospective,
    written: RetrospectiveContent,
    examination: Examination,
  ): RetrospectiveContent {
    const merged = mergeEdits(current, written);
    return {
      ...merged,
      sections: merged.sections.map(section => ({
        ...section,
        blocks: section.blocks.map(block =>
          isEdited(block) ? verifyBlock(block, examination) : block,
        ),
      })),
    };
  }

  /** Throws when what is stored is not what was sealed. */
  async #sealedEvidence(seal: EvidenceSeal): Promise<EvidenceNode[]> {
    const evidence: EvidenceNode[] = [];
    for await (const node of this.#options.stores.evidence.stream({
      incidentKey: seal.incidentKey,
      sealId: seal.id,
    })) {
      evidence.push(node);
    }
    const { intact, problems } = await verifySeal({ seal, evidence });
    if (!intact) {
      throw new RuleViolationError(
        'The stored evidence is not what was sealed',
        problems.map(({ what, evidenceId, message }) => ({
          rule: `seal.${what}`,
          message,
          ...(evidenceId && { path: evidenceId }),
        })),
      );
    }
    return evidence;
  }

  /** The newest trace whose steps are part of what was sealed, held against that evidence once more. */
  async #validTrace(
    seal: EvidenceSeal,
    evidence: readonly EvidenceNode[],
  ): Promise<InvestigationTrace | undefined> {
    const { stores, validator } = this.#options;
    const known = new Set(evidence.map(({ id }) => id));
    const traces = await stores.traces.list({ incidentKey: seal.incidentKey });
    const trace = traces.find(({ stepEvidence }) =>
      Object.values(stepEvidence).every(id => known.has(id)),
    );
    if (!trace) return undefined;
    const { standings, stepEvidence, submittedBy, submittedAt, ...sent } =
      trace;
    const validation = validator.validate(sent, {
      knownEvidenceIds: known,
      service: String((seal.incident.services as string[])[0]),
      submittedBy,
      submittedAt,
    });
    if (!validation.accepted) {
      throw new RuleViolationError(
        'The investigation trace breaks rules',
        validation.violations,
      );
    }
    return trace;
  }

  async #verified(
    draft: DraftRetrospective,
    examination: Examination,
  ): Promise<Omit<RetrospectiveContent, 'template'>> {
    const verify = (block: DraftBlock) => verifyBlock(block, examination);
    const sections: RetrospectiveContent['sections'] = [];
    for (const { blocks, ...section } of draft.sections) {
      const verified = [];
      for (let start = 0; start < blocks.length; start += SLICE) {
        verified.push(...blocks.slice(start, start + SLICE).map(verify));
        await nextTick();
      }
      sections.push({ ...section, blocks: verified });
    }
    return {
      title: draft.title,
      rootCauseStatus: isDetermined(draft, sections)
        ? 'determined'
        : 'undetermined',
      sections,
    };
  }
}

/** A cause that the evidence does not bear out is shown as what it is, but the cause is not determined by it. */
function isDetermined(
  draft: DraftRetrospective,
  sections: RetrospectiveContent['sections'],
): boolean {
  const [cause] =
    sections
      .find(({ id }) => id === 'rootCause')
      ?.blocks.flatMap(({ claims }) => claims) ?? [];
  return (
    draft.rootCauseStatus === 'determined' &&
    cause !== undefined &&
    ['supported', 'partial', 'attested'].includes(cause.verdict)
  );
}
