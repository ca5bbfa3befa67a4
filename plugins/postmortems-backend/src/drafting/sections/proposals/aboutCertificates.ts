import { isSpoken } from '@postmortems/backstage-plugin-postmortems-common';
import type { SectionContext } from '../context';
import { serviceName } from '../../../verification';
import { cite, claimOf, said, stated, type Stated } from '../../write/sentence';
import type { KnownEvidence } from '../../facts/knownEvidence';
import { titled, type Proposal } from './proposal';

const EXPIRED =
  /\b(?:certificate|cert)\b[^.!?\n]{0,60}\b(?:has |had |was |is |been )*expired\b|\bexpired\b[^.!?\n]{0,30}\b(?:certificate|cert)\b/i;
const ABOUT_CERTIFICATES = /cert|tls|ssl|x509/i;

/** An alert before a certificate expires, when one of an affected service did and no alert was about it. */
export function aboutCertificates(context: SectionContext): Proposal[] {
  const affected = new Set(context.incident.services.map(serviceName));
  const isAffected = ({ node }: Pick<KnownEvidence, 'node'>) =>
    affected.has(serviceName(node.metadata.service));
  const isCovered = context.alerts.some(
    one => isAffected(one) && ABOUT_CERTIFICATES.test(one.alert.alertName),
  );
  if (isCovered) return [];
  for (const one of context.known) {
    const why = isAffected(one) ? expiry(one) : undefined;
    if (why) {
      const service = serviceName(one.node.metadata.service);
      const { proposal } = context.messages;
      return [
        {
          title: titled(proposal.addExpiryAlert({ service })),
          endState: proposal.expiryAlertFires({ service }),
          type: 'detect',
          priority: 'high',
          why: claimOf('action_item', 'certificate', [why], context),
        },
      ];
    }
  }
  return [];
}

/** That a log line or a message tells of a certificate that has expired. */
function expiry({ node, payload }: KnownEvidence): Stated | undefined {
  const evidence = node.id;
  if (payload?.kind === 'log' && EXPIRED.test(payload.message)) {
    const words = said(node, '/message', payload.message);
    const service = serviceName(node.metadata.service);
    return (
      words &&
      stated({ type: 'log', evidence, service, text: words.text }, words.spans)
    );
  }
  if (payload?.kind === 'message' && EXPIRED.test(payload.text)) {
    const words = said(node, '/text', payload.text);
    const { channel } = payload;
    return (
      words &&
      stated(
        {
          type: 'said',
          evidence,
          ...(channel && { channel }),
          ...(isSpoken(payload) && { spoken: true }),
          text: words.text,
        },
        cite(node, '/channel'),
        words.spans,
      )
    );
  }
  return undefined;
}
