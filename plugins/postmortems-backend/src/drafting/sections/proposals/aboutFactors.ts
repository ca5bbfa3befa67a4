import { serviceName } from '../../../verification';
import type { SectionContext } from '../context';
import { clearest, follows, titled, type Proposal } from './proposal';

/** One proposal for each contributing factor that the document states. How to remove it, people have to say. */
export function aboutFactors(context: SectionContext): Proposal[] {
  if (!context.template.sections.contributingFactors) return [];
  const { proposal } = context.messages;
  return context.factors.map(factor => {
    const service = serviceIn(factor.text, context);
    const endState = proposal.factorIsRemoved({ service });
    return {
      ...clearest(
        {
          title: titled(proposal.removeFactor({ factor: factor.text })),
          endState,
        },
        {
          title: titled(
            proposal.removeFactorFrom({ key: context.incident.key, service }),
          ),
          endState,
        },
      ),
      type: 'mitigate',
      priority: 'medium',
      why: follows(factor),
    };
  });
}

/** The service that a sentence is about, the longest name first; the primary one when it names none. */
function serviceIn(text: string, { incident, evidence }: SectionContext) {
  const words = new Set(text.match(/\w(?:[\w.:/-]*\w)?/g));
  const names = new Set(
    [
      ...incident.services,
      ...evidence.map(({ metadata }) => metadata.service),
    ].map(serviceName),
  );
  return (
    [...names]
      .filter(name => words.has(name))
      .sort((a, b) => b.length - a.length)[0] ??
    serviceName(incident.services[0])
  );
}
