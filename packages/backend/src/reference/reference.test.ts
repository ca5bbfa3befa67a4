import { readFileSync } from 'node:fs';
import path from 'node:path';
import { referencePages } from './generate';

const docs = path.resolve(__dirname, '../../../../docs');

it.each(Object.entries(referencePages()))(
  'docs/%s is what the schemas say; npm run docs:reference makes it again',
  (name, text) => {
    expect(readFileSync(path.join(docs, name), 'utf8')).toBe(text);
  },
);
