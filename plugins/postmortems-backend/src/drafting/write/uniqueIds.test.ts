import type { DraftSection } from '@postmortems/backstage-plugin-postmortems-node';
import { block } from './blocks';
import { quotedClaim } from './sentence';
import { withUniqueIds } from './uniqueIds';

const claim = (text: string) => quotedClaim('impact', 'key', text, []);
const idsOf = (sections: readonly DraftSection[]) =>
  sections.flatMap(({ blocks }) =>
    blocks.flatMap(({ id, claims, more }) => [
      id,
      ...[...claims, ...(more?.claims ?? [])].map(one => one.id),
    ]),
  );
const sectionOf = (...blocks: DraftSection['blocks']): DraftSection => ({
  id: 'impact',
  title: 'Impact',
  blocks,
});

describe('ids of a draft', () => {
  it('are each there once, also where two claims have the same key', () => {
    const draft = () =>
      withUniqueIds([
        sectionOf(
          block('item', [claim('One.')]),
          block('item', [claim('Two.')]),
          block('item', [], { more: { label: 'More', claims: [claim('3.')] } }),
        ),
      ]);

    const ids = idsOf(draft());
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toHaveLength(6);
    expect(idsOf(draft())).toEqual(ids);
    expect(ids[1]).toBe(claim('One.').id);
  });

  it('leave out what says the same twice, with the block that said nothing else', () => {
    const [section] = withUniqueIds([
      sectionOf(block('item', [claim('One.')]), block('item', [claim('One.')])),
    ]);

    expect(section.blocks).toHaveLength(1);
  });
});
