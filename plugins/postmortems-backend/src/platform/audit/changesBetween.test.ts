import { changesBetween } from './changesBetween';

type Thing = {
  severity?: string;
  title?: string;
  services?: string[];
  version?: number;
};

it('keeps values of named fields, and of other text only the length', () => {
  expect(
    changesBetween<Thing>(
      { severity: 'sev2', title: 'Checkout fails', version: 1 },
      { title: 'Ada broke it', services: ['a', 'b'], version: 2 },
      { values: ['severity', 'services'] },
    ),
  ).toEqual([
    { field: 'severity', from: 'sev2' },
    { field: 'title', from: { characters: 14 }, to: { characters: 12 } },
    { field: 'version', from: 1, to: 2 },
    { field: 'services', to: 'a, b' },
  ]);
});

it('leaves out what stays and what is not asked for', () => {
  expect(
    changesBetween<Thing>(
      { severity: 'sev2', services: ['a'], version: 1 },
      { severity: 'sev2', services: ['a'], version: 2 },
      { values: ['severity'], without: ['version'] },
    ),
  ).toEqual([]);
});

it('cuts long values and long lists, and marks it', () => {
  const services = Array.from({ length: 300 }, (_, index) =>
    `${index}`.repeat(200),
  );
  const [long, list] = changesBetween<Thing>(
    {},
    { severity: 'x'.repeat(5000), services },
    { values: ['severity', 'services'] },
  );
  expect(long.to).toHaveLength(200);
  expect(long.to).toMatch(/x…$/);
  expect(String(list.to).length).toBeLessThanOrEqual(200);
  expect(list.to).toMatch(/… and 290 more$/);
});
