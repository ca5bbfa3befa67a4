import { toCsv } from './toCsv';

it('escapes what a spreadsheet would run, and what separates cells', async () => {
  const subjects = ['=1+1', '＝1', ';-2', 'a "b", c'];
  const lines: string[] = [];
  for await (const line of toCsv(
    (async function* entries() {
      for (const subjectId of subjects) {
        yield {
          id: 1,
          at: '2026-03-02T14:02:00.000Z',
          actor: 'source:x',
          actorKind: 'module' as const,
          action: 'delivery.drop',
          subjectId,
          changes: [],
          details: {},
        };
      }
    })(),
  )) {
    lines.push(line);
  }
  expect(lines.slice(1).map(line => line.split(',,,')[1])).toEqual([
    "'=1+1,,\r\n",
    "'＝1,,\r\n",
    `";'-2",,\r\n`,
    '"a ""b"", c",,\r\n',
  ]);
});
