import { BlockNames } from './BlockNames';

type Block = { account?: string; url: string };

const east = { account: 'east', url: 'https://a.example.com' };
const west = { account: 'west', url: 'https://a.example.com' };

function namesOf(...blocks: Block[]) {
  return new BlockNames({
    platform: 'Pager',
    blocks,
    tellsApart: ({ account, url }) => [account, url],
  });
}

describe('BlockNames', () => {
  it('finds a block after the configuration was reordered', () => {
    const name = namesOf(east, west).nameOf(west);
    expect(namesOf(west, east).find(name)).toBe(west);
    expect(name).toMatch(/^b[0-9a-f]{12}$/);
  });

  it('finds what an older version stored by its place', () => {
    const names = namesOf(east, west);
    expect([names.find('1'), names.find(0)]).toEqual([west, east]);
  });

  it('takes no other account for one that is gone', () => {
    const name = namesOf(east, west).nameOf(west);
    const north = { account: 'north', url: west.url };
    expect(() => namesOf(east, north).find(name)).toThrow(
      'The block of Pager that this came by is no longer in the configuration',
    );
    expect(() => namesOf(east, north).find('7')).toThrow('no longer');
    // The only one is that one, with a name that was added or changed
    expect(namesOf(north).find(name)).toBe(north);
  });

  it('tells blocks apart by their order that have nothing else', () => {
    const [first, second] = [{ ...east }, { ...east }];
    const names = namesOf(first, second);
    expect(names.find(names.nameOf(first))).toBe(first);
    expect(names.find(names.nameOf(second))).toBe(second);
  });
});
