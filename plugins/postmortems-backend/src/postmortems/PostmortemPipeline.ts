import {
  erasureOf,
  listClaims,
  type EvidenceRouting,
  type Incident,
  type Postmortem,
  type PostmortemContent,
  type PostmortemTemplate,
  type SourceType,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { DraftPostmortem } from '@postmortems/backstage-plugin-postmortems-node';
import { setImmediate as nextTick } from 'node:timers/promises';
import {
  type DeterministicSynthesiser,
  type ModelWriter,
  type ProgressListener,
  replaceNames,
  withRoles,
  withRolesInActionItems,
} from '../drafting';
import type { EvidenceCollector } from '../evidence';
import { type Actor, apartFromWrite } from '../platform/audit';
import type { ServiceCatalog } from '../platform/catalog';
import { RuleViolationError } from '../platform/http';
import { mapInSteps, type Steps, Turns } from '../platform/Turns';
import { unlessAborted } from '../platform/WorkInProgress';
import { chooseRouting, type RoutingConfig } from '../routing';
import type { TemplateResolver } from '../templates';
import {
  type CandidateCause,
  candidateCausesInSteps,
  isTied,
  knownTimeZone,
  prepareCauses,
  prepareFacts,
  type SealedIncident,
  type VerificationContextBuilder,
  type VerificationSetup,
  verifyBlock,
  verifyInSteps,
} from '../verification';
import type { PostmortemStore } from './PostmortemStore';
import type { RevisionStore } from './RevisionStore';
import { citedIds } from './citedIds';
import { contentWith } from './contentWith';
import { isEdited, mergeEdits } from './mergeEdits';
import { newRevision } from './newRevision';
import { placeCauses } from './placeCauses';
import { withinRouting } from './withinRouting';
import { writeToNewest } from './writeToNewest';
import { rootCauseStatusOf } from './rootCauseStatus';

type PostmortemPipelineOptions = {
  postmortems: PostmortemStore;
  revisions: RevisionStore;
  collector: EvidenceCollector;
  contexts: VerificationContextBuilder;
  templates: Pick<TemplateResolver, 'list' | 'resolve'>;
  synthesiser: Pick<DeterministicSynthesiser, 'synthesise'>;
  serviceCatalog: Pick<ServiceCatalog, 'timeZoneOf'>;
  /** Which evidence feeds which section, by configuration. */
  routing?: RoutingConfig;
  /** Helps to write, if there is one. */
  model?: ModelWriter;
  /** Aborts when the process has to end; what was begun is written by the next call. */
  stopping?: AbortSignal;
};

/**
 * From evidence to a verified postmortem: collect, seal, validate, synthesise,
 * verify, store.
 */
export class PostmortemPipeline {
  readonly #options: PostmortemPipelineOptions;

  constructor(options: PostmortemPipelineOptions) {
    this.#options = options;
  }

  /**
   * Writes the first revision of an incident's postmortem or the next one, in
   * which edits by people stay. It can be interrupted anywhere and run again:
   * each step is idempotent, and one transaction at the end stores the
   * postmortem. Throws `RuleViolationError` with every broken rule,
   * `InputError` for an unknown template.
   */
  async run(options: {
    incident: Incident;
    template?: string;
    /** Requested for an earlier draft: used while it is loaded. */
    earlierTemplate?: string;
    /**
     * Leaves a postmortem unchanged that another caller has drafted meanwhile.
     */
    firstOnly?: boolean;
    actor: Actor;
    onProgress?: ProgressListener;
  }): Promise<{ postmortem: Postmortem; created: boolean }> {
    const { incident, actor, onProgress = () => {} } = options;
    const { stopping = new AbortController().signal } = this.#options;
    const { postmortems, revisions, collector, contexts } = this.#options;
    const { templates, synthesiser, model } = this.#options;
    const { earlierTemplate } = options;
    const isLoaded = templates
      .list()
      .some(({ template: { name } }) => name === earlierTemplate);
    const { template, resolution } = await templates.resolve({
      incident,
      requested: options.template ?? (isLoaded ? earlierTemplate : undefined),
    });
    onProgress({ phase: 'collecting' });
    await apartFromWrite(() => collector.collect({ incident, actor }));
    stopping.throwIfAborted();
    onProgress({ phase: 'sealing' });
    const earlier = await postmortems.findByIncident({
      incidentKey: incident.key,
    });
    const sealed = await contexts.sealAndLoad({
      incident,
      actor,
      relations: 'now',
      template,
      ...(earlier && { cited: citedIds(earlier, undefined) }),
    });
    stopping.throwIfAborted();
    const { seal, trace, throughBatch } = sealed;
    const verificationSetup = contexts.setupOf(sealed);
    const { routing: config = { sections: {}, profiles: [] } } = this.#options;
    const routing = chooseRouting({ config, template, incident, seal });

    onProgress({ phase: 'drafting' });
    await nextTick();
    const turns = new Turns();
    const causes = await turns.run(
      causesOf(sealed, template, verificationSetup, routing.sections.rootCause),
    );
    await this.#assertCandidate(causes, template, incident.key);
    const timeZone = await this.#timeZoneOf(template, sealed.ownerRef);
    const input = {
      ...sealed,
      // Nothing is told of what was erased
      evidence: sealed.evidence.filter(node => !erasureOf(node)),
      template,
      causes,
      known: [...verificationSetup.facts.all()],
      ...(timeZone && { timeZone }),
      payloadKinds: verificationSetup.facts.payloadKinds,
      sectionEvidence: routing.sections,
    };
    await nextTick();
    const draft = withRolesInActionItems(
      await synthesiser.synthesise(input),
      verificationSetup,
    );
    const helped = model
      ? await unlessAborted(
          stopping,
          model.write({ input, draft, verificationSetup, onProgress }),
        )
      : { draft };
    onProgress({ phase: 'verifying' });
    // What people wrote is verified again
    if (earlier) {
      const { facts } = verificationSetup;
      await prepareFacts(
        facts,
        listClaims(earlier),
        new Turns({ signal: stopping }),
      );
    }
    const written: PostmortemContent = {
      ...(await this.#verified(helped.draft, verificationSetup, routing)),
      template: resolution,
      ...(timeZone && { timeZone }),
      ...(helped.run && { modelRun: helped.run }),
      routing,
    };
    stopping.throwIfAborted();
    return writeToNewest({
      read: () => postmortems.findByIncident({ incidentKey: incident.key }),
      // What somebody edited meanwhile is merged with the draft
      write: async current =>
        current && options.firstOnly
          ? { postmortem: current, created: false }
          : revisions.save({
              revision: newRevision({
                incidentKey: incident.key,
                author: helped.draft.author,
                reason: 'Written from the sealed evidence',
                sealId: seal.id,
                traceId: trace?.traceId,
                content: contentOf({ current, written, verificationSetup }),
              }),
              expectedRevision: current?.revision ?? 0,
              drafted: true,
              verified: {
                version: verificationSetup.verifier.version,
                throughBatch,
              },
              actor,
            }),
    });
  }

  /** Throws when the template wants a possible cause with evidence, and there is none. */
  async #assertCandidate(
    causes: readonly CandidateCause[],
    { name, sections: { rootCause } }: PostmortemTemplate,
    incidentKey: string,
  ) {
    if (rootCause.whenUnsupported !== 'block') return;
    if (causes.some(({ assertion }) => isTied(assertion))) return;
    const current = await this.#options.postmortems.findByIncident({
      incidentKey,
    });
    if (current?.rootCauseStatus === 'confirmed') return;
    throw new RuleViolationError('No postmortem was generated', [
      {
        rule: 'root_cause.no_candidate',
        message: `The template ${name} generates one only when evidence ties a possible cause to the incident, and none does yet. Add an investigation or evidence such as deployments and metrics, then try again`,
      },
    ]);
  }

  /** The time zone in which times are told; `undefined` for UTC. */
  async #timeZoneOf(
    { sections }: PostmortemTemplate,
    ownerRef: string | undefined,
  ): Promise<string | undefined> {
    return sections.timeline.format === 'local' && ownerRef
      ? knownTimeZone(
          await this.#options.serviceCatalog.timeZoneOf({ ownerRef }),
        )
      : undefined;
  }

  async #verified(
    draft: DraftPostmortem,
    verificationSetup: VerificationSetup,
    { sections: types }: EvidenceRouting,
  ): Promise<Omit<PostmortemContent, 'template'>> {
    const turns = new Turns({ signal: this.#options.stopping });
    await turns.run(prepareCauses(verificationSetup.facts));
    const sections: PostmortemContent['sections'] = [];
    for (const { blocks, ...section } of draft.sections) {
      const verified = [];
      for (const block of blocks) {
        verified.push(await turns.run(verifyInSteps(block, verificationSetup)));
      }
      sections.push(
        withinRouting(
          { ...section, blocks: verified },
          types,
          verificationSetup.facts,
        ),
      );
    }
    return {
      title: draft.title,
      rootCauseStatus: rootCauseStatusOf(sections),
      sections,
    };
  }
}

/** The draft, merged with the edits by people. */
function contentOf(options: {
  current?: Postmortem;
  written: PostmortemContent;
  verificationSetup: VerificationSetup;
}): PostmortemContent {
  const { current, written, verificationSetup } = options;
  const { sections, ...content } = current
    ? withEdits(current, written, verificationSetup)
    : written;
  return {
    ...content,
    // Nothing to say about how people work is the good case, and no heading of its own
    sections: sections.filter(
      ({ id, blocks }) => id !== 'waysOfWorking' || blocks.length > 0,
    ),
  };
}

/** The possible causes, with roles in the place of names. */
function* causesOf(
  { incident }: SealedIncident,
  { sections: { rootCause } }: PostmortemTemplate,
  verificationSetup: VerificationSetup,
  types: SourceType[] | undefined,
): Steps<CandidateCause[]> {
  const { people } = verificationSetup;
  const facts = types
    ? verificationSetup.facts.ofTypes(types)
    : verificationSetup.facts;
  const causes = yield* candidateCausesInSteps({
    facts,
    incident,
    lookbackMs: rootCause.lookbackHours * 3_600_000,
    maxDepth: rootCause.maxDepth,
    roleOf: ({ id, name }) =>
      people.roster.find(({ identifiers }) =>
        identifiers.some(one => one === name || one === id),
      )?.role,
  });
  return yield* mapInSteps(causes, ({ assertion, ...candidate }) => ({
    ...candidate,
    assertion: {
      ...assertion,
      statement: isQuoted(assertion)
        ? replaceNames(`“${assertion.statement}”`, verificationSetup).slice(
            1,
            -1,
          )
        : replaceNames(assertion.statement, verificationSetup),
      against: assertion.against.map(one => ({
        ...one,
        detail: replaceNames(one.detail, verificationSetup),
      })),
    },
  }));
}

/** Whether a possible cause stands in somebody's own words. */
function isQuoted({ origin }: CandidateCause['assertion']): boolean {
  return origin === 'chat' || origin === 'investigator';
}

/** Edits and decisions stay, and are verified against the current evidence. */
function withEdits(
  current: Postmortem,
  written: PostmortemContent,
  verificationSetup: VerificationSetup,
): PostmortemContent {
  const merged = mergeEdits(current, written);
  const sections = merged.sections.map(section => ({
    ...section,
    blocks: section.blocks.map(block => {
      if (isEdited(block) || block.claims.some(({ decision }) => decision)) {
        return verifyBlock(block, verificationSetup);
      }
      return section.id === 'waysOfWorking'
        ? verifyBlock(withRoles(block, verificationSetup), verificationSetup)
        : block;
    }),
  }));
  return contentWith(
    merged,
    placeCauses(sections, {
      seal: verificationSetup.facts.seal,
      verify: block => verifyBlock(block, verificationSetup),
    }),
  );
}
