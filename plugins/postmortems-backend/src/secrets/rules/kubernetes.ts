import type { Rules, Span } from '../Span';
import { isPlaceholder } from '../value';

const MANIFEST = /kind:[ \t]*["']?Secret["']?[ \t]*\r?$/m;
const DATA = /^([ \t+-]*)(?:data|stringData):[ \t]*\r?\n/gm;
const ENTRY =
  /([ \t+-]*)[\w.-]{1,253}:[ \t]+(?:["']?)([^\s"']{1,4096})["']?[ \t]*(?:\r?\n|$)/y;

function* findKubernetesSecrets(
  text: string,
  literals: ReadonlySet<string>,
): Iterable<Span> {
  if (!literals.has('kind:') || !MANIFEST.test(text)) return;
  for (const match of text.matchAll(DATA)) {
    let at = match.index + match[0].length;
    for (;;) {
      ENTRY.lastIndex = at;
      const entry = ENTRY.exec(text);
      if (!entry || entry[1].length <= match[1].length) break;
      const next = ENTRY.lastIndex;
      const value = entry[2];
      const start = at + entry[0].indexOf(value, entry[1].length + 1);
      if (!isPlaceholder(value) && value !== '|') {
        yield { start, end: start + value.length, kind: 'Kubernetes secret' };
      }
      at = next;
    }
  }
}

/** Values of a manifest of the kind `Secret`, whatever they are called. */
export const kubernetesSecrets: Rules = {
  find: findKubernetesSecrets,
  literals: ['kind:'],
};
