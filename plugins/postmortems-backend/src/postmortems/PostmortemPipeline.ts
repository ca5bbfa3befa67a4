import type {
  Incident,
  Postmortem,
  PostmortemContent,
} from '@postmortems/backstage-plugin-postmortems-common';
import type {
  DraftBlock,
  DraftPostmortem,
  DraftInput,
} from '@postmortems/backstage-plugin-postmortems-node';
import { setImmediate as nextTick } from 'node:timers/promises';
import {
  type DeterministicSynthesiser,
  dropUnsupportedClaims,
  type ModelWriter,
  type ProgressListener,
  routeProcessFactors,
} from '../drafting';
import type { EvidenceCollector } from '../evidence';
import type { Actor } from '../platform/audit';
import type { TemplateResolver } from '../templates';
import {
  type VerificationContextBuilder,
  type VerificationSetup,
  verifyBlock,
} from '../verification';
import type { PostmortemStore } from './PostmortemStore';
import type { RevisionStore } from './RevisionStore';
import { isEdited, mergeEdits } from './mergeEdits';
import { newRevision } from './newRevision';
import { rootCauseStatusOf } from './rootCauseStatus';

/** Blocks verified before other requests get a turn. */
const SLICE = 50;
/**
 * Each time that somebody edited meanwhile, the draft is merged with the edit.
 */
const ATTEMPTS = 10;

type PostmortemPipelineOptions = {
  postmortems: PostmortemStore;
  revisions: RevisionStore;
  collector: EvidenceCollector;
  contexts: VerificationContextBuilder;
  templates: Pick<TemplateResolver, 'list' | 'resolve'>;
  synthesiser: Pick<DeterministicSynthesiser, 'synthesise'>;
  /** Helps to write, if there is one. */
  model?: ModelWriter;
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
    await collector.collect({ incident, actor });
    onProgress({ phase: 'sealing' });
    const sealed = await contexts.sealAndLoad({ incident, actor });
    const { seal, trace, throughBatch } = sealed;
    const verificationSetup = contexts.setupOf(sealed, template);

    onProgress({ phase: 'drafting' });
    const input = { ...sealed, template };
    const draft = routeProcessFactors(
      await synthesiser.synthesise(input),
      verificationSetup,
    );
    const helped = model
      ? await model.write({ input, draft, verificationSetup, onProgress })
      : { draft };
    onProgress({ phase: 'verifying' });
    const written: PostmortemContent = {
      ...(await this.#verified(helped.draft, verificationSetup)),
      template: resolution,
      ...(helped.run && { modelRun: helped.run }),
    };
    for (let attempt = 1; ; attempt++) {
      const current = await postmortems.findByIncident({
        incidentKey: incident.key,
      });
      if (current && options.firstOnly) {
        return { postmortem: current, created: false };
      }
      try {
        return await revisions.save({
          revision: newRevision({
            incidentKey: incident.key,
            author: helped.draft.author,
            reason: 'Written from the sealed evidence',
            sealId: seal.id,
            traceId: trace?.traceId,
            content: contentOf({ current, written, input, verificationSetup }),
          }),
          expectedRevision: current?.revision ?? 0,
          drafted: true,
          verified: {
            version: verificationSetup.verifier.version,
            throughBatch,
          },
          actor,
        });
      } catch (error) {
        const again =
          (error as Error).name === 'ConflictError' && attempt < ATTEMPTS;
        if (!again) throw error;
      }
    }
  }

  async #verified(
    draft: DraftPostmortem,
    verificationSetup: VerificationSetup,
  ): Promise<Omit<PostmortemContent, 'template'>> {
    const verify = (block: DraftBlock) => verifyBlock(block, verificationSetup);
    const sections: PostmortemContent['sections'] = [];
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
      rootCauseStatus: rootCauseStatusOf(sections),
      sections,
    };
  }
}

/** The draft without unsupported claims, merged with the edits by people. */
function contentOf(options: {
  current?: Postmortem;
  written: PostmortemContent;
  input: DraftInput;
  verificationSetup: VerificationSetup;
}): PostmortemContent {
  const { current, written, input, verificationSetup } = options;
  const merge = (content: PostmortemContent) =>
    current ? withEdits(current, content, verificationSetup) : content;
  const sections = dropUnsupportedClaims({
    written: written.sections,
    // Confirmed claims count as supported, and removed ones do not
    document: merge(written),
    input,
    verify: block => verifyBlock(block, verificationSetup),
  });
  return merge({ ...written, sections });
}

/** Edits stay, and are verified against the current evidence. */
function withEdits(
  current: Postmortem,
  written: PostmortemContent,
  verificationSetup: VerificationSetup,
): PostmortemContent {
  const merged = mergeEdits(current, written);
  const sections = merged.sections.map(section => ({
    ...section,
    blocks: section.blocks.map(block =>
      isEdited(block) ? verifyBlock(block, verificationSetup) : block,
    ),
  }));
  return { ...merged, sections, rootCauseStatus: rootCauseStatusOf(sections) };
}
