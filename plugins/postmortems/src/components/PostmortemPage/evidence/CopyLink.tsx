import Button from '@material-ui/core/Button';
import LinkIcon from '@material-ui/icons/Link';
import type { Claim } from '@postmortems/backstage-plugin-postmortems-common';
import useCopyToClipboard from 'react-use/esm/useCopyToClipboard';
import { useTranslation } from '../../shared/translation/useTranslation';
import { usePostmortemContext } from '../state/postmortemContext';

/** Copies the address that opens the document at a claim. */
export function CopyLink(props: { claim: Claim }) {
  const { t } = useTranslation();
  const { announce } = usePostmortemContext();
  const [, copy] = useCopyToClipboard();
  return (
    <Button
      size="small"
      startIcon={<LinkIcon />}
      onClick={() => {
        copy(linkTo(props.claim));
        announce(t('page.evidence.linkCopied'));
      }}
    >
      {t('page.evidence.copyLink')}
    </Button>
  );
}

/** Without what else the page shows now, such as a filter. */
function linkTo({ id }: Claim): string {
  const { origin, pathname } = window.location;
  return `${origin}${pathname}?${new URLSearchParams({ claim: id })}`;
}
