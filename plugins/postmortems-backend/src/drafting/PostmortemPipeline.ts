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
import type { TemplateResolver } from '../platform/catalog/types';
import type { Actor, Stores } from '../platform/database';
import { dropUnsupportedClaims, type Synthesiser } from '.';
import type { EvidenceCollector } from '../evidence/EvidenceCollector';
import { isEdited, mergeEdits } from './mergeEdits';
import type { ModelWriter } from './ModelWriter';
import type { ProgressListener } from '../postmortems/progress';
import { rootCauseStatusOf } from './rootCauseStatus';
import { routeProcessFactors } from './routeProcessFactors';
import type { SealedIncidentLoader } from '../verification/SealedIncident';
import { verifyBlock, type Examination } from '../verification/verifyBlock';

/** Blocks verified before other requests get a turn. */
const SLICE = 50;
/** People may write while the document is written; each time it is merged with what stands then. */
const ATTEMPTS = 10;

/** From evidence to a checked document: collect, seal, validate, synthesise, verify, store. */
export class PostmortemPipeline {
  readonly #options: {
    stores: Stores;
    collector: EvidenceCollector;
    cases: SealedIncidentLoader;
    templates: TemplateResolver;
    synthesiser: Synthesiser;
    model?: ModelWriter;
  };

  constructor(options: {
    stores: Stores;
    collector: EvidenceCollector;
    cases: SealedIncidentLoader;
    templates: TemplateResolver;
    synthesiser: Synthesiser;
    /** Helps to write, if there is one. */
    model?: ModelWriter;
  }) {
    this.#options = options;
  }

  /**
   * Writes the first revision of an incident's postmortem or the next one, in which people's words stay. Can be cut off anywhere and run again: each step
   * is idempotent, and the document is written in one transaction at the end. Throws `RuleViolationError` with every broken
   * rule, `InputError` for an unknown template.
   */
  async run(options: {
    incident: Incident;
    template?: string;
    /** A template that was asked for earlier: taken as long as it is loaded. */
    earlierTemplate?: string;
    /** Leaves a document alone that somebody else has written meanwhile. */
    firstOnly?: boolean;
    actor: Actor;
    onProgress?: ProgressListener;
  }): Promise<{ postmortem: Postmortem; created: boolean }> {
    const { incident, actor, onProgress = () => {} } = options;
    const { stores, collector, cases, templates, synthesiser, model } =
      this.#options;
    const { earlierTemplate } = options;
    const isLoaded = templates
      .list()
      .some(({ template: { version } }) => version === earlierTemplate);
    const { template, resolution } = await templates.resolve({
      incident,
      requested: options.template ?? (isLoaded ? earlierTemplate : undefined),
    });
    onProgress({ phase: 'collecting' });
    await collector.collect({ incident, actor });
    onProgress({ phase: 'sealing' });
    const sealed = await cases.open({ incident, actor });
    const { seal, trace, throughBatch } = sealed;
    const examination = cases.examinationOf(sealed, template);

    onProgress({ phase: 'writing' });
    const input = { ...sealed, template };
    const draft = routeProcessFactors(
      await synthesiser.synthesise(input),
      examination,
    );
    const helped = model
      ? await model.write({ input, draft, examination, onProgress })
      : { draft };
    onProgress({ phase: 'checking' });
    const written: PostmortemContent = {
      ...(await this.#verified(helped.draft, examination)),
      template: resolution,
      ...(helped.run && { modelRun: helped.run }),
    };
    for (let attempt = 1; ; attempt++) {
      const current = await stores.postmortems.findByIncident({
        incidentKey: incident.key,
      });
      if (current && options.firstOnly) {
        return { postmortem: current, created: false };
      }
      try {
        return await stores.postmortems.saveRevision({
          incidentKey: incident.key,
          revision: {
            author: helped.draft.author,
            reason: 'Written from the sealed evidence',
            sealId: seal.id,
            traceId: trace?.traceId,
            content: contentOf({ current, written, input, examination }),
          },
          expectedRevision: current?.revision ?? 0,
          writtenAnew: true,
          verified: { version: examination.verifier.version, throughBatch },
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
    examination: Examination,
  ): Promise<Omit<PostmortemContent, 'template'>> {
    const verify = (block: DraftBlock) => verifyBlock(block, examination);
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

/** What is written today and stands, with what people wrote in its place. */
function contentOf(options: {
  current?: Postmortem;
  written: PostmortemContent;
  input: DraftInput;
  examination: Examination;
}): PostmortemContent {
  const { current, written, input, examination } = options;
  const merge = (content: PostmortemContent) =>
    current ? withEdits(current, content, examination) : content;
  const sections = dropUnsupportedClaims({
    written: written.sections,
    // What people vouch for stands, and what they took out does not
    document: merge(written),
    input,
    verify: block => verifyBlock(block, examination),
  });
  return merge({ ...written, sections });
}

/** What people wrote stays; it is held against the evidence as it is now. */
function withEdits(
  current: Postmortem,
  written: PostmortemContent,
  examination: Examination,
): PostmortemContent {
  const merged = mergeEdits(current, written);
  const sections = merged.sections.map(section => ({
    ...section,
    blocks: section.blocks.map(block =>
      isEdited(block) ? verifyBlock(block, examination) : block,
    ),
  }));
  return { ...merged, sections, rootCauseStatus: rootCauseStatusOf(sections) };
}
