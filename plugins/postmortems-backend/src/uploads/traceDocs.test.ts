import { readFileSync } from 'node:fs';
import path from 'node:path';
import { OWN_UPLOADS } from './traceUpload';

describe('docs/sources/traces.md', () => {
  it('has a trace that can be uploaded', async () => {
    const page = readFileSync(
      path.resolve(__dirname, '../../../../docs/sources/traces.md'),
      'utf8',
    );
    const [, example] = /```json\n([^]*?)```/.exec(page)!;
    const { traces } = await OWN_UPLOADS.uploads![0].read(
      Buffer.from(example),
      {} as never,
    );
    expect(traces).toMatchObject([{ traceId: 'run-7', license: 'CC-BY-4.0' }]);
  });
});
