import { EntityNameLink } from '../../shared/catalog/EntityNameLink';
import {
  type TFunction,
  useTranslation,
} from '../../shared/translation/useTranslation';

/** Who did something: a person by name, anything else by what it is. */
export function ActorName(props: { actor: string }) {
  const { actor } = props;
  const { t } = useTranslation();
  return actor.startsWith('user:') ? (
    <EntityNameLink value={actor} />
  ) : (
    <>{actorName(actor, t)}</>
  );
}

function actorName(actor: string, t: TFunction): string {
  const kind = actor.slice(0, actor.indexOf(':'));
  const name = actor.slice(actor.indexOf(':') + 1);
  switch (kind) {
    case 'external':
      return t('page.activity.actor.token', { name });
    case 'plugin':
      return t('page.activity.actor.plugin', { name });
    case 'source':
    case 'webhook':
      return t('page.activity.actor.module', { name });
    default:
  }
  switch (actor) {
    case 'postmortems:recheck':
      return t('page.activity.actor.recheck');
    case 'postmortems:seal-check':
      return t('page.activity.actor.sealCheck');
    case 'postmortems:secrets-mask':
      return t('page.activity.actor.secretRemoval');
    case 'postmortems:command':
      return t('page.activity.actor.command');
    default:
      return kind === 'postmortems' || kind === 'system'
        ? t('page.activity.actor.system')
        : actor;
  }
}
