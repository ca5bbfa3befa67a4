import { NotAllowedError } from '@backstage/errors';
import type {
  Postmortem,
  PostmortemContent,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { IncidentStore } from '../incidents';
import type { Caller } from '../platform/auth';
import {
  type VerificationContextBuilder,
  type VerificationSetup,
  verifyBlock,
} from '../verification';
import type { PostmortemStore } from './PostmortemStore';
import type { RevisionStore } from './RevisionStore';
import { citedIds } from './citedIds';
import { contentWith } from './contentWith';
import { newRevision } from './newRevision';
import { placeCauses } from './placeCauses';
import { writeToNewest } from './writeToNewest';

/** What a person changes of the newest revision. */
type Change = {
  reason: string;
  sections: PostmortemContent['sections'];
  /** What verified the change; without it, the seal stays. */
  setup?: VerificationSetup;
  /** `null` takes the acceptance back. */
  undeterminedAccepted?: PostmortemContent['undeterminedAccepted'] | null;
};

/** What a change is made from. */
type Newest = {
  current: Postmortem;
  /**
   * Seals the evidence, to verify against all of it.
   *
   * @param cited - evidence that the change cites
   */
  seal(cited?: readonly string[]): Promise<VerificationSetup>;
};

/** Revisions that people make of a postmortem, by edits and decisions. */
export class PersonalRevisions {
  readonly #options: {
    incidents: IncidentStore;
    postmortems: PostmortemStore;
    revisions: RevisionStore;
    contexts: VerificationContextBuilder;
  };

  constructor(options: {
    incidents: IncidentStore;
    postmortems: PostmortemStore;
    revisions: RevisionStore;
    contexts: VerificationContextBuilder;
  }) {
    this.#options = options;
  }

  /** Applies a change to the newest revision, again when another writer was first. */
  async write(options: {
    id: string;
    caller: Caller;
    /** `undefined` when it has been made already. */
    change: (newest: Newest) => Promise<Change | undefined>;
  }): Promise<Postmortem> {
    const { id, caller, change } = options;
    const { incidents, postmortems, contexts } = this.#options;
    const by = caller.actor;
    if (!by.startsWith('user:')) {
      throw new NotAllowedError('Only a person may change a postmortem');
    }
    return writeToNewest({
      read: async () => {
        const current = await postmortems.get({
          id,
          criteria: caller.criteria,
        });
        const seal = async (cited: readonly string[] = []) =>
          contexts.sealForEdit({
            incident: await incidents.get({ key: current.incidentKey }),
            actor: by,
            cited: [...cited, ...citedIds(current, undefined)],
          });
        return { current, change: await change({ current, seal }) };
      },
      write: async read =>
        read.change
          ? this.#save({ current: read.current, ...read.change }, by)
          : read.current,
    });
  }

  async #save(
    change: Change & { current: Postmortem },
    by: string,
  ): Promise<Postmortem> {
    const { current, sections, setup, reason, undeterminedAccepted } = change;
    // What is said of the cause elsewhere follows from what stands now
    const placed = setup
      ? placeCauses(sections, {
          seal: setup.facts.seal,
          verify: block => verifyBlock(block, setup),
        })
      : sections;
    const accepted =
      undeterminedAccepted === undefined
        ? current.undeterminedAccepted
        : undeterminedAccepted ?? undefined;
    const { postmortem } = await this.#options.revisions.save({
      revision: newRevision({
        incidentKey: current.incidentKey,
        author: { type: 'person', ref: by },
        reason,
        sealId: setup?.facts.seal.id ?? current.sealId,
        traceId: setup ? setup.facts.trace?.traceId : current.traceId,
        content: contentWith(
          { ...current, undeterminedAccepted: accepted },
          placed,
        ),
      }),
      expectedRevision: current.revision,
      actor: by,
    });
    return postmortem;
  }
}
