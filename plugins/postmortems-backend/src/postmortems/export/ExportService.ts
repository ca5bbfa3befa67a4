import { NotFoundError } from '@backstage/errors';
import {
  showBidiControls,
  type Glossary,
  type Postmortem,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { EvidenceStore } from '../../evidence';
import type { IncidentStore } from '../../incidents';
import type { Caller } from '../../platform/auth';
import type { ServiceCatalog } from '../../platform/catalog';
import type { SealStore } from '../../sealing';
import type { TemplateStore } from '../../templates';
import type {
  PostmortemCategories,
  PostmortemService,
} from '../PostmortemService';
import { citedIds } from '../citedIds';
import { glossaryOf } from '../glossary/glossaryOf';
import { buildProvenanceGraph } from '../provenance/buildProvenanceGraph';
import { documentTree, type ExportedDocument } from './documentTree';
import { renderHtml } from './renderHtml';
import { renderMarkdown } from './renderMarkdown';
import { renderPicture } from './renderPicture';
import type { StreamedExport } from './streamExport';

type Request = { id: string; caller: Caller };

type ExportServiceOptions = {
  postmortems: Pick<
    PostmortemService,
    'read' | 'checked' | 'traceOf' | 'getPicture'
  >;
  incidents: Pick<IncidentStore, 'get'>;
  evidence: Pick<EvidenceStore, 'getMany'>;
  seals: Pick<SealStore, 'get' | 'streamEvidence'>;
  templates: Pick<TemplateStore, 'get'>;
  serviceCatalog: Pick<ServiceCatalog, 'knownServices' | 'describe'>;
  categories: Pick<PostmortemCategories, 'titleOf'>;
  verifierVersion: string;
};

/** Postmortems for readers outside, as far as a caller may see them. */
export class ExportService {
  readonly #options: ExportServiceOptions;

  constructor(options: ExportServiceOptions) {
    this.#options = options;
  }

  async markdown(request: Request): Promise<string> {
    const document = documentTree(await this.#exported(request));
    return showBidiControls(renderMarkdown(document));
  }

  async html(request: Request): Promise<string> {
    const [document, picture] = await Promise.all([
      this.#exported(request),
      this.#options.postmortems.getPicture(request),
    ]);
    return showBidiControls(
      renderHtml(
        documentTree({
          ...document,
          picture: renderPicture(picture, document.postmortem.timeZone),
        }),
      ),
    );
  }

  async json(request: Request): Promise<StreamedExport> {
    const { evidence, seals, templates, verifierVersion } = this.#options;
    const { postmortem, incident, seal, trace, glossary } =
      await this.#exported(request);
    const { name } = postmortem.template;
    const template = await templates.get({ name });
    if (!template) throw new NotFoundError(`Template '${name}' is not stored`);
    return {
      document: {
        formatVersion: 1,
        exportedAt: new Date().toISOString(),
        verifierVersion,
        incident,
        postmortem,
        template,
        seal,
        ...(trace && { trace }),
        provenance: buildProvenanceGraph({
          postmortem,
          trace,
          evidence: await evidence.getMany({
            incidentKey: postmortem.incidentKey,
            ids: citedIds(postmortem, trace),
          }),
        }),
        glossary: [...glossary],
      },
      evidence: seals.streamEvidence(seal),
    };
  }

  /** The names that a postmortem uses, as the caller may see them explained. */
  async glossary(request: Request): Promise<Glossary> {
    const postmortem = await this.#options.postmortems.read(request);
    const { glossary } = await this.#exported(request, postmortem);
    return { terms: [...glossary] };
  }

  /** With what is wrong with its seal, as it is sent out. */
  async #exported(
    { id, caller }: Request,
    read?: Postmortem,
  ): Promise<ExportedDocument> {
    const { postmortems, incidents, evidence, seals } = this.#options;
    const { categories, serviceCatalog } = this.#options;
    const postmortem = read ?? (await postmortems.checked({ id, caller }));
    const { incidentKey, sealId } = postmortem;
    const [incident, seal, trace, cited] = await Promise.all([
      incidents.get({ key: incidentKey }),
      seals.get({ id: sealId }),
      postmortems.traceOf(postmortem),
      evidence.getMany({ incidentKey, ids: citedIds(postmortem, undefined) }),
    ]);
    return {
      postmortem,
      incident,
      seal,
      ...(trace && { trace }),
      evidence: cited,
      glossary: await glossaryOf({
        postmortem,
        services: incident.services,
        evidence: cited.values(),
        serviceCatalog,
        credentials: caller.credentials,
      }),
      categoryTitle: category => categories.titleOf(category),
    };
  }
}
